import doctest
import importlib
import json
import pkgutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import engines.pairing
from engines.pairing import (
    BadQuestion,
    Need,
    Offer,
    Question,
    Rules,
    UnknownKey,
    alternatives,
    codes,
    may_pair,
    solve,
)
from engines.pairing.exchange import answer_to_json, question_from_json
from engines.pairing.rules import LIMITS

HERE = Path(engines.pairing.__file__).parent
README = (HERE / "README.md").read_text(encoding="utf-8")
MODULES = [
    importlib.import_module(f"engines.pairing.{module.name}")
    for module in pkgutil.iter_modules([str(HERE)])
    if module.name not in ("tests", "__main__")
]
MONDAY = date(2026, 11, 23)


def errand(key: str, person: str, at=(0, 0), slots=frozenset({3}), **more) -> Need:
    return Need(key, person, at, "errands", {"fr"}, slots, **more)


def helper(key: str, at=(0, 0), slots=frozenset({3}), radius_m: int = 1000, **more) -> Offer:
    return Offer(key, at, radius_m, {"errands"}, {"fr"}, slots, likes={"errands"}, **more)


def codes_of(reasons) -> list[str]:
    return [reason.code for reason in reasons]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


def test_the_worked_example_of_the_readme_holds():
    result = doctest.testfile(str(HERE / "README.md"), module_relative=False)

    assert result.failed == 0 and result.attempted > 10


def test_the_readme_tells_every_code():
    told = [
        *codes.WHY,
        *codes.WHY_NOT,
        *codes.WHY_UNSERVED,
        *codes.WHAT_WOULD_CHANGE_IT,
        codes.RULED_OUT,
        *LIMITS,
    ]

    assert [code for code in told if f"`{code}`" not in README] == []


def test_a_vital_second_help_comes_before_a_first_one():
    needs = (errand("n1", "ana"), errand("n2", "ben", vital=True))

    answer = solve(Question(MONDAY, (helper("v1"),), needs, {"ben": 1}))

    assert [pair.need for pair in answer.pairs] == ["n2"]
    assert answer.unserved[0].reasons[0].code == "all_taken_by_vital"
    assert answer.totals.levels == (0, 1)


def test_someone_moves_over_so_that_another_is_helped():
    # The nearer helper is the only one whom ben can have.
    near, far = helper("near", (100, 0)), helper("far", (500, 0), radius_m=600)
    needs = (errand("ana", "ana"), errand("ben", "ben", at=(-500, 0)))

    answer = solve(Question(MONDAY, (near, far), needs))

    assert [(pair.need, pair.offer) for pair in answer.pairs] == [("ana", "far"), ("ben", "near")]
    assert "nearest_free" in codes_of(answer.pairs[0].reasons)
    other = next(one for one in answer.pairs[0].reasons if one.facts.get("offer") == "near")
    assert other.code == "taken_by_person_with_as_few"
    assert other.facts["taken_by"] == ("ben",)


def test_a_group_does_several_tasks_in_one_half_day():
    needs = tuple(errand(f"n{one}", f"p{one}") for one in range(30))
    group = helper("company", capacity=40, at_once=25)

    answer = solve(Question(MONDAY, (group,), needs))

    assert len(answer.pairs) == 25
    assert {pair.slot for pair in answer.pairs} == {3}


def test_work_is_spread_before_it_is_brought_nearer():
    near, far = helper("near", slots={3, 4}, capacity=2), helper("far", (200, 0))
    needs = tuple(errand(key, key, slots={3, 4}) for key in ("n1", "n2"))

    answer = solve(Question(MONDAY, (near, far), needs))

    assert {pair.offer for pair in answer.pairs} == {"near", "far"}
    assert answer.totals.cost == 20


@pytest.mark.parametrize(
    ("near", "far_at", "code"),
    [
        ({"likes": frozenset()}, 200, "nearer_like_it_less"),
        ({"slots": {3, 4}, "capacity": 2}, 200, "nearer_would_do_more"),
        # Neither alone stands against her: without the one, the other still does.
        ({"likes": frozenset(), "slots": {3, 4}, "capacity": 2}, 200, "least_cost_in_all"),
        ({"likes": frozenset()}, 700, "nearest"),
    ],
)
def test_why_not_the_nearer_one_is_what_did_stand_against_her(near, far_at, code):
    """Each with one task already where `near` has room for two, so that the load weighs as well."""
    nearer = replace(helper("near"), **near)
    own = (errand("own", "ben", slots={4}),) if nearer.capacity == 2 else ()
    answer = solve(
        Question(MONDAY, (nearer, helper("far", (far_at, 0))), (errand("n", "ana"), *own))
    )

    pair = next(one for one in answer.pairs if one.need == "n")
    assert code in codes_of(pair.reasons)


def test_between_equals_the_soonest_half_day_counted_from_tomorrow():
    question = Question(
        MONDAY, (helper("v1", slots={0, 5, 20}),), (errand("n1", "ana", slots={0, 5, 20}),)
    )

    assert solve(question).pairs[0].slot == 5


def test_the_lot_does_not_favour_the_same_person_every_day():
    needs = (errand("n1", "ana"), errand("n2", "ben"))

    winners = {
        solve(Question(date(2026, 11, day), (helper("v1"),), needs)).pairs[0].need
        for day in range(1, 15)
    }

    assert winners == {"n1", "n2"}


@pytest.mark.parametrize(
    ("offer", "code"),
    [
        (Offer("v1", (0, 0), 1000, {"meal"}, {"fr"}, {3}), "no_offer_with_skill"),
        (helper("v1", (5000, 0)), "none_within_reach"),
        (Offer("v1", (0, 0), 1000, {"errands"}, {"nl"}, {3}), "none_shares_language"),
        (helper("v1", slots={4}), "none_shares_half_day"),
        (helper("v2"), "none_left_after_refusals"),
        (helper("v1", person="ana"), "none_but_herself"),
        (helper("v1", capacity=0), "all_at_capacity"),
    ],
)
def test_the_first_reason_says_what_binds(offer, code):
    question = Question(
        MONDAY, (offer,), (errand("n1", "ana"),), refusals=frozenset({("ana", "v2")})
    )

    assert solve(question).unserved[0].reasons[0].code == code


def test_a_missing_safeguard_binds_and_would_change_it():
    need = errand("n1", "ana", safeguards={"identity", "insured"})

    reasons = solve(Question(MONDAY, (helper("v1", safeguards={"insured"}),), (need,)))
    reasons = reasons.unserved[0].reasons

    assert reasons[0].code == "none_holds_safeguards"
    assert reasons[-1].code == "would_be_served_if_safeguard_held"
    assert reasons[-1].facts["safeguards"] == ("identity",)


def test_a_change_that_would_rather_serve_someone_else_is_not_told():
    # One longer way reaches both; it could serve only one, and which is not certain.
    needs = (errand("n1", "ana"), errand("n2", "ben"))
    question = Question(MONDAY, (helper("v1", (1500, 0)),), needs)

    unserved = solve(question).unserved

    assert len(unserved) == 2
    for one in unserved:
        assert "would_be_served_if_radius_longer" not in codes_of(one.reasons)


def test_points_follow_the_weights_of_the_question():
    needs = (Need("n1", "ana", (300, 400), "errands", {"fr"}, {3}),)
    offers = (Offer("v1", (0, 0), 500, {"errands"}, {"fr"}, {3}),)

    cheap = solve(Question(MONDAY, offers, needs, rules=Rules(metres_per_point=100, dislike=7)))

    assert cheap.totals.cost == 5 + 7


def test_asking_about_an_unknown_key_says_so():
    question = Question(MONDAY, (helper("v1"),), (errand("n1", "ana"),))

    with pytest.raises(UnknownKey, match="No need has the key 'n9'"):
        may_pair(question, "n9", "v1")
    with pytest.raises(UnknownKey, match="No offer has the key 'v9'"):
        may_pair(question, "n1", "v9")
    with pytest.raises(UnknownKey, match="No need has the key 'n9'"):
        alternatives(question, solve(question), "n9")


def test_the_question_in_the_readme_is_read_and_answered():
    written = README.split("```json\n")[1].split("```")[0]

    answer = solve(question_from_json(json.loads(written)))

    assert [(pair.need, pair.offer, pair.slot) for pair in answer.pairs] == [("n1", "v1", 4)]
    assert answer.totals.levels == (0, 1)
    assert json.loads(json.dumps(answer_to_json(answer))) == answer_to_json(answer)


OFFER = {"key": "v", "at": [0, 0], "radius_m": 1, "skills": [], "languages": [], "slots": [0]}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "question: [] is not an object in braces."),
        ({}, "question: the field 'today' is missing."),
        ({"today": "23/11/2026"}, "question: the field 'offers' is missing."),
        (
            {"today": "23/11", "offers": [], "needs": []},
            "question.today: '23/11' is not a day such as 2026-11-23.",
        ),
        ({"today": 3, "offers": [], "needs": []}, "question.today: 3 is not a day"),
        ({"todays": ""}, "question: there is no field 'todays'. Did you mean 'today'?"),
        ({"offers": [OFFER | {"at": [1.5, 2]}]}, "offers[0].at: 1.5 is not a whole number."),
        ({"offers": [OFFER | {"at": [1]}]}, "a point is two whole numbers of metres"),
        ({"offers": [OFFER | {"capacity": True}]}, "True is not a whole number."),
        ({"offers": [OFFER | {"slots": [21]}]}, "offers[0], offer 'v': 21 is not a half-day"),
        ({"offers": [OFFER | {"skills": "meal"}]}, "'meal' is not a list in square brackets."),
        ({"offers": [OFFER | {"at_once": 0}]}, "at_once is 0; it must be 1 or more."),
        ({"offers": [OFFER, OFFER]}, "offer 'v': 2 offers have this key."),
        ({"received": {"p": -1}}, "received 'p': helps is -1; it must be 0 or more."),
        ({"refusals": [["p"]]}, "refusals[0]: a refusal is two keys"),
        ({"rules": {"tie": "first"}}, "tie is 'first'; it must be soonest or lot."),
        ({"rules": {"dislike": -1}}, "dislike is -1; it must be 0 or more."),
        ({"needs": [{"vital": "yes"}]}, "needs[0]: the field 'key' is missing."),
    ],
)
def test_an_ill_formed_question_is_told_where_and_why(given, message):
    if isinstance(given, dict) and not {"today", "todays"} & set(given) and given:
        given = {"today": "2026-11-23", "offers": [], "needs": []} | given

    with pytest.raises(BadQuestion) as caught:
        question_from_json(given)

    assert message in str(caught.value)


def run(*arguments: str, piped: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "engines.pairing", *arguments],
        cwd=HERE.parents[1],
        input=piped,
        capture_output=True,
        text=True,
        check=False,
    )


def test_anyone_can_run_a_question_again(tmp_path):
    question = README.split("```json\n")[1].split("```")[0]
    file = tmp_path / "question.json"
    file.write_text(question, encoding="utf-8")

    from_file, from_pipe = run(str(file)), run("-", piped=question)

    assert from_file.returncode == from_pipe.returncode == 0
    assert from_file.stdout == from_pipe.stdout
    assert json.loads(from_file.stdout)["totals"] == {"vital": 0, "levels": [0, 1], "cost": 50}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "this is not JSON"),
        ('{"today": ' + "9" * 5000 + "}", "a number in it is too long."),
        ("[" * 100_000, "the JSON is nested too deeply."),
        ('{"todays": 1}', "there is no field 'todays'. Did you mean 'today'?"),
    ],
)
def test_a_bad_file_is_told_in_one_sentence(text, message):
    told = run("-", piped=text)

    assert told.returncode == 2
    assert told.stdout == ""
    assert told.stderr.startswith("This question cannot be answered. ")
    assert message in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_is_told_so(tmp_path):
    told = run(str(tmp_path / "none.json"))

    assert told.returncode == 2
    assert "the file cannot be read" in told.stderr


def test_an_empty_question_has_an_empty_answer():
    answer = solve(Question(MONDAY, (), ()))

    assert (answer.pairs, answer.unserved, answer.totals.levels) == ((), (), ())
