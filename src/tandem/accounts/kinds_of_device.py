"""A browser and a system in words, so that somebody knows her own devices in a list.

Of what a browser says of itself, only these two words are kept: enough to tell a telephone from
the computer at work, too little to follow anybody.
"""

from django.utils.translation import gettext_lazy as _

from tandem.toolbox.texts import Text

# In this order: most browsers also call themselves by the names of older ones.
BROWSERS = (
    ("edg", "edge", "Edge"),
    ("opr/", "opera", "Opera"),
    ("samsungbrowser", "samsung", "Samsung Internet"),
    ("firefox", "firefox", "Firefox"),
    ("fxios", "firefox", "Firefox"),
    ("chrome", "chrome", "Chrome"),
    ("crios", "chrome", "Chrome"),
    ("safari", "safari", "Safari"),
)
SYSTEMS = (
    ("iphone", "iphone", "iPhone"),
    ("ipad", "ipad", "iPad"),
    ("android", "android", "Android"),
    ("windows", "windows", "Windows"),
    ("x11; cr", "chromeos", "ChromeOS"),
    ("mac os", "mac", "Mac"),
    ("linux", "linux", "Linux"),
)
OTHER = "other"
NAMES = {code: name for _sign, code, name in (*BROWSERS, *SYSTEMS)}


def kind_of(said: str) -> str:
    """Two codes for what a browser says of itself.

    >>> kind_of("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0")
    'firefox-windows'
    """
    said = said.lower()
    return "-".join(
        next((code for sign, code, _name in table if sign in said), OTHER)
        for table in (BROWSERS, SYSTEMS)
    )


def in_words(kind: str) -> Text:
    """As it is told to her: “Firefox, Windows”."""
    named = [NAMES[code] for code in kind.split("-") if code in NAMES]
    return ", ".join(named) or _("A device we cannot name")
