"""Where a sentence counts, it has a form for one and a form for many: "1 seek" is wrong."""

import re
from collections.abc import Iterable

from babel.messages.catalog import Message

from tandem.ui import messages
from tests.house.source import SRC

COUNTED = re.compile(
    r"(?:%\(\w+\)s|\{\w+\}) (?:(?:of|more|further|other|new) )?(people|persons|children|\w+s)\b"
)
AFTER_A_NAME = {
    "is",
    "was",
    "has",
    "does",
    "says",
    "goes",
    "takes",
    "keeps",
    "tells",
    "writes",
    "answers",
    "comes",
    "expects",
    "lives",
    "prefers",
    "suits",
    "fits",
    "decides",
    "stands",
    "asks",
    "this",
}
"""What somebody or something does; not what is counted."""
FIGURE = re.compile(r"ui\.figure\((?P<many>[^,]+), _\(")


def without_a_form_for_one(sentences: Iterable[str | tuple[str, ...] | list[str]]) -> list[str]:
    return [
        one
        for one in sentences
        if isinstance(one, str) and set(COUNTED.findall(one)) - AFTER_A_NAME
    ]


def test_a_sentence_that_counts_has_a_form_for_one():
    kept: list[Message] = [one for one in messages.read("fr") if one.id]

    assert without_a_form_for_one(one.id for one in kept) == []


def test_a_sentence_that_counts_and_has_no_form_for_one_is_found():
    wrong = [
        "%(many)s people told us",
        "at most {days} days",
        "%(num)s of them",
        "1 of %(of)s points",
    ]
    right = ["%(name)s comes today", "Letters: %(count)s.", ("%(num)s day", "%(num)s days")]

    assert without_a_form_for_one([*wrong, *right]) == [wrong[0], wrong[1], wrong[3]]


def test_what_stands_beside_a_great_number_has_a_form_for_one():
    """Of a board or a staff's home; what heads a column, as "Late", fits any number."""
    pages = sorted((SRC / "tandem").rglob("jinja/**/board.html"))
    labels = [found["many"] for page in pages for found in FIGURE.finditer(page.read_text())]

    assert pages
    assert labels == ['totals.of_view("asked") + totals.of_view("arranged")']
