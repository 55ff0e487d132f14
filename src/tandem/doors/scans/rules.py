"""Decisions about scans, on plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto

from tandem.doors.scans.choices import Refusal
from tandem.people.choices import Channel
from tandem.services.conditions import Raw

MEGABYTE = 1_000_000
MOST_BYTES = 40 * MEGABYTE
"""Of one file: two hundred pages in grey, as an office scanner saves them."""
MOST_FILES = 50
MOST_FILES_FROM_HOME = 12
"""A long form in large print, a picture for each page."""
MOST_BYTES_FROM_HOME = 15 * MEGABYTE
MOST_PAGES_FROM_HOME = 40
"""Of all files handed in together: three long forms in large print."""
HOME_PAGES_A_DAY = 2_000
HOME_BYTES_A_DAY = 600 * MEGABYTE
"""Kept for one organisation within a day, whoever sends them and from how many machines."""
MOST_BYTES_OF_A_PAGE = 800_000
"""A form in grey has a quarter of it; only noise has more, and noise is kept less well."""


@dataclass(frozen=True, slots=True)
class Room:
    """What reading one file may take."""

    pages: int = 200
    seconds: int = 240


AT_THE_DESK = Room()
FROM_HOME = Room(MOST_PAGES_FROM_HOME, 60)
HELD_FOR = timedelta(minutes=15)
"""So long a colleague who opened a sheet is taken to be at it."""
REFUSED_KEPT = timedelta(days=30)
"""Pages that belong to no sheet, and those that were scanned before: a machine said so, and
whoever wrote them may ask."""
READERS = 2
"""So many colleagues must read the same, where a service asks for it."""


def has_room_today(*, pages: int, kept: int, coming: int) -> bool:
    """Whether more may be handed in from home: so many pages and bytes came within a day."""
    return pages < HOME_PAGES_A_DAY and kept + coming <= HOME_BYTES_A_DAY


def refusal_of_file(size: int, kind: str) -> Refusal | None:
    """Why a file is not even kept to be read."""
    if size == 0:
        return Refusal.EMPTY
    if size > MOST_BYTES:
        return Refusal.TOO_LARGE
    return None if kind else Refusal.UNKNOWN_KIND


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a sheet, as far as it has come."""

    number: int
    pages: frozenset[int]
    files: frozenset[int]
    """Those its pages came in."""
    same: bool = False
    """The page in hand was scanned for it before: the marks are the same."""
    alike: bool = False
    """Perhaps it was: nothing stands on either, so that nothing tells them apart."""
    doubt: bool = False
    """Perhaps it was: the marks are alike, as those of one hand are or nearly those of two."""
    open: bool = True
    """Not sent yet: a page may be added."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page goes: to a copy, or to a colleague who says whose it is."""

    copy: int | None = None
    refusal: Refusal | None = None
    again: bool = False
    doubtful: bool = False
    """Another page of this file may have gone to the wrong copy."""


def place_for(page: int, file: int, copies: Sequence[Copy]) -> Place:
    """To which copy of its sheet a page belongs.

    One copy, one person, as long as nobody used the photocopier. Once the same page has come with
    other marks, pages join only what came in the same file, and only where that is one copy.
    """
    for copy in copies:
        if copy.same:
            return Place(copy.number, again=True)
    lacking = [copy for copy in copies if page not in copy.pages]
    here = [copy for copy in lacking if copy.open and file in copy.files]
    doubt = any(copy.doubt for copy in copies)
    if doubt and len(here) != 1:
        return Place(refusal=Refusal.WHOSE)
    alike = next((copy for copy in copies if copy.alike), None)
    if alike and not here:
        return Place(alike.number, again=True)
    candidates = here or lacking
    if len(candidates) == 1 and (len(copies) == 1 or file in candidates[0].files):
        if candidates[0].open:
            return Place(candidates[0].number, doubtful=doubt)
        return Place(refusal=Refusal.LATE)
    if any(copy.open for copy in candidates):
        return Place(refusal=Refusal.WHOSE)
    # A page of this file went to a copy begun elsewhere, before anybody could know that
    # there are several.
    mixed = any(file in copy.files and len(copy.files) > 1 for copy in copies)
    return Place(max((copy.number for copy in copies), default=0) + 1, doubtful=mixed)


def is_held(
    held_by: int | None, held_at: datetime | None, *, by: int | None, now: datetime
) -> bool:
    """Whether another colleague is at it just now."""
    if held_by is None or held_at is None or held_by == by:
        return False
    return held_at > now - HELD_FOR


def may_go(answered_on: date | None, today: date, *, days: int) -> bool:
    """Whether a scan is kept no longer, so many days after its case was answered."""
    return answered_on is not None and answered_on + timedelta(days=days) <= today


class Verdict(Enum):
    """What comes of one colleague's reading, where two must read the same."""

    WAITS = auto()
    """For a second reading."""
    AGREED = auto()
    DIFFERS = auto()
    """From the first: a third colleague decides."""
    DECIDED = auto()


def verdict(mine: Raw, others: Sequence[Raw]) -> Verdict:
    if any(_plain(mine) == _plain(one) for one in others):
        return Verdict.AGREED
    if not others:
        return Verdict.WAITS
    return Verdict.DIFFERS if len(others) == 1 else Verdict.DECIDED


def _plain(answers: Raw) -> dict[str, list[str]]:
    """Without what nobody would call another reading: spaces, and fields left empty."""
    told = {
        name: sorted(" ".join(one.split()) for one in said if one.strip())
        for name, said in answers.items()
    }
    return {name: said for name, said in told.items() if said}


def way_back(chosen: str, *, named: bool, address: bool, never_write: bool) -> Channel | None:
    """By which way a person is asked what is still open; None where nobody knows who she is."""
    if not named:
        return None
    may_write = address and not never_write
    if chosen and (chosen != Channel.LETTER or may_write):
        return Channel(chosen)
    return Channel.LETTER if may_write else Channel.DESK
