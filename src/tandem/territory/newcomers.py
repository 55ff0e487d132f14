"""Whoever works with people hears at once that somebody new may read them: one of them may know
that there is no such colleague.
"""

from collections.abc import Callable, Iterable
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from tandem.accounts.mail import write_to
from tandem.accounts.models import Account
from tandem.territory import rules
from tandem.territory.choices import Role
from tandem.territory.models import Invitation, Membership
from tandem.toolbox.queueing import job

READING = frozenset({Role.OPERATOR, Role.COORDINATOR, Role.OFFICER})
"""Roles that open what people ask."""
WARNED = READING | {Role.DATA_OFFICER}
TOLD_OF = WARNED | {Role.ADMINISTRATOR}
"""Who invites colleagues may invent one: a second mailbox of hers would be the second of two."""
TELL = "territory.tell_of_newcomer"
ASK = "territory.ask_for_second_yes"

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
    at_work = rows.in_force().filter(account__is_active=True).exclude(account=invited.account_id)
    others = at_work.filter(organisation=invited.organisation_id, role__in=WARNED)
    if not others and invited.organisation.platform_id is not None:
        # Nobody is there yet to know better: whoever runs or watches the platform’s others may.
        platform = invited.organisation.platform_id
        others = at_work.filter(organisation__platform=platform, role__in=rules.WATCHED)
    told = {one.account_id: one.account for one in others}
    return sent((account, lambda: _wording(invited)) for account in told.values())


def ask_for_yes(invitation: Invitation) -> None:
    """With the transaction in hand: who could be the second reads of it in her own post."""
    whose = {"territory": invitation.territory_id, "organisation": invitation.organisation_id}
    job(ASK).defer(invitation=invitation.pk, **whose)


def ask(invitation: Invitation) -> int:
    """How many were asked. A newcomer too: one of long standing may be on leave, and hears of it."""
    rows = Membership.objects.in_force().select_related("account")
    others = rows.filter(organisation=invitation.organisation_id, account__is_active=True)
    known = {one.account_id: one.account for one in others}
    for taken in (invitation.account_id, invitation.asked_by_id):
        known.pop(taken, None)
    return sent((account, lambda: _question(invitation)) for account in known.values())


def sent(letters: Iterable[tuple[Account, Callable[[], tuple[str, list[str]]]]]) -> int:
    """How many have it in their post; where no server took any of them, it is tried again."""
    taken = [write_to(account, wording) for account, wording in letters]
    if taken and not any(taken):
        raise OSError("no_mail_server")
    return sum(taken)


def _question(invitation: Invitation) -> tuple[str, list[str]]:
    said = {
        "who": invitation.account.email,
        "role": Role(invitation.role).label,
        "organisation": str(invitation.organisation),
    }
    return _("A new colleague waits for your yes"), [
        _("An administrator invites a colleague to %(organisation)s: %(who)s (%(role)s).") % said,
        _("Nothing opens to this colleague before one of you says yes."),
        _("Do you know who it is, and that it is her own address? Then say yes here:"),
        urljoin(settings.SITE_URL.rstrip("/") + "/", "team/newcomers/"),
        _("If not, stop it there, and tell your data-protection officer."),
    ]


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
