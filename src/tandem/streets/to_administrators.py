"""A mail to the administrators of an organisation: something they set up no longer works."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.territory.choices import Role
from tandem.territory.models import Membership
from tandem.toolbox.texts import one_line


def hook_given_up(organisation: int, address: str) -> None:
    """`address` is that of the page on which it stands; what was not told is in no mail."""
    members = Membership.objects.in_force().filter(
        organisation=organisation, role=Role.ADMINISTRATOR, account__is_active=True
    )
    for member in members.select_related("account", "organisation"):
        with override(member.account.language or settings.LANGUAGE_CODE):
            subject = _("A program no longer hears of reports")
            said = [
                _("Good day,"),
                _(
                    "One of the hooks of %(organisation)s was not reached for a day. What it was to be "
                    "told is given up; new steps are still tried."
                )
                % {"organisation": member.organisation},
                _("Look at it, or end it:"),
                address,
            ]
        message = EmailMessage(
            one_line(subject), "\n\n".join(said) + "\n", to=[member.account.email]
        )
        try:
            message.send()
        except (OSError, SMTPException):
            # The page says it too.
            continue
