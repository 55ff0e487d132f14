"""The link by which somebody chooses her password: signed, for seven days, good for once."""

from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.accounts.models import Account
from tandem.toolbox.sealing import digest
from tandem.toolbox.texts import one_line

LIVES = timedelta(days=7)
SALT = "accounts.invitation"


def link_for(account: Account) -> str:
    """The path that invites `account`. Choosing a password, or a newer one, makes it void."""
    token = signing.dumps([account.pk, _state(account)], salt=SALT)
    return reverse("accounts:invitation", args=[token])


def send_by_mail(account: Account, address: str, organisation: str) -> bool:
    """The link to choose a new password, to nobody but herself; false if no server took it."""
    with override(account.language or settings.LANGUAGE_CODE):
        sender = {"organisation": organisation}
        subject = _("A message from %(organisation)s") % sender
        said = [
            _("Good day,"),
            _("An administrator of %(organisation)s has a link sent to you.") % sender,
            _("With it you choose a new password. It opens for seven days, and once."),
            address,
            _("You did not ask for it? Do nothing, and tell your administrator."),
        ]
    message = EmailMessage(one_line(subject), "\n\n".join(said) + "\n", to=[account.email])
    try:
        return bool(message.send())
    except (OSError, SMTPException):
        return False


def account_of(token: str) -> Account | None:
    """Whom `token` invites; None if it was changed, has expired or was used."""
    try:
        key, state = signing.loads(token, salt=SALT, max_age=LIVES)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    account = Account.objects.filter(pk=key, is_active=True).first()
    if account is None or not constant_time_compare(state, _state(account)):
        return None
    return account


def _state(account: Account) -> str:
    # Changes with the password and with each sign-in, so that a link in an old mail opens nothing.
    last = account.last_login.isoformat() if account.last_login else ""
    return digest("invitation", f"{account.pk}:{account.password}:{last}").hex()
