"""Nothing is kept without a term or a reason: every table of the house stands under one rule."""

import pytest
from django.utils.translation import override

from tandem.people.gathering import pieces
from tandem.people.keeping import Ground, Rule, rules
from tandem.people.models import Person
from tests.house.test_own_data import HOUSE


def covered(found: tuple[Rule, ...]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for rule in found:
        for table in rule.tables:
            told.setdefault(table, []).append(rule.name)
    return told


def unruled(found: tuple[Rule, ...]) -> list[str]:
    told = covered(found)
    return [model._meta.label for model in HOUSE if model._meta.label not in told]


def test_every_table_stands_under_a_rule():
    assert not unruled(rules()), (
        f"{unruled(rules())}: say in kept.py of the package how long its rows are kept, on what "
        "ground, and what stays (`keeping.register`); or that they tell of nobody, and why."
    )


def test_a_table_that_is_forgotten_is_found():
    """The twin: without the rule of one package, its tables are named."""
    without = tuple(rule for rule in rules() if rule.name != "mine.wishes")

    assert sorted(unruled(without)) == ["mine.Correction", "mine.Recognition", "mine.Wish"]


def test_no_table_stands_under_two_rules():
    assert {table: names for table, names in covered(rules()).items() if len(names) > 1} == {}


def tells_of_nobody(rule: Rule) -> bool:
    return rule.ground == Ground.NOBODY


def test_what_speaks_of_a_person_is_not_said_to_tell_of_nobody():
    hers = {Person, *(piece.model for piece in pieces() if piece.model is not Person)}
    wrong = [
        model._meta.label
        for rule in rules()
        if tells_of_nobody(rule)
        for model in rule.of
        if model in hers
        or any(field.related_model is Person for field in model._meta.concrete_fields)
    ]

    assert wrong == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_says_when_why_and_what_stays(rule):
    assert str(rule.what) and str(rule.since) and str(rule.stays)
    assert rule.of
    with override("en"):
        if rule.does is not None and rule.term is None:
            assert "until" in str(rule.since), "Without a term it says until when."
