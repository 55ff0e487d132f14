from datetime import UTC, date, datetime, timedelta

import pytest

from tandem.doors.scans import rules
from tandem.doors.scans.choices import Refusal
from tandem.doors.scans.kinds import kind_of
from tandem.doors.scans.rules import Copy, Place, Verdict
from tandem.people.choices import Channel

HERE, BEFORE = 2, 1
"""The file in hand, and one that came earlier."""


def copy(number, *pages, files=(BEFORE,), **more):
    return Copy(number, frozenset(pages), frozenset(files), **more)


@pytest.mark.parametrize(
    ("copies", "place"),
    [
        ([], Place(1)),
        ([copy(1, 1)], Place(1)),
        ([copy(1, 2, same=True)], Place(1, again=True)),
        ([copy(1, 2, open=False, same=True)], Place(1, again=True)),
        ([copy(1, 1, 2, alike=True)], Place(1, again=True)),
        ([copy(1, 1, 2, alike=True), copy(2, 1, files=(HERE,))], Place(2)),
        ([copy(1, 1, 2, doubt=True)], Place(refusal=Refusal.WHOSE)),
        ([copy(1, 1, 2, doubt=True), copy(2, 1, files=(HERE,))], Place(2, doubtful=True)),
        ([copy(1, 1, open=False)], Place(refusal=Refusal.LATE)),
        ([copy(1, 1, 2)], Place(2)),
        ([copy(1, 1, 2, open=False)], Place(2)),
        ([copy(1, 1, 2), copy(2, 1, files=(HERE,))], Place(2)),
        ([copy(1, 1), copy(2, 1, files=(HERE,))], Place(2)),
        ([copy(1, 1, files=(HERE,)), copy(2, 1, files=(HERE,))], Place(refusal=Refusal.WHOSE)),
        ([copy(1, 1, 2), copy(2, 1)], Place(refusal=Refusal.WHOSE)),
        ([copy(1, 1, 2, files=(BEFORE, HERE))], Place(2, doubtful=True)),
    ],
)
def test_page_two_goes_to_the_copy_it_belongs_to_or_to_a_colleague(copies, place):
    assert rules.place_for(2, HERE, copies) == place


def test_one_file_of_photocopies_makes_a_copy_for_each_person():
    copies: list[Copy] = []
    for page in (1, 2, 1, 2, 1, 2):
        place = rules.place_for(page, HERE, copies)
        had = next((one.pages for one in copies if one.number == place.copy), frozenset())
        copies = [one for one in copies if one.number != place.copy]
        copies.append(copy(place.copy, page, *had, files=(HERE,)))

    assert sorted((one.number, sorted(one.pages)) for one in copies) == [
        (1, [1, 2]),
        (2, [1, 2]),
        (3, [1, 2]),
    ]


@pytest.mark.parametrize(
    ("mine", "others", "verdict"),
    [
        ({"a": ["1"]}, [], Verdict.WAITS),
        ({"a": ["1"]}, [{"a": ["1"]}], Verdict.AGREED),
        ({"a": ["1"], "b": [""]}, [{"a": [" 1 "]}], Verdict.AGREED),
        ({"a": ["1"]}, [{"a": ["2"]}], Verdict.DIFFERS),
        ({"a": ["3"]}, [{"a": ["1"]}, {"a": ["2"]}], Verdict.DECIDED),
        ({"a": ["2"]}, [{"a": ["1"]}, {"a": ["2"]}], Verdict.AGREED),
    ],
)
def test_two_must_read_the_same_and_a_third_decides(mine, others, verdict):
    assert rules.verdict(mine, others) == verdict


@pytest.mark.parametrize(
    ("chosen", "facts", "way"),
    [
        ("email", {}, Channel.EMAIL),
        ("letter", {}, Channel.LETTER),
        ("letter", {"address": False}, Channel.DESK),
        ("letter", {"never_write": True}, Channel.DESK),
        ("", {}, Channel.LETTER),
        ("", {"never_write": True}, Channel.DESK),
        ("call", {"never_write": True}, Channel.CALL),
        ("email", {"named": False}, None),
    ],
)
def test_nobody_is_written_to_where_nothing_may_arrive(chosen, facts, way):
    facts = {"named": True, "address": True, "never_write": False} | facts

    assert rules.way_back(chosen, **facts) == way


def test_a_day_takes_so_many_pages_and_bytes_from_home_and_no_more():
    most, bytes_ = rules.HOME_PAGES_A_DAY, rules.HOME_BYTES_A_DAY

    assert rules.has_room_today(pages=most - 1, kept=0, coming=bytes_)
    assert not rules.has_room_today(pages=most, kept=0, coming=1)
    assert not rules.has_room_today(pages=0, kept=bytes_, coming=1)


def test_a_scan_is_kept_so_many_days_after_the_answer_and_not_one_more():
    answered = date(2026, 3, 2)

    assert not rules.may_go(None, date(2030, 1, 1), days=90)
    assert not rules.may_go(answered, answered + timedelta(days=89), days=90)
    assert rules.may_go(answered, answered + timedelta(days=90), days=90)


def test_a_sheet_is_held_for_a_quarter_of_an_hour_by_another_colleague():
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    soon, late = now - timedelta(minutes=5), now - timedelta(minutes=16)

    assert rules.is_held(7, soon, by=8, now=now)
    assert not rules.is_held(7, soon, by=7, now=now)
    assert not rules.is_held(7, late, by=8, now=now)
    assert not rules.is_held(None, None, by=8, now=now)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x00\x00\x00\x18ftypheic", "heic"),
        (b"II*\x00", "tiff"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        (b"<html>%PDF-1.7</html>", ""),
        (b"PK\x03\x04%PDF-1.7", ""),
        (b"", ""),
    ],
)
def test_a_file_is_what_it_begins_with_whatever_its_name(content, kind):
    assert kind_of(content) == kind
    if content:
        assert (rules.refusal_of_file(len(content), kind) is None) == bool(kind)
