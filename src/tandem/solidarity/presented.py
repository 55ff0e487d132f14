"""Needs and offers in words, without telling who stands behind them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.cases.models import Case
from tandem.cases.rules import OWED
from tandem.services.questions import PARTS_OF_DAY
from tandem.solidarity import rules
from tandem.solidarity.choices import (
    ArrangementState,
    Group,
    HowOften,
    NeedState,
    OfferState,
    Safeguard,
    Skill,
)
from tandem.solidarity.kinds import Kind, kinds_of_all
from tandem.solidarity.models import Need, Offer
from tandem.territory.models import Area
from tandem.toolbox.half_days import COUNT, PARTS, from_bits
from tandem.ui.components.words import Tint
from tandem.ui.formats import day_names, short_day

SHOWN = 3
"""Days named in a list; the page of one need names them all."""
NEED_TINTS: Mapping[str, Tint] = {
    NeedState.OPEN: "warning",
    NeedState.ASKED: "info",
    NeedState.ARRANGED: "success",
    NeedState.BADLY: "danger",
    NeedState.DONE: "success",
    NeedState.NOBODY: "danger",
    NeedState.WITHDRAWN: "neutral",
}
TASK_TINTS: Mapping[str, Tint] = {
    ArrangementState.ASKED: "info",
    ArrangementState.AGREED: "success",
    ArrangementState.DECLINED: "neutral",
    ArrangementState.LAPSED: "neutral",
    ArrangementState.CANCELLED: "neutral",
    ArrangementState.DONE: "success",
    ArrangementState.NOT_DONE: "warning",
}
OFFER_TINTS: Mapping[str, Tint] = {
    OfferState.ACTIVE: "success",
    OfferState.PAUSED: "warning",
    OfferState.LEFT: "neutral",
}


class Kinds:
    """The kinds of help as each commune words them, asked once for a whole page."""

    def __init__(self, communes: Iterable[int]) -> None:
        self.lists: dict[int, dict[str, Kind]] = {
            commune: {kind.code: kind for kind in kinds}
            for commune, kinds in kinds_of_all(communes).items()
        }

    def name(self, need: Need) -> str:
        kind = self.lists.get(need.territory_id, {}).get(need.kind)
        return str(kind.label if kind else Skill(need.skill).label)


def moments(bits: int, shown: int | None = None) -> str:
    """The half-days of a week, day by day: "Tue afternoon, evening; Thu morning"."""
    found = from_bits(bits)
    if len(found) == COUNT:
        return _("at any moment")
    names = day_names("abbreviated")
    days: dict[int, list[str]] = {}
    for one in found:
        days.setdefault(one // PARTS, []).append(str(PARTS_OF_DAY[one % PARTS]))
    said = [_of_day(names[day], parts) for day, parts in days.items()]
    more = len(said) - (shown or len(said))
    if more <= 0:
        return "; ".join(said)
    return ngettext(
        "%(moments)s; and %(more)s other day", "%(moments)s; and %(more)s other days", more
    ) % {"moments": "; ".join(said[:shown]), "more": more}


def _of_day(name: str, parts: list[str]) -> str:
    if len(parts) == PARTS:
        return _("%(day)s all day") % {"day": name}
    return f"{name} {', '.join(parts)}"


def when(need: Need, shown: int | None = None) -> str:
    if need.how_often == HowOften.WEEKLY:
        return _("Every week, %(moments)s") % {"moments": moments(need.half_days, shown)}
    return _("Once, %(moments)s") % {"moments": moments(need.half_days, shown)}


def waiting(since: datetime) -> str:
    days = (timezone.localdate() - timezone.localdate(since)).days
    if days == 0:
        return _("since today")
    return ngettext("for %(days)s day", "for %(days)s days", days) % {"days": days}


def asked(need: Need) -> str:
    """How long she waits; of a need that ended, when it was asked."""
    if need.state in rules.ENDED:
        return _("asked on %(date)s") % {"date": short_day(need.made_at)}
    return waiting(need.made_at)


def due(case: Case | None) -> str:
    """By when the person has an answer, where one is owed."""
    return short_day(case.due_on) if case is not None and case.state in OWED else ""


def helps(times: int) -> str:
    if times == 0:
        return _("nothing yet")
    return ngettext("%(times)s help", "%(times)s helps", times) % {"times": times}


def sign(offer: Offer) -> str:
    """Tells several without a name apart, the same on every page, and says nothing about them."""
    return str(offer.key)[:3].upper()


def volunteer(offer: Offer, own: int, communes: Mapping[int, str], first_name: str = "") -> str:
    """How a volunteer is called on a page of the organisation `own`."""
    if offer.organisation_id != own:
        place = communes.get(offer.territory_id, "")
        if offer.group == Group.ALONE:
            said = _("A volunteer of %(commune)s") % {"commune": place}
        else:
            said = _("A group of %(commune)s") % {"commune": place}
        return _("%(who)s (sign %(sign)s, instead of a name)") % {"who": said, "sign": sign(offer)}
    if offer.group != Group.ALONE and offer.group_name:
        return offer.group_name
    if first_name or not offer.postal_code:
        return first_name or _("A volunteer")
    return _("A volunteer, %(code)s") % {"code": offer.postal_code}


def communes(keys: Iterable[int]) -> dict[int, str]:
    return {area.pk: str(area) for area in Area.objects.filter(pk__in=set(keys))}


def offered(offer: Offer) -> str:
    """As the volunteer said it: what she ticked, and whether something else now and then."""
    if not offer.likes:
        return skills(offer)
    liked = [str(Skill(skill).label) for skill in offer.likes]
    more = [_("something else now and then")] if set(offer.skills) - set(offer.likes) else []
    return ", ".join([*liked, *more])


def skills(offer: Offer) -> str:
    # What is liked first; the rest was a yes to "now and then something else".
    liked = [skill for skill in offer.skills if skill in offer.likes]
    others = [skill for skill in offer.skills if skill not in offer.likes]
    return ", ".join(str(Skill(skill).label) for skill in (*liked, *others))


def safeguards(codes: Iterable[str]) -> str:
    return ", ".join(str(Safeguard(code).label) for code in codes)
