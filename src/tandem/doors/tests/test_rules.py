from datetime import UTC, date, datetime, time

import pytest

from tandem.doors import rules
from tandem.doors.choices import CallState
from tandem.doors.line import rules as line
from tandem.doors.phone.spelling import in_syllables, spelled
from tandem.toolbox.reference import SIGNS, SYLLABLES, new_word


def test_calls_are_promised_by_the_half_hour_of_the_day():
    hours = list(rules.hours_to_promise())

    assert hours[:2] == [time(8), time(8, 30)]
    assert hours[-1] == time(19, 30)


def test_calls_are_promised_from_today_on():
    days = rules.days_to_promise(date(2026, 12, 30))

    # Nobody works on the first of January, nor on Saturday and Sunday.
    assert days[:3] == [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 4)]


@pytest.mark.parametrize(
    ("now", "proposed"),
    [
        (datetime(2026, 11, 26, 14, 52, tzinfo=UTC), datetime(2026, 11, 26, 16, tzinfo=UTC)),
        (datetime(2026, 11, 26, 5, 10, tzinfo=UTC), datetime(2026, 11, 26, 8, tzinfo=UTC)),
        (datetime(2026, 11, 27, 18, 40, tzinfo=UTC), datetime(2026, 11, 30, 8, tzinfo=UTC)),
        (datetime(2026, 11, 29, 10, 0, tzinfo=UTC), datetime(2026, 11, 30, 8, tzinfo=UTC)),
    ],
)
def test_the_call_proposed_is_for_an_hour_at_which_somebody_works(now, proposed):
    assert rules.next_to_promise(now) == proposed


@pytest.mark.parametrize(("minute", "may"), [(59, False), (0, False), (1, True)])
def test_an_hour_that_has_passed_is_not_promised(minute, may):
    now = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    at = datetime(2026, 11, 24, 9 if minute == 59 else 10, minute, tzinfo=UTC)

    assert rules.may_promise(at, now) is may


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_every_sign_of_a_reference_has_a_name_that_begins_with_it(language):
    told = spelled(SIGNS, language)

    assert [sign for sign, name in told if not name] == []
    assert all(name.startswith(sign) for sign, name in told if sign.isalpha())


def test_a_word_is_said_in_the_syllables_it_was_made_of():
    word = new_word()

    assert "".join(in_syllables(word)) == word
    assert len(in_syllables(word)) == SYLLABLES


@pytest.mark.parametrize(
    ("now", "told", "after"),
    [
        ("ringing", "answered", "answered"),
        ("ringing", "ended", "missed"),
        ("ringing", "ringing", "ringing"),
        ("answered", "ended", "ended"),
        ("answered", "ringing", "answered"),
        ("ended", "ringing", "ended"),
        ("ended", "answered", "ended"),
        ("missed", "answered", "missed"),
        ("missed", "ended", "missed"),
    ],
)
def test_an_event_leads_a_call_onwards_and_never_back(now, told, after):
    assert line.state_after(CallState(now), CallState(told)) == after


@pytest.mark.parametrize(
    ("hour", "returned"), [(10, (25, 10)), (20, (26, 8)), (23, (26, 8)), (5, (25, 8))]
)
def test_a_missed_call_is_returned_at_an_hour_at_which_people_are_called(hour, returned):
    at = line.to_be_returned_at(datetime(2026, 11, 25, hour, 15, tzinfo=UTC))

    assert (at.day, at.hour) == returned
