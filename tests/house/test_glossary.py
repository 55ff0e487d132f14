"""Every noun of the code stands in the glossary, with what the pages call it."""

import re

from django.apps import apps

from tests.house.source import ROOT

PAGE = ROOT / "docs" / "words.md"
COLUMNS = 5


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[0] not in {"in code", "---"}]


def test_every_row_of_the_database_has_its_word():
    written = set(re.findall(r"`(\w+)`", PAGE.read_text()))
    ours = {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("tandem.") and not model._meta.abstract
    }

    assert sorted(ours - written) == []


def test_every_word_stands_in_four_languages_with_its_meaning():
    assert [row for row in rows() if len(row) != COLUMNS or not all(row)] == []


def test_one_word_is_explained_once():
    said = [row[0] for row in rows()]

    assert sorted({word for word in said if said.count(word) > 1}) == []
