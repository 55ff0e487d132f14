"""Streets and numbers as people type them, compared with addresses as people gave them."""

import re
from dataclasses import dataclass

from tandem.toolbox.folding import fold

NUMBERS = re.compile(r"[\s,]+(\d[\d\s,;–-]*)$", re.ASCII)
RANGE = re.compile(r"(\d{1,5})(?:\s*[–-]\s*(\d{1,5}))?", re.ASCII)
FIRST_NUMBER = re.compile(r"(?:.*?\D)??(\d{1,5})(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Street:
    """A street, or some numbers of it."""

    name: str
    numbers: tuple[tuple[int, int], ...] = ()
    """From, to; both belong to it. None: the whole street."""

    def has(self, address: str) -> bool | None:
        """Whether this address stands there; None where its number cannot be read.

        >>> read("Rue des Tilleuls 4, 10-20").has("rue des tilleuls 12 bte 3")
        True
        """
        words = f"{fold(address)} "
        if not words.startswith(f"{self.name} "):
            return False
        if not self.numbers:
            return True
        number = FIRST_NUMBER.match(words[len(self.name) :])
        if number is None:
            return None
        return any(first <= int(number[1]) <= last for first, last in self.numbers)


def read(line: str) -> Street | None:
    """One line as it was typed; None where it names no street."""
    line = line.strip()
    found = NUMBERS.search(line)
    name = fold(line[: found.start()] if found else line)
    if not name:
        return None
    pairs = RANGE.findall(found[1]) if found else []
    return Street(name, tuple((int(one), int(other or one)) for one, other in pairs))


def read_all(text: str) -> list[Street]:
    return [street for line in text.splitlines() if (street := read(line)) is not None]
