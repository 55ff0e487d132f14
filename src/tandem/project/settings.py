"""One file of settings; only what differs between installations is read from the environment."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tandem.project.databases import databases
from tandem.project.readers import amount, choice, flag, former, number, secret, text, words

# --- Places ------------------------------------------------------------------
ROOT = Path(__file__).resolve().parents[3]
DATA = Path(text("DATA", str(ROOT / ".tandem"))).resolve()

# --- Secrets, kept outside the database ---------------------------------------
SECRET_KEY = secret("TANDEM_SECRET_KEY", DATA / "keys")
TANDEM_KEY = secret("TANDEM_KEY", DATA / "keys")
TANDEM_KEY_FORMER = former("TANDEM_KEY_FORMER", DATA / "keys")

# --- Who may call ---------------------------------------------------------------
DEBUG = flag("DEBUG")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS", [])
BEHIND_TLS = flag("BEHIND_TLS")
SITE_URL = text("SITE_URL", f"http://127.0.0.1:{number('PORT', 8000)}")

# --- The house --------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "csp",
    "tandem.ui",
    "tandem.tenancy",
    "tandem.accounts",
    "tandem.journal",
    "tandem.territory",
    "tandem.register",
    "tandem.people",
    "tandem.mandates",
    "tandem.services",
    "tandem.outbox",
    "tandem.cases",
    "tandem.solidarity",
    "tandem.streets",
    "tandem.mine",
    "tandem.broadcast",
    "tandem.doors",
    "tandem.desk",
]
MIDDLEWARE = [
    "tandem.ui.nothing_null.WithoutNull",
    "tandem.doors.kiosk.staying.stay",
    "tandem.ui.keeping.kept_pages",
    "tandem.ui.headers.squeeze",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tandem.ui.headers.guard",
    "tandem.ui.headers.answer_head",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tandem.ui.language.choose",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tandem.people.middleware.who_is_asking",
    "tandem.cases.looks.refusing.TellRefusal",
    "tandem.accounts.carrying.carry",
]
MESSAGE_STORAGE = "tandem.ui.said.Storage"
ROOT_URLCONF = "tandem.project.urls"
WSGI_APPLICATION = "tandem.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "tandem.ui.jinja.Languages",
        "NAME": "jinja2",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "tandem.ui.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "tandem.ui.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "tandem.ui.forms.UiRenderer"
CSRF_FAILURE_VIEW = "tandem.ui.views.csrf_failure"

# --- Data --------------------------------------------------------------------------
TANDEM_ROLE = choice("TANDEM_ROLE", ["web", "worker", "owner"], "web")
DATABASES = databases(DATA, TANDEM_ROLE)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

# --- Signing in -----------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Account"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "desk:start"
LOGOUT_REDIRECT_URL = "/"
# An address is one account's alone where there is one; residents may have none.
SILENCED_SYSTEM_CHECKS = ["auth.E003"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "tandem.accounts.passwords.NotGuessable"},
]
SESSION_ENGINE = "tandem.accounts.sessions"
SESSION_COOKIE_AGE = 8 * 60 * 60
STAFF_IDLE_MINUTES = number("STAFF_IDLE_MINUTES", 30)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Services where residents prove who they are: these answer without TLS, or from within.
OIDC_PLAIN_HOSTS = words("OIDC_PLAIN_HOSTS", [])
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- What a browser may do -----------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# --- Languages -------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("nl", "Nederlands"), ("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

# --- Files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_FINDERS = [
    "tandem.ui.stylesheet.Gathered",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "tandem.ui.stylesheet.Named"
        if flag("STATIC_MANIFEST", default=True)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not flag("STATIC_MANIFEST", default=True)

# --- Messages out ----------------------------------------------------------------------------------
# Without a mail server e-mails are kept as files in DATA/mail, where the demo shows them.
EMAIL_HOST = text("EMAIL_HOST", "")
EMAIL_BACKEND = (
    "tandem.outbox.channels.smtp.Backend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_PORT = number("EMAIL_PORT", 25)
EMAIL_HOST_USER = text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "tandem@localhost")

# --- Text messages -----------------------------------------------------------------------------
SMS_GATEWAY = text("SMS_GATEWAY", "")
SMS_URL = text("SMS_URL", "")
SMS_USER = text("SMS_USER", "")
SMS_PASSWORD = text("SMS_PASSWORD", "")
SMS_NUMBER = text("SMS_NUMBER", "")
SMS_SECRET = text("SMS_SECRET", "")
SMS_ACCENTS = flag("SMS_ACCENTS", default=True)
SMS_PARTS = number("SMS_PARTS", 3)
SMS_PRICE = amount("SMS_PRICE", "0.08")
SMS_QUIET_FROM = number("SMS_QUIET_FROM", 21)
SMS_QUIET_UNTIL = number("SMS_QUIET_UNTIL", 8)
SMS_ON_SUNDAY = flag("SMS_ON_SUNDAY")
SMS_PER_HOUR = number("SMS_PER_HOUR", 120)
SMS_PER_HOUR_IN_ALL = number("SMS_PER_HOUR_IN_ALL", 5000)

# --- Kiosks -----------------------------------------------------------------------------------------
KIOSK_IDLE_SECONDS = number("KIOSK_IDLE_SECONDS", 90)
KIOSK_RING_MINUTES = number("KIOSK_RING_MINUTES", 3)
# --- Messages in -----------------------------------------------------------------------------------
# Without a domain no e-mail comes in, and answers go to the organisation's own address.
MAIL_IN_DOMAIN = text("MAIL_IN_DOMAIN", "").lower()
MAIL_IN_HOST = text("MAIL_IN_HOST", "127.0.0.1")
MAIL_IN_PORT = number("MAIL_IN_PORT", 8025)
MAIL_IN_MEGABYTES = number("MAIL_IN_MEGABYTES", 20)
MAIL_IN_ANSWERS = number("MAIL_IN_ANSWERS", 30)

# --- Paper in ------------------------------------------------------------------------------------------
SCANS_KEPT_DAYS = number("SCANS_KEPT_DAYS", 90)

# --- Messages to many --------------------------------------------------------------------------
LETTER_PRICE = amount("LETTER_PRICE", "1.50")
BROADCAST_MOST = number("BROADCAST_MOST", 5000)
BROADCAST_A_DAY = number("BROADCAST_A_DAY", 10000)
BROADCAST_A_MINUTE = number("BROADCAST_A_MINUTE", 300)
BROADCAST_LETTERS = number("BROADCAST_LETTERS", 2000)
LETTERS_WITH_FORMS = number("LETTERS_WITH_FORMS", 50)
BROADCAST_KEPT_DAYS = number("BROADCAST_KEPT_DAYS", 90)

# --- Other programs ----------------------------------------------------------------------------------
# For a test or a demo on one machine: nobody's hook may lead into our own network.
CALL_PRIVATE_ADDRESSES = flag("CALL_PRIVATE_ADDRESSES")

# --- Work in the background ---------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# --- Told to the person who runs it -----------------------------------------------------------------
PLATFORM_NAME = _("Tandem")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "page_names": {"()": "tandem.toolbox.logs.PageNames"},
        "no_values": {"()": "tandem.toolbox.logs.NoValues"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["page_names", "no_values"]}
    },
    "root": {"handlers": ["console"], "level": text("LOG_LEVEL", "WARNING")},
}
