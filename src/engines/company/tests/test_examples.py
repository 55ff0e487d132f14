import doctest
import importlib
import json
import pkgutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import engines.company
from engines.company import BadQuestion, Person, Question, solve
from engines.company.exchange import answer_to_json, question_from_json
from engines.company.wishes import dearest_first

HERE = Path(engines.company.__file__).parent
README = (HERE / "README.md").read_text(encoding="utf-8")
MODULES = [
    importlib.import_module(f"engines.company.{module.name}")
    for module in pkgutil.iter_modules([str(HERE)])
    if module.name not in ("tests", "__main__")
]
MONDAY = date(2026, 11, 23)


def person(key: str, interests=("walk",), languages=("fr",), slots=(3,), **more) -> Person:
    return Person(
        key, set(interests), set(languages), set(slots), more.pop("place", "1030"), **more
    )


def why_alone(*people: Person, **more) -> str:
    return solve(Question(MONDAY, people, **more)).alone[0].reasons[0].code


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples_in_the_code_hold(module):
    assert doctest.testmod(module).failed == 0


def test_the_readme_holds():
    found = doctest.testfile(str(HERE / "README.md"), module_relative=False)
    assert found.attempted and not found.failed


def test_who_is_left_is_told_what_stands_between():
    ana = person("ana")
    assert why_alone(ana) == "nobody_else"
    assert why_alone(ana, person("ben", languages=("nl",))) == "no_shared_language"
    assert why_alone(ana, person("ben", slots=(9,))) == "no_shared_half_day"
    assert why_alone(ana, person("ben", interests=("music",))) == "no_shared_interest"
    apart = frozenset({frozenset({"ana", "ben"})})
    assert why_alone(ana, person("ben"), apart=apart) == "all_apart"


def test_a_place_that_is_kept_back_is_near_nobody():
    """Else two who are protected would be told to live near each other."""
    ana, ben = person("ana", place=""), person("ben", place="")
    question = Question(MONDAY, (ana, ben))
    [circle] = solve(question).circles
    assert "same_place" not in {one.code for one in circle.reasons}
    assert dearest_first(question, ana, ben)[2] == 0


def test_what_matters_to_each_decides():
    """Ana wants to live near, and Ben is near; Chris shares more, but lives elsewhere."""
    ana = person("ana", ("walk", "games"), matter="place")
    ben = person("ben", ("walk",), matter="place")
    chris = person("chris", ("walk", "games"), place="1040")

    assert [one.people for one in solve(Question(MONDAY, (ana, ben, chris))).circles] == [
        ("ana", "ben")
    ]


def test_what_a_question_lacks_is_said_where():
    with pytest.raises(BadQuestion, match=r"person 'ana': 2 people have this key"):
        Question(MONDAY, (person("ana"), person("ana")))
    with pytest.raises(BadQuestion, match="matter is 'age'"):
        person("ana", matter="age")
    with pytest.raises(BadQuestion, match="21 is not a half-day"):
        person("ana", slots=(21,))
    with pytest.raises(BadQuestion, match=r"question.apart\[0\]"):
        question_from_json({"today": "2026-11-23", "people": [], "apart": [["a"]]})


def test_anybody_can_run_it_again(tmp_path):
    block = README.split("```json\n")[1].split("```")[0]
    file = tmp_path / "question.json"
    file.write_text(block, encoding="utf-8")
    command = [sys.executable, "-m", "engines.company", str(file)]
    run = subprocess.run(command, capture_output=True, text=True, cwd=HERE.parents[1], check=True)

    assert json.loads(run.stdout) == answer_to_json(solve(question_from_json(json.loads(block))))
