from dataclasses import replace

import pytest

from tandem.outbox import rules
from tandem.outbox.choices import Obstacle, State
from tandem.outbox.rules import Facts
from tandem.people.choices import Channel

ALL = {
    "email": True,
    "mobile": True,
    "phone": True,
    "address": True,
    "gateway": True,
    "short": True,
}


def facts(wanted, **known):
    return Facts(**{"wanted": wanted, "own": wanted, **ALL, **known})


@pytest.mark.parametrize("channel", Channel)
def test_everybody_is_reached_by_the_way_she_chose(channel):
    assert rules.way_for(facts(channel)) == (channel, None)


@pytest.mark.parametrize(
    ("wanted", "known", "way", "why"),
    [
        (Channel.EMAIL, {"email": False}, Channel.SMS, Obstacle.NO_EMAIL),
        (Channel.EMAIL, {"email": False, "short": False}, Channel.CALL, Obstacle.NO_EMAIL),
        # Who chose to read may be deaf.
        (Channel.SMS, {"gateway": False}, Channel.EMAIL, Obstacle.NO_GATEWAY),
        (Channel.SMS, {"gateway": False, "email": False}, Channel.LETTER, Obstacle.NO_GATEWAY),
        (
            *(Channel.SMS, {"gateway": False, "email": False, "address": False}),
            *(Channel.CALL, Obstacle.NO_GATEWAY),
        ),
        (Channel.SMS, {"short": False}, Channel.CALL, Obstacle.TOO_LONG),
        (Channel.SMS, {"mobile": False}, Channel.CALL, Obstacle.NO_MOBILE),
        (Channel.CALL, {"phone": False, "mobile": False}, Channel.EMAIL, Obstacle.NO_PHONE),
        (Channel.LETTER, {"address": False}, Channel.EMAIL, Obstacle.NO_ADDRESS),
        (Channel.LETTER, {"never_write": True}, Channel.CALL, Obstacle.NEVER_WRITE),
        (Channel.CALL, {"tried": frozenset({Channel.CALL})}, Channel.SMS, Obstacle.TRIED),
    ],
)
def test_what_stands_against_one_way_leads_to_the_next_that_is_possible(wanted, known, way, why):
    assert rules.way_for(facts(wanted, **known)) == (way, why)


def test_nobody_who_must_not_be_written_to_gets_a_letter_whatever_else_fails():
    nothing_else = dict.fromkeys(ALL, False) | {"address": True, "never_write": True}

    for wanted in Channel:
        way, _why = rules.way_for(facts(wanted, **nothing_else))

        assert way == Channel.DESK


@pytest.mark.parametrize("care", ["never_write", "safe_contact"])
def test_whoever_said_how_to_be_careful_is_never_written_to_by_another_way_than_hers(care):
    known = facts(Channel.CALL, phone=False, **{care: True})

    assert rules.way_for(known) == (Channel.DESK, Obstacle.NO_PHONE)


def test_a_colleague_cannot_choose_a_letter_for_who_must_be_contacted_with_care():
    known = replace(facts(Channel.LETTER, safe_contact=True), own=Channel.CALL)

    assert rules.way_for(known) == (Channel.CALL, Obstacle.NOT_CHOSEN)


def test_no_word_is_left_on_a_telephone_of_which_she_said_so():
    known = facts(Channel.CALL, never_leave_word=True, tried=frozenset({Channel.CALL}))

    assert rules.way_for(known)[0] == Channel.EMAIL


def test_delays_grow_and_end_with_a_person():
    delays = [rules.delay(attempt) for attempt in range(1, len(rules.DELAYS) + 1)]

    assert delays == sorted(delays)
    assert rules.delay(len(rules.DELAYS) + 1) is None


def test_only_an_email_is_sent_again_after_a_crash():
    assert rules.after_crash(Channel.EMAIL) == State.WAITING
    assert {rules.after_crash(Channel.SMS), rules.after_crash(Channel.LETTER)} == {State.UNSURE}
