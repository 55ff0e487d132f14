"""A mail to the administrators of an organisation: something they set up no longer works."""

from functools import partial

from django.utils.translation import gettext as _

from tandem.accounts.mail import write_to
from tandem.territory.choices import Role
from tandem.territory.models import Membership


def hook_given_up(organisation: int, address: str) -> None:
    """`address` is that of the page on which it stands; what was not told is in no mail."""
    members = Membership.objects.in_force().filter(
        organisation=organisation, role=Role.ADMINISTRATOR, account__is_active=True
    )
    for member in members.select_related("account", "organisation"):
        # The page says it too.
        write_to(member.account, partial(_given_up, str(member.organisation), address))


def _given_up(organisation: str, address: str) -> tuple[str, list[str]]:
    return _("A program no longer hears of reports"), [
        _(
            "One of the hooks of %(organisation)s was not reached for a day. What it was to be "
            "told is given up; new steps are still tried."
        )
        % {"organisation": organisation},
        _("Look at it, or end it:"),
        address,
    ]
