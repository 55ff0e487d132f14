"""The office's list of reports: no identity, pages by key and off an index, few queries."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet, SmallIntegerField, Value
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engines.triage import Reason
from engines.triage.question import AS_OTHERS
from tandem.streets import because, crowding, place, priority, resembling, rules
from tandem.streets.choices import State
from tandem.streets.kinds import labels
from tandem.streets.models import Report, Resemblance, Team, Voice
from tandem.territory.models import Organisation
from tandem.toolbox.reference import clean
from tandem.toolbox.texts import Text
from tandem.ui.formats import short_day

SIZE = 20
MOST_COUNTED = 100
"""Counting further would cost more with every report."""


MANY_FROM_ONE_PLACE = gettext_lazy(
    "One of many dangers told from one place within an hour, by nobody who is proven: behind the others "
    "until a colleague looks"
)


class Order(NamedTuple):
    field: str
    """Highest first; what is equal stands oldest first. Empty: by age alone."""
    newest: bool
    label: Text
    said: Text
    """How the list is sorted, to whoever reads it."""


ORDERS: dict[str, Order] = {
    "priority": Order(
        "rank",
        False,
        gettext_lazy("Most urgent"),
        gettext_lazy(
            "Sorted by: danger first; then what may be a danger by its words; then what was said to be "
            "repaired and is not; then days beyond the promise, how many people told us, and how "
            "rarely one hears from the area."
        ),
    ),
    "oldest": Order(
        "", False, gettext_lazy("Oldest"), gettext_lazy("Sorted by age, oldest first.")
    ),
    "newest": Order("", True, gettext_lazy("Newest"), gettext_lazy("Sorted by age, newest first.")),
    "voices": Order(
        "voices_count",
        False,
        gettext_lazy("Most voices"),
        gettext_lazy("Sorted by how many people told us, most first."),
    ),
}
VIEWS: dict[str, Q] = {
    "open": Q(state__in=rules.OPEN),
    "danger": Q(state__in=rules.OPEN) & (Q(danger=True) | Q(may_be_danger=True)),
    "again": Q(state__in=rules.OPEN, reopened__gt=0),
    "unspoken": Q(state__in=rules.OPEN, voices_count=0),
    "alike": Q(state__in=rules.OPEN),
    "ended": Q(state__in=[State.REPAIRED, State.CLOSED, State.JOINED]),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reports, as far as it was understood."""

    organisation: Organisation
    view: str = "open"
    order: str = "priority"
    team: int | None = None
    nobodys: bool = False
    """Only those that no team has."""
    place: str = ""
    kind: str = ""
    state: str = ""
    late: bool = False
    sign: str | None = None
    """Of a report, or the reference of a request: that one, wherever it stands. Empty: misread."""


class Alike(NamedTuple):
    """What a line of the list may be the same as, and why."""

    other: Report
    stays: Report
    """Of the two, the one under whose sign they would go on."""
    told: str
    because: str


@dataclass(frozen=True, slots=True)
class Line:
    report: Report
    kind: Text
    where: str
    team: str
    state: str
    why: list[str]
    """Why it stands where it stands."""
    since: str
    due: str
    late: bool
    alike: Alike | None
    """The likeliest; all of them stand on its page."""


@dataclass(frozen=True, slots=True)
class Page:
    lines: list[Line]
    earlier: str
    later: str


def wanted(organisation: Organisation, asked: Mapping[str, str]) -> Wanted:
    view, team = asked.get("view", ""), asked.get("team", "")
    view = view if view in VIEWS else "open"
    order = asked.get("order", "")
    # Of what has ended none comes before another, and there are many.
    order = "newest" if view == "ended" else order if order in ORDERS else "priority"
    state = asked.get("state", "")
    return Wanted(
        organisation=organisation,
        view=view,
        order=order,
        team=int(team) if team.isascii() and team.isdecimal() and len(team) < 10 else None,
        nobodys=team == "none",
        place=_plain(asked.get("place", ""))[:4],
        kind=_plain(asked.get("kind", ""))[:30],
        state=state if state in State.values else "",
        late=bool(asked.get("late")),
        sign=_sign_in(asked.get("sign", "")),
    )


def _sign_in(said: str) -> str | None:
    if not said.strip():
        return None
    try:
        return clean(said)
    except ValueError:
        return ""


def _plain(said: str) -> str:
    """Without the sign that no text in the database can hold."""
    return said.replace("\x00", "")


def narrowed(asked: Wanted) -> QuerySet[Report]:
    rows: QuerySet[Report] = Report.objects.filter(organisation=asked.organisation)
    if asked.sign is not None:
        told = Voice.objects.filter(case__reference=asked.sign).values("report")
        return rows.filter(Q(sign=asked.sign) | Q(pk__in=told)) if asked.sign else rows.none()
    rows = rows.filter(VIEWS[asked.view])
    if asked.view == "alike":
        rows = rows.filter(_resembling(asked.organisation))
    given = {
        "team": asked.team,
        "postal_code": asked.place,
        "category": asked.kind,
        "state": asked.state,
    }
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    if asked.nobodys:
        rows = rows.filter(team__isnull=True)
    return rows.filter(due_on__lt=timezone.localdate()) if asked.late else rows


def _resembling(organisation: Organisation) -> Q:
    found = Resemblance.objects.filter(
        organisation=organisation,
        apart_at__isnull=True,
        report__state__in=rules.OPEN,
        other__state__in=rules.OPEN,
    )
    return Q(pk__in=found.values("report")) | Q(pk__in=found.values("other"))


def page_of(asked: Wanted, *, after: str = "", before: str = "") -> Page:
    """At most twenty reports after (or before) a place in the list; a wrong place is the start."""
    order = ORDERS[asked.order]
    start = _read(after or before, order)
    back = start is not None and not after
    rows = narrowed(asked)
    if start is not None:
        rows = rows.filter(_beyond(start, order, back=back))
    rows = rows.order_by(*_keys(order, back=back)).defer("sealed")
    found = list(rows[: SIZE + 1])
    more, reports = len(found) > SIZE, found[:SIZE]
    if back:
        reports.reverse()
    return Page(
        _lines(reports, asked.organisation),
        earlier=_place(reports[0], order) if reports and start and (more or not back) else "",
        later=_place(reports[-1], order) if reports and (more or back) else "",
    )


def _keys(order: Order, *, back: bool) -> list[str]:
    keys = [f"-{order.field}"] if order.field else []
    keys.append("-pk" if order.newest else "pk")
    return [key[1:] if key.startswith("-") else f"-{key}" for key in keys] if back else keys


def _beyond(start: tuple[int, int], order: Order, *, back: bool) -> Q:
    value, pk = start
    up = order.newest == back
    by_age = Q(pk__gt=pk) if up else Q(pk__lt=pk)
    if not order.field:
        return by_age
    further, at_most = ("gt", "gte") if back else ("lt", "lte")
    return Q(**{f"{order.field}__{at_most}": value}) & (
        Q(**{f"{order.field}__{further}": value}) | by_age
    )


def _place(report: Report, order: Order) -> str:
    return f"{getattr(report, order.field) if order.field else 0}.{report.pk}"


def _read(said: str, order: Order) -> tuple[int, int] | None:
    value, _dot, pk = said.partition(".")
    try:
        read = int(value), int(pk)
    except ValueError:
        return None
    # Beyond what the columns hold there is no place.
    return read if abs(read[0]) < 2**31 and 0 < read[1] < 2**63 else None


def _lines(reports: list[Report], organisation: Organisation) -> list[Line]:
    kinds = labels(organisation.area)
    teams = dict(Team.objects.filter(organisation=organisation).values_list("pk", "name"))
    today = timezone.localdate()
    heard = priority.heard_by_code(organisation)
    proposed = resembling.proposed(reports)
    for report in reports:
        if report.territory_id == organisation.area_id:
            # Asked once, not with each line.
            report.territory = organisation.area
    return [
        Line(
            report=report,
            kind=kinds.get(report.category, kinds["other"]),
            where=where(report),
            team=teams.get(report.team_id or 0, ""),
            state=str(State(report.state).label),
            why=why(report, today, heard.get(report.postal_code, AS_OTHERS)),
            since=short_day(report.reported_at),
            due=short_day(report.planned_for or report.due_on),
            late=is_late(report, today),
            alike=_alike(report, proposed[report.pk][:1], kinds),
        )
        for report in reports
    ]


def _alike(
    report: Report, proposed: Sequence[resembling.Proposal], kinds: Mapping[str, Text]
) -> Alike | None:
    for one in proposed:
        other = one.other_than(report)
        return Alike(
            other=other,
            stays=one.stays,
            told=f"{kinds.get(other.category, other.category)}, {where(other)}",
            because=because.alike_because(one.reasons),
        )
    return None


def where(report: Report) -> str:
    """“Rue des Tilleuls 12, 1030”, or the square of the map, or the number on it; to colleagues."""
    if place.is_in_words_only(report):
        said = _("%(code)s, told in words only: see what was told")
        return said % {"code": report.postal_code}
    return place.spot(report, number=not (report.street or report.square))


def is_late(report: Report, today: date) -> bool:
    return State(report.state) in rules.OPEN and report.due_on < today


def why(report: Report, today: date, heard: int) -> list[str]:
    """What brings it forward, in words; that it is a danger stands beside it."""
    if State(report.state) not in rules.OPEN:
        return []
    reasons = priority.ranked(report, heard).reasons
    said: list[Text] = [_("The words may tell of a danger")] if _is_doubtful(report) else []
    said += [_("The same person said no more than twice: look first")] if report.insisted else []
    said += [MANY_FROM_ONE_PLACE] if crowding.stands_behind(report) else []
    said += [_told(reason, report, today) for reason in reasons]
    return [str(words) for words in said if words]


def _is_doubtful(report: Report) -> bool:
    return report.may_be_danger and not report.danger


def _told(reason: Reason, report: Report, today: date) -> str:
    late, many = (today - report.due_on).days, report.voices_count
    match reason.code:
        case "not_repaired":
            return _("Said to be solved, and is not")
        case "aim" if late > 0:
            return ngettext("%(days)s day late", "%(days)s days late", late) % {"days": late}
        case "voices" if many > 1:
            said = ngettext("%(many)s person told us", "%(many)s people told us", many)
            return said % {"many": many}
        case "voices_unproven" if many > 1:
            few = report.unproven_voices
            return ngettext(
                "%(few)s of them is not proven", "%(few)s of them are not proven", few
            ) % {"few": few}
        case "voices" if not many:
            return _("Nobody tells of it any more")
        case "area_rarely_heard":
            return _("We rarely hear from this postal code")
    return ""


def up_to(asked: Wanted, most: int) -> int:
    """How many there are, counted no further."""
    return len(narrowed(asked).order_by().values_list("pk", flat=True)[:most])


def each_up_to(asked: Sequence[Wanted], most: int) -> list[int]:
    """The same of several, in one question."""
    rows = [
        narrowed(one).order_by().values_list(Value(place, output_field=SmallIntegerField()))[:most]
        for place, one in enumerate(asked)
    ]
    if not rows:
        return []
    found = Counter(place for (place,) in rows[0].union(*rows[1:], all=True))
    return [found[place] for place in range(len(rows))]


def counted(organisation: Organisation, view: str) -> int | None:
    """How many there are; None where they are too many to be counted for each page."""
    many = up_to(Wanted(organisation, view=view), MOST_COUNTED)
    return many if many < MOST_COUNTED else None
