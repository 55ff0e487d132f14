"""A mail to an account's own address, in its language: what happened, and where it stands."""

from collections.abc import Callable
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.accounts.models import Account
from tandem.toolbox.texts import one_line

Wording = Callable[[], tuple[str, list[str]]]
"""The subject, which says nothing of the matter, and the paragraphs."""


def write_to(account: Account, wording: Wording) -> bool:
    """False if no server took it: whoever relies on it says it elsewhere too."""
    if not account.email:
        # A resident’s account has none; she is written to by her own way.
        return False
    with override(account.language or settings.LANGUAGE_CODE):
        subject, said = wording()
        body = "\n\n".join([_("Good day,"), *said]) + "\n"
    message = EmailMessage(one_line(subject), body, to=[account.email])
    try:
        return bool(message.send())
    except (OSError, SMTPException):
        return False
