from datetime import UTC, date, datetime, timedelta

import pytest

from tandem.mandates import rules
from tandem.mandates.choices import Act, Guardian, Known, Level, Proof
from tandem.mandates.rules import Came, Counted, Given, Stated

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
        ({"added": {HELPER: None}}, "not_told_yet"),
        ({"added": {HELPER: NOW}}, ""),
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


PAPER, WEB, HERS = Came(paper=True), Came(), Came(signed_in=True)
HEARD = {"proof": Proof.WITNESSES, "witnesses": ("Ana Lopes", "Joke Maes")}


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (HEARD, ""),
        ({**HEARD, "witnesses": ("Ana Lopes",)}, "two_witnesses"),
        ({**HEARD, "witnesses": ("Ana Lopes", "lopes  ANA")}, "two_witnesses"),
        ({**HEARD, "witnesses": ("Ana Lopes", "Peeters Piet")}, "not_your_own_witness"),
        ({**HEARD, "witnesses": ("An", "Jo")}, "witness_in_full"),
        ({**HEARD, "witnesses": ("Ana Lopes", "J. D.")}, "witness_in_full"),
        ({"proof": Proof.RECORDING}, "which_recording"),
        ({"proof": Proof.RECORDING, "recording": "......x"}, "which_recording"),
        ({"proof": Proof.RECORDING, "recording": "2026-0412"}, ""),
        ({"proof": Proof.PAPER, "came": PAPER}, ""),
        ({"proof": Proof.PAPER}, "came_without_paper"),
        ({"proof": Proof.SHEET}, ""),
        ({"proof": Proof.SIGNED_IN, "known": Known.ACCOUNT}, "came_without_account"),
        ({"proof": Proof.SIGNED_IN, "known": Known.ACCOUNT, "came": HERS}, ""),
        ({**HEARD, "known": Known.ACCOUNT}, "known_without_account"),
        ({**HEARD, "known": Known.NOT}, ""),
        ({**HEARD, "known": Known.NOT, "acts": {Act.MONEY}}, "money_of_somebody_unknown"),
        ({**HEARD, "needed": True}, "representative"),
        ({**HEARD, "needed": True, "agreed": True}, ""),
        ({**HEARD, "helpers": ()}, "who_helps"),
    ],
)
def test_what_a_colleague_states_agrees_with_how_it_came(facts, missing):
    told = {
        "known": Known.TO_US,
        "came": WEB,
        "acts": {Act.LETTERS},
        "helpers": (HELPER,),
        "by": 9,
        "by_names": {"piet.peeters@commune.example", "piet.peeters"},
    }

    assert rules.lacks(Stated(**{**told, **facts})) == missing


@pytest.mark.parametrize(
    ("acts", "helpers", "proof", "second"),
    [
        ({Act.LETTERS}, (HELPER,), Proof.PAPER, False),
        ({Act.LETTERS}, (HELPER,), Proof.SIGNED_IN, False),
        ({Act.LETTERS}, (HELPER,), Proof.WITNESSES, True),
        ({Act.LETTERS}, (HELPER,), Proof.RECORDING, True),
        ({Act.LETTERS}, (HELPER,), Proof.SHEET, True),
        # A colleague who knows of nothing, named beside her, makes two of nobody.
        ({Act.LETTERS}, (HELPER, 9), Proof.PAPER, True),
        ({Act.LETTERS}, (9,), Proof.PAPER, True),
        ({Act.MONEY}, (HELPER,), Proof.PAPER, True),
        ({Act.BENEFITS}, (HELPER,), Proof.PAPER, True),
    ],
)
def test_whoever_gains_by_it_or_alone_says_so_takes_a_second_colleague(
    acts, helpers, proof, second
):
    assert rules.needs_second(acts, helpers, 9, proof) is second


@pytest.mark.parametrize(
    ("proof", "known", "level"),
    [
        (Proof.PAPER, Known.CARD, Level.FIRM),
        (Proof.SHEET, Known.CARD, Level.FAIR),
        (Proof.WITNESSES, Known.TO_US, Level.FAIR),
        (Proof.PAPER, Known.NOT, Level.WEAK),
        (Proof.SIGNED_IN, Known.NOT, Level.WEAK),
        (Proof.RECORDING, Known.ACCOUNT, Level.WEAK),
        (Proof.SIGNED_IN, Known.ACCOUNT, Level.FIRM),
    ],
)
def test_what_a_proof_is_worth_depends_on_who_was_recognised(proof, known, level):
    assert rules.level_of(proof, known) == level


def test_together_counts_as_half_and_of_few_acts_nothing_is_said():
    assert rules.goes(Counted(for_her=3), Counted(together=3)) == "more"
    assert rules.goes(Counted(alone=3), Counted(together=3)) == "less"
    assert rules.goes(Counted(alone=3), Counted(alone=5)) == "same"
    assert rules.goes(Counted(alone=2), Counted(alone=5)) == "unsure"
