"""What labelled texts have taught: how much each word, and each piece of a word, speaks for what.

The weights stand in `weights.txt`, whole numbers, made from `corpus/` by `training.py`; a test makes
them anew and compares. A piece is three to five letters of a word, so that misspelt and joined
words still count.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import isqrt
from typing import Final

LEARNED: Final = (
    "lamp",
    "pothole",
    "pavement",
    "dumping",
    "bin",
    "graffiti",
    "sign",
    "tree",
    "water",
    "playground",
    "bikes",
    "animal",
    "danger_gas",
    "danger_wire",
    "danger_hole",
    "other",
)
"""The built-in categories; each has its labelled texts in `corpus/`, all of them made up."""

PIECES: Final = (3, 4, 5)
SCALE: Final = 100
"""Points are weights times this, divided by the root of the number of features of the text."""


@dataclass(frozen=True)
class Labelled:
    """A text of which the category is known."""

    category: str
    language: str
    text: str


@dataclass(frozen=True)
class Model:
    """For each feature, the weights it has, by the number of the category in `LEARNED`."""

    weights: Mapping[str, Mapping[int, int]]

    def speaks(self, folds: Sequence[str]) -> list[dict[int, int]]:
        """Of each folded word of one text: the points it gives, by number of category."""
        known = [
            [self.weights[one] for one in features(fold) if one in self.weights] for fold in folds
        ]
        length = isqrt(sum(map(len, known)) * SCALE**2)
        return [
            {number: weight * SCALE**2 // length for number, weight in _sum(rows).items()}
            for rows in known
        ]


def _sum(rows: Iterable[Mapping[int, int]]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for row in rows:
        for number, weight in row.items():
            sums[number] = sums.get(number, 0) + weight
    return sums


def features(fold: str) -> Iterator[str]:
    """The word and its pieces; a piece knows where a word begins and ends.

    >>> list(features("rue"))
    ['rue', '_ru', 'rue', 'ue_', '_rue', 'rue_', '_rue_']
    """
    yield fold
    edged = f"_{fold}_"
    for size in PIECES:
        for start in range(len(edged) - size + 1):
            yield edged[start : start + size]


def written(model: Model) -> str:
    """One line for each feature: itself, then each category's letter and the weight."""
    lines = []
    for feature, row in sorted(model.weights.items()):
        given = "".join(f" {chr(97 + number)}{weight}" for number, weight in sorted(row.items()))
        lines.append(feature + given)
    return "\n".join([*lines, ""])


def read(text: str) -> Model:
    """What `written` wrote.

    >>> read(written(Model({"lamp": {0: 31, 2: -4}}))).weights
    {'lamp': {0: 31, 2: -4}}
    """
    weights = {}
    for line in text.splitlines():
        feature, *given = line.split(" ")
        weights[feature] = {ord(one[0]) - 97: int(one[1:]) for one in given}
    return Model(weights)


def _texts() -> Iterator[Labelled]:
    for code in LEARNED:
        told = (files("engines.triage") / "corpus" / f"{code}.txt").read_text("utf-8")
        for line in told.splitlines():
            yield Labelled(code, line[:2], line[3:])


# Beside the code, and read once, with it.
CORPUS: Final = tuple(_texts())
MODEL: Final = read((files("engines.triage") / "weights.txt").read_text("utf-8"))
