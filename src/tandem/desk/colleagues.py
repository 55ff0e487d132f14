"""Where one person's word does not do, and a second colleague is asked for hers."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Value
from django.utils.translation import ngettext_lazy

from tandem.desk.figures import Figure
from tandem.people.http import PersonRequest
from tandem.territory.models import Invitation, Recovery


def asked_for(request: PersonRequest, _now: datetime) -> Iterable[Figure]:
    """Where a second colleague is needed, whether somebody says that she herself is locked out, and
    new colleagues who open nothing before somebody else than who invited them says yes; one question.
    """
    ours = [m.organisation_id for m in request.memberships]
    own = request.account.pk if request.account else 0
    locked_out = Recovery.objects.open().filter(organisation__in=ours)
    invited = Invitation.objects.without_second().filter(organisation__in=ours)
    asked = ("account", "asked_by", "agreed_by")
    rows = locked_out.order_by().annotate(is_new=Value(False)).values_list("is_new", *asked)
    others = invited.order_by().annotate(is_new=Value(True)).values_list("is_new", *asked)
    waiting = list(rows.union(others, all=True))
    if mine := sum(account == own for is_new, account, *_two in waiting if not is_new):
        yield Figure(
            mine,
            ngettext_lazy(
                "says that you cannot sign in: is it so?",
                "says that you cannot sign in: is it so?",
                "many",
            ),
            "desk:recoveries",
        )
    hers = Counter(
        is_new for is_new, who, by, agreed in waiting if own not in {who, by} and agreed is None
    )
    if many := hers[False]:
        yield Figure(
            many,
            ngettext_lazy(
                "colleague to let in again, if you agree",
                "colleagues to let in again, if you agree",
                "many",
            ),
            "desk:recoveries",
        )
    if many := hers[True]:
        yield Figure(
            many,
            ngettext_lazy(
                "new colleague waits for a second yes",
                "new colleagues wait for a second yes",
                "many",
            ),
            "desk:newcomers",
        )
