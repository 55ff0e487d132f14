from datetime import UTC, date, datetime, timedelta

import pytest

from tandem.mandates import rules
from tandem.mandates.choices import Act, Guardian, Known, Level, Proof
from tandem.mandates.rules import Counted, Given

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
TODAY = date(2026, 3, 10)
HELPER = 7


def given(**facts):
    told = {
        "confirmed_at": NOW - timedelta(days=1),
        "until": TODAY,
        "ended_at": None,
        "acts": {"letters": None},
        "helpers": {HELPER: None},
    }
    return Given(**{**told, **facts})


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, ""),
        ({"confirmed_at": None}, "not_confirmed"),
        ({"confirmed_at": NOW + timedelta(seconds=1)}, "not_confirmed"),
        ({"ended_at": NOW}, "ended"),
        ({"until": TODAY - timedelta(days=1)}, "ran_out"),
        ({"until": None}, "ran_out"),
        ({"acts": {"forms": None}}, "not_in_it"),
        ({"acts": {"letters": NOW}}, "taken_back"),
        ({"helpers": {8: None}}, "not_named"),
        ({"helpers": {HELPER: NOW}}, "not_named"),
    ],
)
def test_an_act_is_done_within_its_mandate_only(facts, why):
    said = rules.why_not(given(**facts), "letters", HELPER, now=NOW, today=TODAY, member=True)

    assert said == why


def test_whoever_left_the_organisation_may_do_nothing():
    said = rules.why_not(given(), "letters", HELPER, now=NOW, today=TODAY, member=False)

    assert said == "left_the_organisation"


def test_a_mandate_of_one_day_ends_on_the_day_it_begins():
    assert rules.last_day(TODAY, 1) == TODAY
    assert rules.last_day(TODAY, 365) == date(2027, 3, 9)


def test_both_are_told_two_weeks_before_and_of_a_short_one_the_day_before():
    assert rules.tell_from(TODAY, date(2027, 3, 9)) == date(2027, 2, 23)
    assert rules.tell_from(TODAY, rules.last_day(TODAY, 31)) == date(2026, 4, 8)


@pytest.mark.parametrize(
    ("guardian", "acts", "needed"),
    [
        (Guardian.NONE, {Act.MONEY}, False),
        (Guardian.GOODS, {Act.LETTERS, Act.HEALTH}, False),
        (Guardian.GOODS, {Act.LETTERS, Act.ENERGY}, True),
        (Guardian.PERSON, {Act.LETTERS}, True),
        (Guardian.BOTH, set(), True),
    ],
)
def test_who_decides_with_her_agrees_where_a_judge_said_so(guardian, acts, needed):
    assert rules.needs_representative(guardian, acts) is needed


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"proof": Proof.WITNESSES, "witnesses": 1}, "two_witnesses"),
        ({"proof": Proof.WITNESSES, "witnesses": 2}, ""),
        ({"proof": Proof.RECORDING}, "which_recording"),
        ({"proof": Proof.PAPER, "needed": True}, "representative"),
        ({"proof": Proof.PAPER, "needed": True, "agreed": True}, ""),
        ({"proof": Proof.SIGNED_IN, "helpers": 0}, "who_helps"),
    ],
)
def test_nothing_is_in_force_before_all_is_there(facts, missing):
    told = {"witnesses": 0, "recording": False, "helpers": 1, "needed": False, "agreed": False}

    assert rules.lacks(**{**told, **facts}) == missing


def test_what_a_proof_is_worth_depends_on_who_was_recognised():
    assert rules.level_of(Proof.PAPER, Known.CARD) == Level.FIRM
    assert rules.level_of(Proof.WITNESSES, Known.TO_US) == Level.FAIR
    assert rules.level_of(Proof.PAPER, Known.NOT) == Level.WEAK
    assert rules.level_of(Proof.RECORDING, Known.ACCOUNT) == Level.WEAK
    assert rules.level_of(Proof.SIGNED_IN, Known.ACCOUNT) == Level.FIRM


def test_together_counts_as_half_and_of_few_acts_nothing_is_said():
    assert rules.goes(Counted(for_her=3), Counted(together=3)) == "more"
    assert rules.goes(Counted(alone=3), Counted(together=3)) == "less"
    assert rules.goes(Counted(alone=3), Counted(alone=5)) == "same"
    assert rules.goes(Counted(alone=2), Counted(alone=5)) == "unsure"
