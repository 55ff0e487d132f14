"""Who chooses changes nothing of what is said, and no process of the web holds compiled code."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from engines import pairing
from engines.pairing.tests.towns import town
from tandem.solidarity import matching

EVERYTHING = """
import os, pkgutil, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django, importlib
django.setup()
import tandem
for one in pkgutil.walk_packages(tandem.__path__, "tandem."):
    apart = {"tests", "migrations", "demo", "project", "commands"}
    if not apart & set(one.name.split(".")):
        importlib.import_module(one.name)
importlib.import_module("tandem.project.urls")
"""
HELD = "print(sorted(name for name in sys.modules if name.split('.')[0] in ('numba', 'llvmlite')))"


@pytest.fixture
def question():
    return town(offers=40, needs=80, side_m=2000)


@pytest.fixture
def large(monkeypatch):
    monkeypatch.setattr(matching, "FEWEST", 0)


def test_the_answer_is_the_same_reason_by_reason(question, large):
    assert matching.chosen_apart(question)
    assert matching.solved(question) == pairing.solve(question)


def test_what_compiled_code_does_not_know_is_answered_all_the_same(question, large):
    heavy = replace(question, rules=replace(question.rules, dislike=1 << 29))

    assert matching.chosen_apart(heavy) is None
    assert matching.solved(heavy) == pairing.solve(heavy)


def test_whoever_is_helped_every_week_keeps_her_helper_whoever_chooses(question, large):
    first, *rest = question.needs
    weekly = replace(question, needs=(replace(first, usual=question.offers[0].key), *rest))

    assert matching.chosen_apart(weekly)
    assert matching.solved(weekly) == pairing.solve(weekly)


def test_where_compiled_code_cannot_run_plain_python_chooses(question, large, monkeypatch):
    monkeypatch.setattr(matching, "KERNEL", "engines.pairing.nowhere")

    assert matching.solved(question) == pairing.solve(question)


@pytest.mark.parametrize("printed", ["", '{"n1": ["o1"', "[]", '{"n1": 3}', '{"n1": ["o1"]}'])
def test_what_is_cut_short_is_no_answer(question, large, monkeypatch, tmp_path, printed):
    (tmp_path / "cut_short.py").write_text(f"print({printed!r}, end='')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(matching, "KERNEL", "cut_short")

    assert matching.chosen_apart(question) is None
    assert matching.solved(question) == pairing.solve(question)


def test_pairs_that_cannot_be_are_not_taken_for_an_answer(question):
    need = next(one for one in question.needs if one.skill not in question.offers[0].skills)

    with pytest.raises(ValueError, match="cannot choose"):
        pairing.solve(question, {need.key: (question.offers[0].key, min(question.offers[0].slots))})


@pytest.mark.parametrize(
    ("more", "held"), [("", False), ("import engines.pairing.compiled\n", True)]
)
def test_a_web_process_with_all_its_code_loaded_holds_no_compiled_code(more, held):
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", f"{EVERYTHING}{more}{HELD}"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )

    assert (run.stdout.strip() != "[]") == held
