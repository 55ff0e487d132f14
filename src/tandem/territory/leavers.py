"""Whoever is ended hears of it at once, and so do those who could know better: whoever ends all the
others would be alone there.
"""

from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from tandem.accounts.models import Account
from tandem.territory import rules
from tandem.territory.choices import Role
from tandem.territory.models import Membership
from tandem.territory.newcomers import WARNED, sent
from tandem.toolbox.queueing import job

TELL = "territory.tell_of_leaver"


def ask_to_tell(membership: Membership, by: Account) -> None:
    """With the transaction in hand."""
    job(TELL).defer(membership=membership.pk, by=by.pk)


def tell(membership: int, by: int) -> int:
    """How many were told; who ended it herself knows it."""
    rows = Membership.objects.select_related("account", "organisation")
    left = rows.filter(pk=membership).first()
    if left is None:
        return 0
    hers = [(left.account, lambda: _to_her(left))] if left.account_id != by else []
    others = [(one, lambda: _to_others(left)) for one in _who_could_know(left, by)]
    return sent([*hers, *others])


def _who_could_know(left: Membership, by: int) -> list[Account]:
    """As for a newcomer: who works with people there; where nobody does, those of the platform."""
    rows = Membership.objects.in_force().select_related("account").filter(account__is_active=True)
    at_work = rows.exclude(account__in=[left.account_id, by])
    place = left.organisation
    others = at_work.filter(organisation=place, role__in=WARNED)
    if not others and place.platform_id is not None:
        others = at_work.filter(organisation__platform=place.platform_id, role__in=rules.WATCHED)
    return list({one.account_id: one.account for one in others}.values())


def _said(left: Membership) -> dict[str, str]:
    return {
        "who": left.account.email,
        "role": str(Role(left.role).label),
        "organisation": str(left.organisation),
    }


def _to_her(left: Membership) -> tuple[str, list[str]]:
    return _("Your role has ended"), [
        _("An administrator of %(organisation)s ended your role there: %(role)s.") % _said(left),
        _("Did you expect it? Then there is nothing to do."),
        _("If not, tell the data-protection officer at once, by telephone."),
    ]


def _to_others(left: Membership) -> tuple[str, list[str]]:
    return _("A colleague was sent away"), [
        _("An administrator of %(organisation)s ended the role of a colleague: %(who)s (%(role)s).")
        % _said(left),
        _("Do you know why? Then there is nothing to do."),
        _(
            "If not, tell your data-protection officer at once, by telephone: "
            "whoever sends all colleagues away is watched by nobody."
        ),
        urljoin(settings.SITE_URL.rstrip("/") + "/", "staff/"),
    ]
