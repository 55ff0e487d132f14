"""What coordinators see of gifts: the list, and one of them with how it is shared out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.cases.models import Case
from tandem.journal.choices import Purpose
from tandem.people.reveal import reveal_one
from tandem.people.sameness import counted_together
from tandem.people.words import hold
from tandem.solidarity import where_when
from tandem.solidarity.goods import actions, engine, messages, rules
from tandem.solidarity.goods.choices import (
    AskState,
    Brought,
    Comes,
    GiftState,
    ParcelState,
    ShareOutState,
    Sort,
)
from tandem.solidarity.goods.models import Gift, GoodsAsk, Parcel, ShareOut
from tandem.territory.models import Organisation
from tandem.toolbox.reference import spaced
from tandem.ui.components.lists import Fact
from tandem.ui.formats import number, short_day

SIZE = 20
PATIENCE = timedelta(seconds=90)
TINTS = {ParcelState.READY: "info", ParcelState.HANDED: "success", ParcelState.BACK: "warning"}


@dataclass(frozen=True, slots=True)
class Line:
    gift: Gift
    title: str
    left: str
    asked: str
    since: str
    state: str


def page_of(organisation: Organisation, asked: Mapping[str, str]) -> tuple[Page[Any], list[Line]]:
    rows = Gift.objects.filter(organisation=organisation).order_by("-pk")
    if asked.get("view") != "all":
        rows = rows.filter(state=GiftState.OPEN)
    page = Paginator(rows, SIZE).get_page(asked.get("page", ""))
    wanted = _wanted(organisation)
    return page, [_line(gift, wanted.get(gift.sort, (0, 0))) for gift in page.object_list]


def _line(gift: Gift, wanted: tuple[int, int]) -> Line:
    facts = {"left": number(gift.left), "quantity": number(gift.quantity)}
    return Line(
        gift,
        title=messages.sort_of(gift.sort),
        left=_("%(left)s of %(quantity)s") % facts,
        asked=number(wanted[1]),
        since=short_day(gift.made_at),
        state=str(GiftState(gift.state).label),
    )


def _wanted(organisation: Organisation) -> dict[str, tuple[int, int]]:
    rows = (
        GoodsAsk.objects.filter(organisation=organisation, state=AskState.OPEN, limited=False)
        .values_list("sort")
        .annotate(asks=Count("pk"), many=Sum(F("quantity") - F("given")))
        .order_by()
    )
    return {sort: (asks, many) for sort, asks, many in rows}


def waiting(organisation: Organisation) -> list[tuple[str, str, str]]:
    """Each sort that is asked for, by how many, and how much of it."""
    found = _wanted(organisation)
    return [
        (str(sort.label), number(found[sort][0]), number(found[sort][1]))
        for sort in Sort
        if sort in found
    ]


@dataclass(frozen=True, slots=True)
class Asking:
    """One who waits for this sort; no name, as on every list."""

    ask: GoodsAsk
    title: str
    """Who, and how many are still wanted."""
    who: str
    reference: str
    facts: str


@dataclass(frozen=True, slots=True)
class Share:
    """What is proposed or was decided for one ask."""

    parcel: Parcel
    asking: Asking
    number: str
    why: list[str]
    proposed: str
    """Where another number was given."""
    state: str
    tint: str
    may_hand: bool


@dataclass(frozen=True, slots=True)
class Decided:
    day: str
    where: str
    shares: list[Share]


@dataclass(frozen=True, slots=True)
class Shown:
    gift: Gift
    title: str
    case: str
    asking: list[Asking]
    by_hand: list[Asking]
    open: ShareOut | None
    shares: list[Share]
    decided: list[Decided]
    working: bool
    late: bool


def shown(gift: Gift) -> Shown:
    """No name and no words: whoever asks is opened by her reference."""
    asks = engine.asks_for(gift)
    now = timezone.now()
    share_outs = list(
        gift.share_outs.exclude(state=ShareOutState.STALE).select_related("run").order_by("-pk")
    )
    opened = next((one for one in share_outs if one.state == ShareOutState.OPEN), None)
    # The keys and the parcels of all of them are asked for once, however often it was shared out.
    hold([], [one.sealed_where for one in share_outs])
    shares = shares_of(share_outs)
    asking = {ask.pk: _asking(ask, case) for ask, case in _with_cases(asks)}
    return Shown(
        gift=gift,
        title=messages.sort_of(gift.sort),
        case=Case.objects.values_list("reference", flat=True).get(pk=gift.case_id),
        asking=list(asking.values()),
        by_hand=[one for one in asking.values() if one.ask.no_program],
        open=opened,
        shares=shares[opened.pk] if opened else [],
        decided=[
            Decided(short_day(one.decided_at), where_when.of(one), shares[one.pk])
            for one in share_outs
            if one.decided_at
        ],
        working=gift.worked_out_at is not None,
        late=gift.worked_out_at is not None and now - gift.worked_out_at > PATIENCE,
    )


def facts(gift: Gift) -> list[Fact]:
    """Who gives, and what she wrote; the look is in the journal first."""
    who = reveal_one(gift.person, Purpose.SOLIDARITY, about=gift)
    told = [
        Fact(_("What"), actions.words_of(gift)),
        Fact(_("How many were given"), number(gift.quantity)),
        Fact(_("Still there"), number(gift.left)),
        Fact(_("Who gives"), ", ".join(filter(None, [gift.group_name, who.full_name]))),
        Fact(_("How it comes to us"), str(Brought(gift.brought).label)),
        Fact(_("Postal code"), gift.postal_code),
    ]
    return [fact for fact in told if fact.value]


def _with_cases(asks: list[GoodsAsk]) -> list[tuple[GoodsAsk, str]]:
    keys = [ask.case_id for ask in asks]
    references = dict(Case.objects.filter(pk__in=keys).values_list("pk", "reference"))
    return [(ask, references[ask.case_id]) for ask in asks]


def _asking(ask: GoodsAsk, reference: str) -> Asking:
    facts = [
        _("for so many persons: %(heads)s") % {"heads": number(ask.heads)} if ask.heads > 1 else "",
        _("vital") if ask.vital else "",
        _("to be brought") if ask.comes == Comes.TO_HER else "",
        _("without the program") if ask.no_program else "",
    ]
    who = ask.group_name or ", ".join(filter(None, [spaced(reference), ask.postal_code]))
    told = {"who": who, "number": number(ask.wanted)}
    return Asking(
        ask,
        _("%(who)s (asked for: %(number)s)") % told,
        who,
        reference,
        " · ".join(filter(None, facts)),
    )


def shares_of(share_outs: Iterable[ShareOut]) -> dict[int, list[Share]]:
    found: dict[int, list[Share]] = {one.pk: [] for one in share_outs}
    rows = Parcel.objects.filter(share_out__in=found).select_related("ask").order_by("ask_id")
    parcels = list(rows)
    named = dict(_named(parcels))
    for parcel in parcels:
        found[parcel.share_out_id].append(_share(parcel, named[parcel.ask_id]))
    return found


def _named(parcels: list[Parcel]) -> list[tuple[int, Asking]]:
    return [(ask.pk, _asking(ask, case)) for ask, case in _with_cases([one.ask for one in parcels])]


def _share(parcel: Parcel, asking: Asking) -> Share:
    differs = parcel.quantity != parcel.proposed
    return Share(
        parcel,
        asking,
        number(parcel.quantity),
        messages.why(parcel, ""),
        number(parcel.proposed) if differs else "",
        str(ParcelState(parcel.state).label),
        TINTS.get(ParcelState(parcel.state), "neutral"),
        parcel.state == ParcelState.READY,
    )


def fair_shares(share_out: ShareOut) -> dict[str, rules.Fair]:
    """For whoever is served by hand, between which numbers hers is like all others'; by parcel."""
    parcels = [one for one in share_out.parcels.select_related("ask") if one.by_hand]
    if not parcels:
        return {}
    together = counted_together()
    asks = [one.ask for one in parcels]
    had = engine.received(asks, share_out.gift.sort, timezone.localdate(), together)
    return {
        str(one.key): rules.fair_share(
            share_out.each,
            one.ask.heads,
            had.get(together.of(one.ask.person_id), 0),
            one.ask.wanted,
        )
        for one in parcels
    }
