"""From ticks and typed words to answers: nothing is guessed."""

import pytest

from tandem.doors.paper.meaning import (
    Meaning,
    Tick,
    Writing,
    answers_from,
    contradicted,
    from_kept,
)


def number(name, places):
    return {
        f"{name}.{place}={figure}": Tick("many", name, str(figure), place)
        for place in range(places)
        for figure in range(10)
    }


MEANING = Meaning(
    ticks={
        "tea=green": Tick("tea", "tea", "green"),
        "tea=black": Tick("tea", "tea", "black"),
        "with=milk": Tick("with", "with", "milk"),
        "with=sugar": Tick("with", "with", "sugar"),
        **number("many", 3),
    },
    writings={"many": Writing("many", "many"), "words": Writing("words", "words")},
    only_one=frozenset({"tea"}),
)
NOTHING = {"tea": [], "with": [], "many": [""], "words": [""]}


@pytest.mark.parametrize(
    ("ticked", "typed", "given"),
    [
        ([], {}, {}),
        (["tea=black"], {}, {"tea": ["black"]}),
        (["with=sugar", "with=milk"], {}, {"with": ["milk", "sugar"]}),
        (["many.0=0", "many.1=4", "many.2=2"], {}, {"many": ["42"]}),
        (["many.0=4", "many.1=2"], {}, {"many": ["42"]}),
        (["many.2=0"], {}, {"many": ["0"]}),
        (["many.0=4", "many.2=2"], {}, {"many": ["4?2"]}),
        (["many.2=4", "many.2=2"], {}, {"many": ["?"]}),
        (["many.2=4"], {"many": "5"}, {"many": ["5"]}),
        ([], {"words": "Two bags."}, {"words": ["Two bags."]}),
        ([], {"words": "  "}, {}),
    ],
)
def test_what_is_ticked_and_typed_becomes_answers(ticked, typed, given):
    assert answers_from(MEANING, ticked, typed) == NOTHING | given


def test_of_two_boxes_where_one_is_allowed_none_counts():
    ticked = ["tea=green", "tea=black"]

    assert answers_from(MEANING, ticked, {}) == NOTHING
    assert contradicted(MEANING, ticked) == {"tea"}


@pytest.mark.parametrize(
    ("ticked", "wrong"),
    [
        (["tea=green", "with=milk", "with=sugar"], set()),
        (["many.0=4", "many.2=2"], {"many"}),
        (["many.1=4", "many.1=5"], {"many"}),
        (["many.1=4", "many.2=5"], set()),
    ],
)
def test_a_contradiction_is_named(ticked, wrong):
    assert contradicted(MEANING, ticked) == wrong


def test_what_stood_on_a_page_that_did_not_come_is_not_answered():
    answers = answers_from(MEANING, ["tea=green"], {}, missing={"with", "words"})

    assert answers == {"tea": ["green"], "many": [""]}


def test_a_meaning_is_kept_as_it_was():
    assert from_kept(MEANING.as_kept()) == MEANING
