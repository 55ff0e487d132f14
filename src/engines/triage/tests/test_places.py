"""Pairs of places as two people say them, labelled: the same one, or another."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engines.triage import KnownQuestion, Report, known, spots

PAIRS = Path(__file__).with_name("places.txt")


def pairs() -> Iterator[tuple[str, str, str, str]]:
    """Whether they are the same, what is named, and both names."""
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        label, one, other = (part.strip() for part in line.split("|"))
        answer, named = label.split()
        yield answer, named, one, other


def asked_of(named: str, one: str, other: str) -> KnownQuestion:
    def lamp(key: str, said: str) -> Report:
        number = "12" if named == "street" else ""
        return Report(key, "lamp", date(2026, 11, 23), number=number, **{named: said})

    return KnownQuestion(lamp("new", one), (lamp("told", other),))


def finds(named: str, one: str, other: str) -> bool:
    return bool(known(asked_of(named, one, other)).likely)


@pytest.mark.parametrize(("answer", "named", "one", "other"), [*pairs()])
def test_one_place_is_found_by_each_of_its_names_whichever_is_told_first(answer, named, one, other):
    assert finds(named, one, other) is finds(named, other, one) is (answer == "same")


@pytest.mark.parametrize("said", ["tilleuls", "rue des tilleuls", "lindestraat", "rue", "12", ""])
def test_what_is_looked_up_means_the_street_itself(said):
    told = spots.street(said)

    for spelling in spots.spellings(said):
        assert spelling == said or spots.street(spelling).may_be(told)
