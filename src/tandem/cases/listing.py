"""The list of cases: no identity, one query whatever the rows, pages by key and not by number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from django.db.models import Count, Q

from tandem.cases.choices import State
from tandem.cases.models import Case
from tandem.cases.rules import OWED as OWED_STATES
from tandem.cases.rules import is_late
from tandem.tenancy import repeated
from tandem.tenancy.scope import required

SIZE = 20
VIEWS = ("owed", "urgent", "late", "mine", "wrote", "all")
COLUMNS = (
    "id, reference, service, postal_code, door, state, due_on, territory_id, has_unread, urgent"
)
# Each organisation's first rows are read off its index, then merged: sorting all that are owed
# would cost more with every case. Written by hand, since the ORM takes longer to say it than
# PostgreSQL to answer; row-level security narrows it to the scope.
MERGED = """
SELECT {columns} FROM {ours}
CROSS JOIN LATERAL (
    SELECT {columns} FROM cases_case WHERE organisation_id = ours.key{conditions}
    ORDER BY {order} LIMIT {most}
) AS found
ORDER BY {order} LIMIT {most}
"""
# Of many organisations' rows few come through: their keys are merged off the index alone.
FETCHED = f"""
SELECT {COLUMNS} FROM ({MERGED}) AS merged JOIN cases_case USING (due_on, id) ORDER BY {{order}}
"""  # noqa: S608 - names of our own columns
OURS = "unnest(%(organisations)s::bigint[]) AS ours (key)"
OURS_OF_SERVICES = (
    "unnest(%(organisations)s::bigint[], %(services)s::text[]) AS ours (key, services)"
)
OF_SERVICES = "(ours.services = '' OR service = ANY(string_to_array(ours.services, ',')))"
OWED = "state IN ('received', 'in_hand', 'reopened', 'contested')"
CONDITIONS = {
    "urgent": "urgent = %(urgent)s",
    "late_on": "due_on < %(late_on)s",
    "account": "handled_by_id = %(account)s",
    "unread": "has_unread = %(unread)s",
    "service": "service = %(service)s",
    "door": "door = %(door)s",
    "commune": "territory_id = %(commune)s",
}
BY_DATE = "(due_on, id) {} (%(place_due_on)s, %(place_pk)s)"
BY_AGE = "id {} %(place_pk)s"


class Line(NamedTuple):
    """One case as colleagues see it in a list."""

    pk: int
    reference: str
    service: str
    postal_code: str
    door: str
    state: str
    due_on: date
    territory: int
    has_unread: bool = False
    urgent: bool = False

    def late(self, today: date) -> bool:
        return is_late(State(self.state), self.due_on, today)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases: `view` is one of VIEWS, the others narrow it."""

    organisations: tuple[int, ...]
    account: int
    today: date
    view: str = "owed"
    service: str = ""
    door: str = ""
    commune: int | None = None
    services: tuple[str, ...] = ()
    """Of each of the organisations the services she sees, parted by commas: empty for all."""

    @property
    def by_date(self) -> bool:
        """Owed an answer: soonest due first. All, and whoever wrote: newest first."""
        return self.view not in {"all", "wrote"}


@dataclass(frozen=True, slots=True)
class Page:
    lines: list[Line]
    earlier: str
    """Where the page before begins; empty on the first."""
    later: str


def page_of(wanted: Wanted, *, after: str = "", before: str = "") -> Page:
    """At most twenty lines after (or before) a place in the list; a wrong place is the start."""
    required()
    place = _read(after or before)
    back = place is not None and not after
    asked = {"organisations": list(wanted.organisations), **_given(wanted)}
    if any(wanted.services):
        asked["services"] = list(wanted.services)
    if place is not None:
        asked["place_due_on"], asked["place_pk"] = place
    sql = _page_sql(
        wanted.by_date, frozenset(asked) - {"organisations"}, back, len(wanted.organisations) > 1
    )
    rows = repeated.rows(sql, asked)
    found = [Line._make(row) for row in rows]
    more, lines = len(found) > SIZE, found[:SIZE]
    if back:
        lines.reverse()
    return Page(
        lines,
        earlier=_place(lines[0]) if lines and place and (more or not back) else "",
        later=_place(lines[-1]) if lines and (more or back) else "",
    )


def _given(wanted: Wanted) -> dict[str, object]:
    """The conditions that narrow the list, and their values."""
    values = {
        "urgent": True if wanted.view == "urgent" else None,
        "late_on": wanted.today if wanted.view == "late" else None,
        "account": wanted.account if wanted.view == "mine" else None,
        "unread": True if wanted.view == "wrote" else None,
        "service": wanted.service or None,
        "door": wanted.door or None,
        "commune": wanted.commune,
    }
    return {name: value for name, value in values.items() if value is not None}


@cache
def _page_sql(by_date: bool, given: frozenset[str], back: bool, many: bool) -> str:
    keys, place = ("due_on, id", BY_DATE) if by_date else ("id", BY_AGE)
    # The first of all is the newest; by date it is the soonest due.
    backwards = back == by_date
    conditions = [OWED] if by_date else []
    conditions += [condition for name, condition in CONDITIONS.items() if name in given]
    conditions += [OF_SERVICES] if "services" in given else []
    if "place_pk" in given:
        conditions.append(place.format("<" if backwards else ">"))
    order = ", ".join(f"{key} DESC" if backwards else key for key in keys.split(", "))
    return (FETCHED if many else MERGED).format(
        ours=OURS_OF_SERVICES if "services" in given else OURS,
        columns="due_on, id" if many else COLUMNS,
        conditions="".join(f" AND {each}" for each in conditions),
        order=order,
        most=SIZE + 1,
    )


def _place(line: Line) -> str:
    return f"{line.due_on.isoformat()}.{line.pk}"


def _read(place: str) -> tuple[date, int] | None:
    due_on, _dot, pk = place.partition(".")
    try:
        return date.fromisoformat(due_on), int(pk)
    except ValueError:
        return None


class Waiting(NamedTuple):
    """How many answers are owed; how many of them cannot wait, how many are late; and in how many
    cases somebody wrote.
    """

    owed: int
    urgent: int
    late: int
    wrote: int


def waiting(listed: Mapping[int, str], today: date) -> Waiting:
    """In one query, off the two indexes that hold only these; `listed` as of `access.listed`."""
    owed = Q(state__in=OWED_STATES)
    ours = Q(organisation__in=[key for key, services in listed.items() if not services])
    for key, services in listed.items():
        if services:
            ours |= Q(organisation=key, service__in=services.split(","))
    rows = Case.objects.filter(ours, owed | Q(has_unread=True))
    told = rows.aggregate(
        owed=Count("pk", filter=owed),
        urgent=Count("pk", filter=owed & Q(urgent=True)),
        late=Count("pk", filter=owed & Q(due_on__lt=today)),
        wrote=Count("pk", filter=Q(has_unread=True)),
    )
    return Waiting(**told)
