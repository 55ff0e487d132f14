"""What coordinators see of those who look for company: references, never names, and no ranking."""

from dataclasses import dataclass

from django.utils import timezone

from tandem.solidarity import presented
from tandem.solidarity.neighbours import engine, rules, wording
from tandem.solidarity.neighbours.choices import CircleState, MemberState, NotThese, SeekerState
from tandem.solidarity.neighbours.ending import GOING_ON
from tandem.solidarity.neighbours.models import Circle, CircleMember, Seeker
from tandem.territory.models import Organisation
from tandem.ui.formats import number, short_day

MOST = 200
TINTS = {
    CircleState.PROPOSED: "info",
    CircleState.ASKED: "warning",
    CircleState.MET: "success",
}
MOST_REFUSED = 50


@dataclass(frozen=True, slots=True)
class Looking:
    seeker: Seeker
    title: str
    likes: str
    when: str
    since: str
    three: bool
    silent: bool
    """Did not answer when she was last asked: a colleague may telephone."""


@dataclass(frozen=True, slots=True)
class Member:
    row: CircleMember
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class Shown:
    circle: Circle
    title: str
    state: str
    tint: str
    members: list[Member]
    why: list[str]
    half_days: str
    because: str
    """Why a coordinator would not ask them."""


def people(organisation: Organisation) -> list[Looking]:
    rows = engine.looking(organisation)[:MOST]
    silent = set(
        CircleMember.objects.filter(
            seeker__in=rows,
            state=MemberState.SILENT,
            circle__asked_at__gte=timezone.now() - rules.SILENCE_STANDS,
        ).values_list("seeker", flat=True)
    )
    return [looking(one, silent=one.pk in silent) for one in rows]


def looking(seeker: Seeker, *, silent: bool) -> Looking:
    return Looking(
        seeker,
        title=title_of(seeker),
        likes=wording.likes(seeker.interests),
        when=presented.moments(seeker.half_days, presented.SHOWN),
        since=short_day(timezone.localdate(seeker.made_at)),
        three=seeker.three,
        silent=silent,
    )


def circles(organisation: Organisation) -> list[Shown]:
    rows = Circle.objects.filter(organisation=organisation, state__in=GOING_ON).order_by("-pk")
    return shown(list(rows[:MOST]))


def refused(organisation: Organisation) -> list[Shown]:
    """Whom a coordinator would not ask, newest first: they stay apart until that is taken back."""
    rows = Circle.objects.filter(organisation=organisation, state=CircleState.REFUSED)
    return shown(list(rows.order_by("-pk")[:MOST_REFUSED]))


def shown(rows: list[Circle]) -> list[Shown]:
    members: dict[int, list[Member]] = {row.pk: [] for row in rows}
    found = CircleMember.objects.filter(circle__in=rows).select_related("seeker__case")
    for one in found.order_by("seeker_id"):
        members[one.circle_id].append(_member(one))
    return [
        Shown(
            row,
            wording.likes(row.interests),
            str(CircleState(row.state).label),
            TINTS.get(CircleState(row.state), "neutral"),
            members[row.pk],
            wording.sentences(row.reasons),
            presented.moments(row.half_days),
            str(dict(NotThese.choices).get(row.refused_because, "")),
        )
        for row in rows
    ]


def _member(row: CircleMember) -> Member:
    """Who said no or nothing, or left, nobody learns here: it is over for her as for the others."""
    seeker = row.seeker
    hidden = row.state in {MemberState.NO, MemberState.SILENT, MemberState.LEFT}
    state = MemberState.OVER if hidden else MemberState(row.state)
    return Member(row, title_of(seeker), str(state.label))


def asked(organisations: frozenset[int]) -> list[Member]:
    """Who was asked and has not answered, for whoever notes it."""
    rows = CircleMember.objects.filter(
        organisation__in=organisations, state=MemberState.ASKED
    ).select_related("seeker__case")
    return [_member(row) for row in rows.order_by("pk")[:MOST]]


def of_unknown_age(organisations: frozenset[int]) -> list[tuple[Seeker, str]]:
    """Who has still to say whether she is of age: nobody looks for her until then."""
    rows = Seeker.objects.filter(
        organisation__in=organisations, state=SeekerState.OPEN, of_age__isnull=True, limited=False
    ).select_related("case")
    return [(row, title_of(row)) for row in rows.order_by("pk")[:MOST]]


def title_of(seeker: Seeker) -> str:
    return ", ".join(filter(None, [seeker.case.shown_reference, seeker.postal_code]))


def waiting(organisation: Organisation) -> str:
    rows = Seeker.objects.filter(organisation=organisation, state=SeekerState.OPEN)
    return number(rows.count())
