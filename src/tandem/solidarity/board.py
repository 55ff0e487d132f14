"""The coordinators' list of needs: no identity, pages by key, few queries whatever the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from tandem.cases.models import Case
from tandem.cases.queries import is_late
from tandem.cases.rules import OWED
from tandem.services.questions import half_day_name
from tandem.solidarity import engine, presented, shares, wording
from tandem.solidarity.choices import ArrangementState, NeedState, ProposalState, Withheld
from tandem.solidarity.models import Arrangement, Feedback, Need, Offer, Proposal
from tandem.solidarity.parameters import BUILT_IN, in_force
from tandem.solidarity.presented import Kinds
from tandem.tenancy.scope import required
from tandem.territory.models import Organisation, PostalCode

SIZE = 20
GOING_ON = (NeedState.OPEN, NeedState.ASKED, NeedState.ARRANGED)
VIEWS: dict[str, tuple[NeedState, ...]] = {
    "open": (NeedState.OPEN,),
    "asked": (NeedState.ASKED,),
    "arranged": (NeedState.ARRANGED,),
    "badly": tuple(NeedState),
    "kept_back": tuple(NeedState),
    "ended": (NeedState.DONE, NeedState.NOBODY, NeedState.WITHDRAWN),
    "all": tuple(NeedState),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which needs, as far as it was understood."""

    organisation: Organisation
    view: str = "open"
    kind: str = ""
    place: str = ""
    whose: str = ""
    vital: bool = False
    late: bool = False
    nothing: bool = False
    by_hand: bool = False
    window: timedelta = BUILT_IN.window
    """Over which help that was had is counted."""

    @property
    def longest_first(self) -> bool:
        """Whoever still waits: vital needs, then the longest waiting. Else newest first."""
        return VIEWS[self.view][0] in GOING_ON and self.view != "all"


@dataclass(frozen=True, slots=True)
class Line:
    """One need as coordinators see it in a list."""

    need: Need
    reference: str
    """Empty across a border."""
    kind: str
    place: str
    when: str
    waiting: str
    due: str
    """By when an answer is owed; empty across a border and once it was given."""
    late: bool
    helps: str
    state: str
    hands: str
    """Hands found of hands needed, where a project needs several."""
    proposal: str
    """Who is proposed, or why nobody is."""
    proposed: bool


@dataclass(frozen=True, slots=True)
class Page:
    lines: list[Line]
    earlier: str
    later: str


def _plain(said: str) -> str:
    """Without the sign that no text in the database can hold."""
    return said.replace("\x00", "")


def wanted(organisation: Organisation, asked: Mapping[str, str]) -> Wanted:
    view = asked.get("view", "")
    return Wanted(
        organisation=organisation,
        view=view if view in VIEWS else "open",
        kind=_plain(asked.get("kind", "")),
        place=_plain(asked.get("place", "")),
        whose=_plain(asked.get("whose", "")),
        vital=bool(asked.get("vital")),
        late=bool(asked.get("late")),
        nothing=bool(asked.get("nothing")),
        by_hand=bool(asked.get("by_hand")),
        window=in_force(organisation.pk).window,
    )


def ours(organisation: Organisation) -> QuerySet[Need]:
    return Need.objects.filter(organisation=organisation)


def page_of(asked: Wanted, *, after: str = "", before: str = "") -> Page:
    """At most twenty needs after (or before) a place in the list; a wrong place is the start."""
    place = _read(after or before)
    back = place is not None and not after
    rows = narrowed(asked)
    if place is not None:
        rows = rows.filter(_beyond(place, asked.longest_first, back=back))
    order = ("-vital", "made_at", "pk") if asked.longest_first else ("-pk",)
    rows = rows.order_by(*(_turned(key) if back else key for key in order))
    found = list(rows[: SIZE + 1])
    more, needs = len(found) > SIZE, found[:SIZE]
    if back:
        needs.reverse()
    return Page(
        lines(needs, asked),
        earlier=_place(needs[0]) if needs and place and (more or not back) else "",
        later=_place(needs[-1]) if needs and (more or back) else "",
    )


def narrowed(asked: Wanted) -> QuerySet[Need]:
    rows = Need.objects.filter(state__in=VIEWS[asked.view])
    if asked.view == "badly":
        rows = rows.filter(pk__in=_went_badly())
    if asked.view == "kept_back":
        rows = rows.filter(pk__in=kept_back())
    if asked.whose == "neighbours":
        rows = rows.exclude(organisation=asked.organisation)
    elif asked.whose != "all":
        rows = rows.filter(organisation=asked.organisation)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.place:
        rows = rows.filter(postal_code=asked.place)
    if asked.vital:
        rows = rows.filter(vital=True)
    if asked.late:
        rows = rows.filter(case__in=_late())
    if asked.by_hand:
        rows = rows.filter(no_program=True)
    if asked.nothing:
        rows = rows.exclude(shares.was_helped(timezone.localdate(), asked.window))
    return rows


def _late() -> QuerySet[Case]:
    """Cases of which the day of the promise has passed without an answer."""
    return Case.objects.filter(state__in=OWED, due_on__lt=timezone.localdate())


def kept_back() -> QuerySet[Arrangement, Any]:
    """Needs whose helper was not told how to reach the person: until the help has taken place, or is
    called off, or they are in touch, somebody brings the two together. Who is not welcomed yet is
    told when he is.
    """
    agreed = Arrangement.objects.filter(state=ArrangementState.AGREED, in_touch_at__isnull=True)
    rows = agreed.exclude(withheld__in=["", Withheld.NOT_WELCOMED])
    return rows.values("need")


def _went_badly() -> QuerySet[Feedback, Any]:
    """Needs of which one side said that it did not go well; nobody has looked at it yet."""
    rows: QuerySet[Feedback, Any] = Feedback.objects.to_look_at().values("arrangement__need")
    return rows


def _beyond(place: tuple[bool, datetime, int], longest_first: bool, *, back: bool) -> Q:
    vital, made_at, pk = place
    if not longest_first:
        return Q(pk__gt=pk) if back else Q(pk__lt=pk)
    if back:
        same = Q(vital=vital) & (Q(made_at__lt=made_at) | Q(made_at=made_at, pk__lt=pk))
        return same | Q(vital=True) if not vital else same
    same = Q(vital=vital) & (Q(made_at__gt=made_at) | Q(made_at=made_at, pk__gt=pk))
    return same | Q(vital=False) if vital else same


def _turned(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _place(need: Need) -> str:
    return f"{int(need.vital)}_{need.made_at.isoformat()}_{need.pk}"


def _read(place: str) -> tuple[bool, datetime, int] | None:
    vital, _, rest = place.partition("_")
    made_at, _, pk = rest.rpartition("_")
    try:
        at = parse_datetime(made_at.replace(" ", "+"))
    except ValueError:
        return None
    if at is None or timezone.is_naive(at) or not pk.isdecimal() or len(pk) > 18:
        return None
    if not 1970 < at.year < 9999:
        # The database converts it to another zone, and there the year may not exist.
        return None
    return vital == "1", at, int(pk)


def lines(needs: Sequence[Need], asked: Wanted) -> list[Line]:
    """What belongs to the needs is fetched apart: joins are slow under row-level security."""
    keys = [need.pk for need in needs]
    cases = {
        case.pk: case
        for case in Case.objects.filter(pk__in=[need.case_id for need in needs]).only(
            "reference", "due_on", "state"
        )
    }
    persons = {need.person_id for need in needs}
    had = shares.had(persons, timezone.localdate(), window=asked.window)
    found = Arrangement.objects.in_force().filter(need__in=keys).values("need").order_by()
    hands = {row["need"]: row["found"] for row in found.annotate(found=Count("pk"))}
    kinds = Kinds({need.territory_id for need in needs})
    places = presented.communes(need.territory_id for need in needs)
    proposals = _proposals(keys, asked.organisation)
    return [
        Line(
            need=need,
            reference=cases[need.case_id].shown_reference if need.case_id in cases else "",
            kind=kinds.name(need),
            place=f"{need.postal_code} {places.get(need.territory_id, '')}",
            when=presented.when(need, presented.SHOWN),
            waiting=presented.asked(need),
            due=presented.due(cases.get(need.case_id)),
            late=need.case_id in cases and is_late(cases[need.case_id]),
            helps=presented.helps(had.get(need.person_id, 0)),
            state=str(NeedState(need.state).label),
            hands=f"{hands.get(need.pk, 0)}/{need.hands}" if need.hands > 1 else "",
            proposal=proposals.get(need.pk, ("", False))[0] if looking(need) else "",
            proposed=proposals.get(need.pk, ("", False))[1],
        )
        for need in needs
    ]


def looking(need: Need) -> bool:
    return need.state == NeedState.OPEN


def _proposals(needs: list[int], organisation: Organisation) -> dict[int, tuple[str, bool]]:
    """Each open proposal in one line, and whether somebody was found."""
    rows = list(Proposal.objects.filter(need__in=needs, state=ProposalState.OPEN))
    offers = {
        offer.key: offer
        for offer in Offer.objects.filter(key__in=[row.offer_key for row in rows if row.offer_key])
    }
    places = presented.communes(offer.territory_id for offer in offers.values())
    said: dict[int, tuple[str, bool]] = {}
    for row in rows:
        offer = offers.get(row.offer_key) if row.offer_key else None
        if offer is not None:
            who = presented.volunteer(offer, organisation.pk, places)
            said[row.need_id] = (f"{who}, {half_day_name(row.half_day)}", True)
        elif row.reasons:
            told = wording.if_moved(row.reasons, {}) or wording.sentence(row.reasons[0], {})
            said[row.need_id] = (told, False)
    return said


def places_in_sight() -> list[tuple[str, str]]:
    """The postal codes of every commune whose needs may be read."""
    rows = PostalCode.objects.filter(commune__in=required().may_read).select_related("commune")
    return [(row.code, f"{row.code} {row.commune}") for row in rows.order_by("code")]


@dataclass(frozen=True, slots=True)
class Totals:
    """How things stand, in a few numbers."""

    states: dict[str, int]
    vital: int
    nothing: int
    """Looked for, and nobody has helped this person yet."""
    volunteers: int
    tasks_left: int
    """That our volunteers can still do in the coming week."""
    by_hand: int
    """Who refused the program and has had nothing: nobody is proposed, somebody has to look."""
    to_welcome: int
    badly: int
    kept_back: int

    def of_view(self, view: str) -> int:
        if view == "badly":
            return self.badly
        if view == "kept_back":
            return self.kept_back
        return sum(self.states.get(state, 0) for state in VIEWS[view])


def totals(asked: Wanted) -> Totals:
    """Of her own organisation, whatever else the list is narrowed to."""
    organisation = asked.organisation
    needs = ours(organisation)
    by_state = needs.values("state").order_by()
    rows = list(
        by_state.annotate(
            many=Count("pk"),
            vital=Count("pk", filter=Q(vital=True)),
            kept_back=Count("pk", filter=Q(pk__in=kept_back())),
            badly=Count("pk", filter=Q(pk__in=_went_badly())),
        )
    )
    helped = shares.was_helped(timezone.localdate(), asked.window)
    nothing = needs.filter(state=NeedState.OPEN).exclude(helped)
    of_these = nothing.aggregate(many=Count("pk"), by_hand=Count("pk", filter=Q(no_program=True)))
    offers = Offer.objects.active().filter(organisation=organisation)
    ready = list(offers.values_list("pk", "capacity", "welcomed_at"))
    capacity = {pk: most for pk, most, _welcomed in ready}
    busy = engine.tasks_of_week(capacity, timezone.localdate())
    return Totals(
        states={row["state"]: row["many"] for row in rows},
        vital=sum(row["vital"] for row in rows if row["state"] == NeedState.OPEN),
        nothing=of_these["many"],
        by_hand=of_these["by_hand"],
        volunteers=len(capacity),
        tasks_left=sum(max(0, most - busy.get(pk, 0)) for pk, most in capacity.items()),
        to_welcome=sum(welcomed is None for _pk, _most, welcomed in ready),
        badly=sum(row["badly"] for row in rows),
        kept_back=sum(row["kept_back"] for row in rows),
    )


def sees_neighbours(organisation: Organisation) -> bool:
    return bool(required().organisations - {organisation.pk})
