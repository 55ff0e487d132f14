"""Who guesses waits; who knows does not, whoever guesses meanwhile."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.utils.translation import override

from tandem.accounts import throttle
from tandem.accounts.throttle import BRAKES, Guess
from tandem.toolbox.reference import CONSONANTS, SYLLABLES, VOWELS, new_word

NOON = "2026-11-24T12:00:00Z"
OWNER = Guess(("follow:address", "192.0.2.1"), "ZKQ74MPA")
GUESSER = Guess(("follow:address", "198.51.100.9"), "ZKQ74MPA")


def from_network(number, guess=OWNER):
    return replace(guess, place=("follow:address", f"203.0.113.{number}"))


def guesses(guess, seconds, every=0.5):
    """How many of the wrong words are looked at."""
    tested = 0
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(int(seconds / every)):
            if throttle.wait_to_try(guess) is None:
                throttle.was_wrong(guess)
                tested += 1
            clock.shift(timedelta(seconds=every))
    return tested


def test_a_year_of_guesses_at_one_reference_hits_less_than_once_in_a_million_years():
    words = (len(CONSONANTS) * len(VOWELS)) ** SYLLABLES
    year = timedelta(days=366)
    # Every door at which the same word opens the same request, pressed to the limit at once.
    tested = sum(
        brake.at_once + year / brake.every
        for brake in (BRAKES["word"], BRAKES["mail"], BRAKES["sms"])
    )

    assert len(new_word()) == 2 * SYLLABLES
    assert tested / words < 1e-6
    assert (BRAKES["asked"].at_once + year / BRAKES["asked"].every) / words < 1e-6


@pytest.mark.django_db
def test_two_wrong_words_a_second_for_four_minutes_do_not_keep_the_owner_out():
    tested = guesses(GUESSER, 230)

    with time_machine.travel("2026-11-24T12:03:50Z", tick=False):
        assert throttle.wait_to_try(GUESSER) is not None
        assert throttle.wait_to_try(OWNER) is None
    assert tested <= throttle.FREE_ELSE + 9


@pytest.mark.django_db
def test_a_day_of_guesses_from_one_network_tries_a_few_dozen_words():
    assert guesses(GUESSER, 86_400, every=60) < 45


@pytest.mark.django_db
def test_a_guesser_at_other_references_does_not_keep_anybody_out_of_a_shared_network():
    """A mast of a telephone company, a library, a refuge."""
    with time_machine.travel(NOON, tick=False):
        for number in range(300):
            throttle.was_wrong(replace(OWNER, reference=f"OTHER{number}"))
        assert throttle.wait_to_try(OWNER) is None

        throttle.was_wrong(OWNER)
        assert throttle.wait_to_try(OWNER) is not None


@pytest.mark.django_db
def test_at_a_machine_in_a_hall_the_next_one_waits_no_longer_than_a_browser():
    kiosk = replace(OWNER, place=("follow:shared", "terminal@192.0.2.1"))
    guesses(kiosk, 3600, every=5)

    with time_machine.travel("2026-11-24T13:00:00Z", tick=False):
        wait = throttle.wait_to_try(kiosk)
        assert wait is None or wait <= throttle.LONGEST
        assert throttle.wait_to_try(replace(kiosk, reference="OTHER")) is None
        assert throttle.wait_to_try(OWNER) is None


@pytest.mark.django_db
def test_many_networks_together_are_slowed_and_a_device_that_knows_is_not():
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(BRAKES["word"].at_once):
            assert throttle.wait_to_try(from_network(number)) is None
            throttle.was_wrong(from_network(number))

        wait = throttle.wait_to_try(from_network(200))
        assert wait is not None
        assert wait <= BRAKES["word"].every
        assert throttle.wait_to_try(replace(OWNER, device="hers")) is None
        clock.shift(wait)
        assert throttle.wait_to_try(from_network(200)) is None


@pytest.mark.django_db
def test_the_brake_never_lets_more_through_than_was_reckoned_with():
    brake, tested = BRAKES["word"], 0
    with time_machine.travel(NOON, tick=False) as clock:
        for minute in range(24 * 60):
            for number in range(3):
                guess = from_network(f"{minute}.{number}")
                if throttle.wait_to_try(guess) is None:
                    throttle.was_wrong(guess)
                    tested += 1
            clock.shift(timedelta(minutes=1))

    reckoned = brake.at_once + timedelta(days=1) / brake.every
    assert reckoned - 1 <= tested <= reckoned


@pytest.mark.django_db
def test_one_password_tried_at_many_accounts_is_slowed():
    tried = replace(GUESSER, place=("sign_in:address", "192.0.2.1"), brake="sign_in", strict=True)
    with time_machine.travel(NOON, tick=False):
        for number in range(throttle.FREE["address"] + 1):
            throttle.was_wrong(replace(tried, reference=f"{number}@example.example"))

        assert throttle.wait_to_try(replace(tried, reference="odette@example.example")) is not None


@pytest.mark.django_db
def test_who_was_right_has_not_guessed():
    for _ in range(throttle.FREE_ELSE + 4):
        throttle.was_wrong(OWNER)

    throttle.was_right(OWNER)

    assert throttle.wait_to_try(OWNER) is None


def test_a_long_wait_is_told_in_minutes_with_the_other_ways():
    with override("en"):
        short, long = (throttle.in_words(timedelta(seconds=left)) for left in (7.5, 1000))

    assert "8 seconds" in short
    assert "17 minutes" in long
    assert "telephone" in long
