import ast
import re

from tandem.journal import words
from tests.house.source import house_modules

WORD = re.compile(r"[a-z]+\.[a-z_]+")


def recorded() -> list[tuple[str, str]]:
    """Each word written in the journal, and where."""
    found = []
    for one in house_modules():
        for node in ast.walk(one.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "record" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.append((first.value, f"{one.place}:{node.lineno}"))
    return found


def test_every_word_of_the_journal_can_be_read_by_the_person():
    unknown = [(word, place) for word, place in recorded() if not words.known(word)]

    assert unknown == []


def test_a_room_uses_words_of_its_own():
    borrowed = [
        (word, place) for word, place in recorded() if f"/{word.split('.')[0]}/" not in place
    ]

    assert borrowed == []


def test_a_word_names_the_room_and_what_was_done():
    assert [word for word in words.every() if not WORD.fullmatch(word)] == []
