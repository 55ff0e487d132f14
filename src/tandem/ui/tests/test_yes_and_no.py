"""A yes stays a yes in every language: swapped, it gives away whoever asked for help."""

import re
from pathlib import Path

import pytest
from babel.messages import pofile

LOCALE = Path(__file__).resolve().parents[4] / "locale"
WORDS = {"fr": ("oui", "non"), "nl": ("ja", "nee"), "de": ("ja", "nein")}


def says(word, text):
    return re.search(rf"\b{word}\b", text, re.IGNORECASE) is not None


def meant(text, yes, no):
    return says(yes, text), says(no, text)


@pytest.mark.parametrize("language", WORDS)
def test_no_translation_says_yes_for_no_or_no_for_yes(language):
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        told = [one for one in pofile.read_po(file) if isinstance(one.id, str) and one.id]
    opposite = {(True, False): (False, True), (False, True): (True, False)}

    swapped = [
        one.id
        for one in told
        if opposite.get(meant(one.id, "yes", "no")) == meant(str(one.string), *WORDS[language])
    ]

    assert {"Note a yes", "Note a no"} <= {one.id for one in told}
    assert swapped == []
