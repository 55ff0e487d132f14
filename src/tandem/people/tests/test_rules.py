from datetime import UTC, datetime
from uuid import UUID

import pytest

from tandem.people.choices import FlagReason
from tandem.people.rules import FIGURES, Before, Look, is_stopped, tied, unusual

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
HER = UUID(int=1)


def look(*persons: UUID, own_task=False, search=False, at=TUESDAY) -> Look:
    return Look(frozenset(persons or {HER}), own_task, search, at)


def files(many: int) -> frozenset[UUID]:
    return frozenset(UUID(int=100 + one) for one in range(many))


@pytest.mark.parametrize(
    ("seen", "before", "stopped"),
    [
        (look(), Before(files=files(FIGURES.files_an_hour - 1)), False),
        (look(), Before(files=files(FIGURES.files_an_hour)), True),
        # Her own task: calls all day are not counted, nor stopped.
        (look(own_task=True), Before(files=files(500), same_file=500), False),
        # A file already open in this hour is no new one.
        (look(UUID(int=100)), Before(files=files(FIGURES.files_an_hour)), False),
        (look(), Before(same_file=FIGURES.same_file_a_day), True),
        (look(search=True), Before(searches=FIGURES.searches_an_hour - 1), False),
        (look(search=True), Before(searches=FIGURES.searches_an_hour), True),
        # A page of people is a list, and no file.
        (look(HER, UUID(int=2)), Before(files=files(500)), False),
    ],
)
def test_a_run_of_files_stops_and_work_does_not(seen, before, stopped):
    assert is_stopped(seen, before) is stopped


@pytest.mark.parametrize(
    ("seen", "before", "owed", "reasons"),
    [
        (look(), Before(), False, []),
        (look(), Before(quiet=True), False, [FlagReason.NO_CASE]),
        (look(), Before(quiet=True), True, []),
        (look(), Before(quiet=True, same_file=3), False, [FlagReason.REPEATED]),
        (look(own_task=True), Before(quiet=True), False, []),
        (look(at=TUESDAY.replace(hour=3)), Before(), True, [FlagReason.HOURS]),
        (look(at=TUESDAY.replace(day=29)), Before(), True, [FlagReason.HOURS]),
        (look(at=TUESDAY.replace(hour=3), own_task=True), Before(), True, []),
        (look(search=True), Before(quiet=True), False, []),
    ],
)
def test_what_stands_out(seen, before, owed, reasons):
    assert list(unusual(seen, before, owed=owed)) == reasons


def test_a_neighbour_and_a_relative_stand_out():
    assert list(tied({b"name"}, {b"street"}, {b"name"})) == [FlagReason.NAME]
    assert list(tied({b"name"}, {b"street"}, {b"street"})) == [FlagReason.PLACE]
    assert list(tied({b"name"}, {b"street"}, {b"other"})) == []
