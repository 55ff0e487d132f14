"""The link by which somebody chooses her password: signed, for seven days, good for once."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from tandem.accounts.mail import write_to
from tandem.accounts.models import Account
from tandem.toolbox.sealing import digest

LIVES = timedelta(days=7)
SALT = "accounts.invitation"


def link_for(account: Account) -> str:
    """The path that invites `account`. Choosing a password, or a newer one, makes it void."""
    token = signing.dumps([account.pk, _state(account)], salt=SALT)
    return reverse("accounts:invitation", args=[token])


def send_by_mail(account: Account, address: str, organisation: str) -> bool:
    """The link to choose a new password, to nobody but herself; false if no server took it."""
    sender = {"organisation": organisation}

    def wording() -> tuple[str, list[str]]:
        return _("A message from %(organisation)s") % sender, [
            _("An administrator of %(organisation)s has a link sent to you.") % sender,
            _("With it you choose a password. It opens for seven days, and once."),
            address,
            _("You did not ask for it? Do nothing, and tell your administrator."),
        ]

    return write_to(account, wording)


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
