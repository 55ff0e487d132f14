from datetime import date

import pytest

from tandem.cases.choices import Reason
from tandem.register.cards import find
from tandem.solidarity import rules
from tandem.solidarity.card import PAIRING
from tandem.solidarity.choices import ArrangementState as A
from tandem.solidarity.choices import HowOften, NeedState, RefusedBecause


@pytest.mark.parametrize(
    ("now", "to"),
    [
        (A.ASKED, A.AGREED),
        (A.ASKED, A.DECLINED),
        (A.ASKED, A.LAPSED),
        (A.ASKED, A.CANCELLED),
        (A.AGREED, A.DONE),
        (A.AGREED, A.NOT_DONE),
        (A.AGREED, A.CANCELLED),
        (A.DONE, A.NOT_DONE),
        (A.NOT_DONE, A.DONE),
    ],
)
def test_an_arrangement_may_go_this_way(now, to):
    assert rules.may_move(now, to)


def test_and_no_other_way():
    ways = sum(rules.may_move(now, to) for now in A for to in A)

    assert ways == 9


def test_only_a_weekly_help_goes_on_after_it_was_answered():
    assert rules.goes_on(HowOften.WEEKLY, Reason.DONE)
    assert not rules.goes_on(HowOften.ONCE, Reason.DONE)
    assert not rules.goes_on(HowOften.WEEKLY, Reason.NO_LONGER_NEEDED)


@pytest.mark.parametrize("reason", Reason)
def test_an_answered_case_ends_its_need(reason):
    assert rules.ended_by(reason) in rules.ENDED


def test_another_reason_says_which():
    assert not rules.says_enough(RefusedBecause.OTHER, "  no ")
    assert rules.says_enough(RefusedBecause.OTHER, "They are cousins.")
    assert rules.says_enough(RefusedBecause.TOO_MUCH, "")


def test_the_card_of_the_algorithm_says_everything_the_public_may_ask():
    card = find("pairing")

    assert card is PAIRING
    for told in (card.purpose, card.data, card.not_used, card.answers_for, card.decides):
        assert str(told).strip()
    assert len(card.rules) == 5
    assert card.source == "engines/pairing/README.md"
    assert NeedState.OPEN not in rules.ENDED


@pytest.mark.parametrize(
    ("state", "day", "may"),
    [
        (A.AGREED, date(2026, 11, 30), False),
        (A.AGREED, date(2026, 11, 25), True),
        (A.DONE, date(2026, 11, 24), True),
        (A.ASKED, date(2026, 11, 24), False),
    ],
)
def test_how_it_went_is_asked_from_the_day_on(state, day, may):
    assert rules.may_say_how_it_went(state, day, date(2026, 11, 25)) is may
