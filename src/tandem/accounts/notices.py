"""Told by e-mail to the account's own address: what changed of how one signs in with it.

Whoever did it herself reads it and forgets it; whoever did not learns that somebody else did.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.accounts.mail import write_to
from tandem.accounts.models import Account
from tandem.toolbox.texts import Text

ADDED = gettext_lazy("A second proof was added to your account.")
ENDED = gettext_lazy("A second proof of your account was taken away.")
RESCUED = gettext_lazy("Somebody signed in with one of your rescue codes.")
GUESSED = gettext_lazy(
    "Somebody knows your password and writes wrong codes. Change your password now."
)


def tell_on_commit(account: Account, what: Text) -> None:
    """Sent once it is true; a mail server that does not answer undoes nothing."""
    transaction.on_commit(lambda: tell(account, what))


def tell(account: Account, what: Text, *more: str) -> bool:
    """False if no server took it. The subject says nothing of the matter."""

    def wording() -> tuple[str, list[str]]:
        return _("A message about your account"), [
            str(what),
            *more,
            _("Was it you? Then there is nothing to do."),
            _("If it was not, tell the administrator of your service at once, by telephone."),
        ]

    return write_to(account, wording)
