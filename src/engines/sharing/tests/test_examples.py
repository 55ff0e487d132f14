import doctest
import importlib
import json
import pkgutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import engines.sharing
from engines.sharing import Ask, BadQuestion, Question, solve
from engines.sharing.exchange import answer_to_json, question_from_json

HERE = Path(engines.sharing.__file__).parent
README = (HERE / "README.md").read_text(encoding="utf-8")
MODULES = [
    importlib.import_module(f"engines.sharing.{module.name}")
    for module in pkgutil.iter_modules([str(HERE)])
    if module.name not in ("tests", "__main__")
] + [importlib.import_module("engines.lots")]
MONDAY = date(2026, 11, 23)


def shared(quantity: int, *asks: Ask, **more) -> dict[str, int]:
    return {one.ask: one.quantity for one in solve(Question(MONDAY, quantity, asks, **more)).shares}


def codes(quantity: int, key: str, *asks: Ask, **more) -> list[str]:
    shares = solve(Question(MONDAY, quantity, asks, **more)).shares
    return [reason.code for one in shares if one.ask == key for reason in one.reasons]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples_in_the_code_hold(module):
    assert doctest.testmod(module).failed == 0


def test_the_readme_holds():
    found = doctest.testfile(str(HERE / "README.md"), module_relative=False)
    assert found.attempted and not found.failed


def test_a_home_counts_as_many_as_live_there():
    assert shared(50, Ask("home", "home", 100, heads=49), Ask("ana", "ana", 100)) == {
        "ana": 1,
        "home": 49,
    }


def test_asking_for_more_brings_no_more():
    modest, greedy = Ask("a", "ana", 2), Ask("b", "ben", 1_000)
    assert shared(4, modest, greedy) == {"a": 2, "b": 2}


def test_two_asks_of_one_person_are_one():
    first, second, ben = Ask("a1", "ana", 1), Ask("a2", "ana", 1), Ask("b", "ben", 1)
    assert shared(2, first, second, ben) == {"a1": 1, "a2": 0, "b": 1}
    assert codes(2, "a2", first, second, ben)[0] == "own_other_ask"


def test_what_was_received_counts():
    ana, ben = Ask("a", "ana", 3), Ask("b", "ben", 3)
    assert shared(4, ana, ben, received={"ben": 2}) == {"a": 3, "b": 1}


def test_vital_comes_first_and_all_else_is_told_so():
    ana, ben = Ask("a", "ana", 3, vital=True), Ask("b", "ben", 1)
    assert shared(2, ana, ben) == {"a": 2, "b": 0}
    assert codes(2, "b", ana, ben) == ["all_to_vital", "one_more_if"]
    assert codes(2, "a", ana, ben)[0] == "vital"


def test_with_nothing_to_share_nobody_is_told_of_others():
    assert codes(0, "a", Ask("a", "ana", 1)) == ["nothing_to_share", "one_more_if"]


def test_what_a_question_lacks_is_said_where():
    with pytest.raises(BadQuestion, match=r"ask 'a': 2 asks have this key"):
        Question(MONDAY, 1, (Ask("a", "ana", 1), Ask("a", "ben", 1)))
    with pytest.raises(BadQuestion, match="quantity is -1"):
        Question(MONDAY, -1, ())
    with pytest.raises(BadQuestion, match=r"question.asks\[0\]: the field 'quantity' is missing"):
        question_from_json(
            {"today": "2026-11-23", "quantity": 1, "asks": [{"key": "a", "person": "p"}]}
        )


def test_anybody_can_run_it_again(tmp_path):
    block = README.split("```json\n")[1].split("```")[0]
    file = tmp_path / "question.json"
    file.write_text(block, encoding="utf-8")
    command = [sys.executable, "-m", "engines.sharing", str(file)]
    run = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parents[1], check=True)

    assert json.loads(run.stdout) == answer_to_json(solve(question_from_json(json.loads(block))))


def test_a_wrong_file_is_said_to_be_wrong(tmp_path):
    file = tmp_path / "question.json"
    file.write_text("{", encoding="utf-8")
    command = [sys.executable, "-m", "engines.sharing", str(file)]
    run = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parents[1], check=False)

    assert (run.returncode, run.stdout) == (2, "")
    assert "this is not JSON" in run.stderr
