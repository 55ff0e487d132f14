"""Where one person's word does not do, and a second colleague is asked for hers."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import ngettext_lazy

from tandem.desk.figures import Figure
from tandem.people.http import PersonRequest
from tandem.territory.models import Invitation, Recovery


def recoveries(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    """Where a second colleague is needed; and whether somebody says that she herself is locked out."""
    ours = [m.organisation_id for m in request.memberships]
    rows = Recovery.objects.open().filter(organisation__in=ours)
    waiting = list(rows.values_list("account", "asked_by", "agreed_by"))
    own = request.account.pk if request.account else 0
    mine = sum(account == own for account, _asked, _agreed in waiting)
    if mine:
        yield Figure(
            mine,
            ngettext_lazy(
                "says that you cannot sign in: is it so?",
                "says that you cannot sign in: is it so?",
                "many",
            ),
            "desk:recoveries",
        )
    many = sum(own not in {who, asked} and agreed is None for who, asked, agreed in waiting)
    if many:
        yield Figure(
            many,
            ngettext_lazy(
                "colleague to let in again, if you agree",
                "colleagues to let in again, if you agree",
                "many",
            ),
            "desk:recoveries",
        )


def newcomers(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    """New colleagues who open nothing before somebody else than who invited them says yes."""
    ours = [m.organisation_id for m in request.memberships]
    own = request.account.pk if request.account else 0
    rows = Invitation.objects.without_second().filter(organisation__in=ours)
    many = rows.exclude(asked_by=own).exclude(account=own).count()
    if many:
        yield Figure(
            many,
            ngettext_lazy(
                "new colleague waits for a second yes",
                "new colleagues wait for a second yes",
                "many",
            ),
            "desk:newcomers",
        )
