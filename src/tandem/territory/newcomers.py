"""Whoever works with people hears at once that somebody new may read them: one of them may know
that there is no such colleague.
"""

from collections.abc import Callable
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from tandem.accounts.mail import write_to
from tandem.territory.choices import Role
from tandem.territory.models import Membership
from tandem.toolbox.queueing import job

READING = frozenset({Role.OPERATOR, Role.COORDINATOR, Role.OFFICER})
"""Roles that open what people ask."""
WARNED = READING | {Role.DATA_OFFICER}
TOLD_OF = WARNED | {Role.ADMINISTRATOR}
"""Who invites colleagues may invent one: a second mailbox of hers would be the second of two."""
TELL = "territory.tell_of_newcomer"

Hears = Callable[[Membership], None]
_hear: list[Hears] = []


def register(hears: Hears) -> Hears:
    """From now on `hears` is called of each newcomer of whom others are told, in the same transaction."""
    if hears not in _hear:
        _hear.append(hears)
    return hears


def ask_to_tell(membership: Membership) -> None:
    """With the transaction in hand, of a role that opens people, watches over who does, or invites."""
    if membership.role in TOLD_OF:
        for hears in _hear:
            hears(membership)
        job(TELL).defer(membership=membership.pk)


def tell(membership: int) -> int:
    """How many were told; tried again where no server took any of them."""
    rows = Membership.objects.select_related("account", "organisation")
    invited = rows.filter(pk=membership).first()
    if invited is None:
        return 0
    others = rows.in_force().filter(
        organisation=invited.organisation_id, role__in=WARNED, account__is_active=True
    )
    told = {one.account_id: one.account for one in others if one.account_id != invited.account_id}
    sent = [write_to(account, lambda: _wording(invited)) for account in told.values()]
    if sent and not any(sent):
        raise OSError("no_mail_server")
    return sum(sent)


def _wording(invited: Membership) -> tuple[str, list[str]]:
    said = {
        "who": invited.account.email,
        "role": Role(invited.role).label,
        "organisation": str(invited.organisation),
    }
    return _("A new colleague"), [
        _("An administrator of %(organisation)s invited a colleague: %(who)s (%(role)s).") % said,
        _("Do you know this colleague? Then there is nothing to do."),
        _(
            "If not, tell your data-protection officer at once, by telephone: "
            "whoever has this role invites colleagues, and lets them in again."
        )
        if invited.role == Role.ADMINISTRATOR
        else _(
            "If not, tell your data-protection officer at once, by telephone: "
            "whoever has this role reads what people ask."
        ),
        urljoin(settings.SITE_URL.rstrip("/") + "/", "staff/"),
    ]
