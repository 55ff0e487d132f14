"""Unusual looks as the data-protection officer reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext

from tandem.cases.models import Case
from tandem.cases.queries import names_of
from tandem.journal import words as journal_words
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.people import flags
from tandem.people.choices import FlagReason, FlagState
from tandem.people.exclusions import excluded_among
from tandem.people.models import Flag, Opening
from tandem.people.openings import reason_of
from tandem.people.words import hold
from tandem.ui.components.lists import Moment

MOST = 100
COUNTED = timedelta(days=90)
AROUND = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    flag: Flag
    by: str
    """The colleague's address."""
    requests: str
    """References of the person's requests: no name stands in a list."""


@dataclass(frozen=True, slots=True)
class Details:
    line: Line
    why: str
    """What the colleague wrote, where she opened it as an emergency."""
    found: str
    looks: list[Moment]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a second person agrees to: which file, and what stands against it; no name."""

    opening: Opening
    by: str
    why: str
    requests: str
    excluded: bool
    """The person asked that this very colleague open nothing of hers."""
    protected: bool


def asked(rows: list[Opening]) -> list[Asked]:
    names = names_of(one.account for one in rows)
    persons = {one.person_id: one.person for one in rows if one.person}
    cases = Case.objects.filter(person__in=persons).order_by("pk")
    said: dict[int | None, list[str]] = {}
    for case in cases:
        said.setdefault(case.person_id, []).append(case.shown_reference)
    hold(persons, (one.sealed for one in rows))
    excluded = excluded_among(one.pk for one in persons.values())
    return [
        Asked(
            one,
            names.get(one.account, ""),
            reason_of(one),
            ", ".join(said.get(one.person_id, [])[-3:]),
            (one.person_id, one.account) in excluded,
            one.person is not None and one.person.protected,
        )
        for one in rows
    ]


def waiting(organisations: Iterable[int]) -> list[Line]:
    rows = Flag.objects.undecided().filter(organisation__in=list(organisations))
    return _lines(list(rows[:MOST]))


def _by(flag: Flag, names: Mapping[int, str]) -> str:
    """A colleague's address. A volunteer has none here: the board shows who it is."""
    if flag.about_key is not None or flag.account is None:
        return gettext("A volunteer")
    return names.get(flag.account, "")


def how_many(organisations: Iterable[int]) -> int:
    return Flag.objects.undecided().filter(organisation__in=list(organisations)).count()


def counted(organisations: Iterable[int]) -> list[tuple[str, int, int, int]]:
    """By reason: raised in the last 90 days, found not in order, still open."""
    rows = Flag.objects.filter(
        organisation__in=list(organisations), at__gte=timezone.now() - COUNTED
    )
    pairs = rows.order_by().values_list("reason", "state").annotate(Count("pk"))
    found = {(reason, state): many for reason, state, many in pairs}
    return [
        (
            str(reason.label),
            sum(found.get((reason, state), 0) for state in FlagState.values),
            found.get((reason, FlagState.NOT_IN_ORDER), 0),
            found.get((reason, FlagState.OPEN), 0),
        )
        for reason in FlagReason
        if any((reason, state) in found for state in FlagState.values)
    ]


def told(flag: Flag) -> Details:
    """What the colleague opened of this person around that day; of a run, what she opened then."""
    entries = Entry.objects.looks().filter(
        account=flag.account, at__gte=flag.at - AROUND, at__lte=flag.at + AROUND
    )
    if flag.person_key is not None:
        entries = entries.about(flag.person_key)
    opening = Opening.objects.filter(key=flag.opening_key).first() if flag.opening_key else None
    moments = [
        Moment(entry.at, journal_words.sentence(entry.word), by=str(Door(entry.door).label))
        for entry in entries[:MOST]
    ]
    return Details(
        _lines([flag])[0], reason_of(opening) if opening else "", flags.words_of(flag), moments
    )


def _lines(rows: list[Flag]) -> list[Line]:
    names = names_of(flag.account for flag in rows)
    keys = {flag.person_key for flag in rows if flag.person_key}
    cases = Case.objects.filter(person__key__in=keys).select_related("person").order_by("pk")
    said: dict[object, list[str]] = {}
    for case in cases:
        said.setdefault(case.person.key if case.person else None, []).append(case.shown_reference)
    return [
        Line(flag, _by(flag, names), ", ".join(said.get(flag.person_key, [])[-3:])) for flag in rows
    ]
