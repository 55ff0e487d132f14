from random import Random

import pytest

from tandem.cases.answers_by_word import Answer, read
from tandem.toolbox.reference import new_reference, spaced

# The same in every process of the suite: they stand in the tests' names.
REFERENCE, ANOTHER = (new_reference(Random(seed).choice) for seed in (1, 2))


@pytest.mark.parametrize("word", ["YES", "oui", "Ja", "ja!", "Y", "Okay"])
def test_a_yes_is_understood_in_every_language(word):
    assert read(f"{word} {REFERENCE}") == Answer(REFERENCE, yes=True)


@pytest.mark.parametrize("word", ["NO", "Non", "nee", "Neen", "NEIN", "n"])
def test_a_no_is_understood_in_every_language(word):
    assert read(f"{word} {REFERENCE}") == Answer(REFERENCE, yes=False)


@pytest.mark.parametrize(
    "said",
    [
        f"{REFERENCE} oui",
        f"  oui  {spaced(REFERENCE)} ",
        f"Oui, {spaced(REFERENCE).lower()} merci",
        f"oui {REFERENCE[:2]} {REFERENCE[2:5]}-{REFERENCE[5:]}",
    ],
)
def test_order_spaces_and_capitals_do_not_matter(said):
    assert read(said) == Answer(REFERENCE, yes=True)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "oui",
        REFERENCE,
        f"oui non {REFERENCE}",
        f"oui {REFERENCE[:-1]}",
        f"oui {REFERENCE[1]}{REFERENCE[0]}{REFERENCE[2:]}"
        if REFERENCE[0] != REFERENCE[1]
        else "oui",
        f"oui {REFERENCE} {ANOTHER}",
        "😀" * 200,
    ],
)
def test_what_is_not_certain_is_left_to_a_person(said):
    assert read(said) is None
