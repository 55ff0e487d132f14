"""Somebody who knows no more than a reference tries words, while its owner comes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.test import Client

from tandem.accounts import throttle
from tests.factories import CaseFactory

NOON = "2026-11-24T12:00:00Z"


@pytest.fixture
def case(db):
    return CaseFactory()


def tries(client, case, word, network):
    said = {"reference": case.reference, "word": word}
    return client.post("/follow/", said, REMOTE_ADDR=network).status_code


def test_the_owner_comes_in_at_her_first_try_while_somebody_guesses(case):
    with time_machine.travel(NOON, tick=False) as clock:
        for second in range(120):
            tries(Client(), case, "dodododo", "198.51.100.9")
            tries(Client(), case, "dodododo", "198.51.100.9")
            if second % 30 == 29:
                assert tries(Client(), case, case.word, "192.0.2.1") == 302
            clock.shift(timedelta(seconds=1))
        assert tries(Client(), case, "dodododo", "198.51.100.9") == 429


def test_at_her_own_device_she_comes_in_even_beside_the_guesser(case):
    hers = Client()
    with time_machine.travel(NOON, tick=False):
        tries(hers, case, case.word, "192.0.2.1")
        hers.session.flush()
        for _ in range(20):
            tries(Client(), case, "dodododo", "192.0.2.1")

        assert tries(Client(), case, case.word, "192.0.2.1") == 429
        assert tries(hers, case, case.word, "192.0.2.1") == 302


def test_closing_takes_the_mark_of_her_device_away(case):
    hers = Client()
    tries(hers, case, case.word, "192.0.2.1")
    assert hers.cookies["followed"].value

    hers.post("/follow/close/")

    assert not hers.cookies["followed"].value


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_of_guesses_at_the_same_moment_no_more_are_looked_at_than_one_after_the_other():
    case = CaseFactory()

    def guess(_number):
        try:
            return tries(Client(), case, "dodododo", "198.51.100.9")
        finally:
            connections.close_all()

    with time_machine.travel(NOON, tick=False), ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(guess, range(24)))

    assert answers.count(422) == throttle.FREE_ELSE + 1
    assert answers.count(429) == 24 - (throttle.FREE_ELSE + 1)
