"""How the weights are made from labelled texts: a centroid for each category, then corrected.

Each text is a vector of its words and pieces, rarer ones longer, all texts of length one. A
category begins as the mean direction of its texts, less the mean of all; then, six times over, each
text that is not nearer to its own category than to any other by a margin draws the one towards it
and pushes the other away. Sources: Rocchio, *Relevance feedback in information retrieval*, 1971
(centroids); Crammer, Singer, *Ultraconservative online algorithms for multiclass problems*, 2003
(corrections); Cavnar, Trenkle, *N-gram-based text categorization*, 1994 (pieces of words).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt
from typing import Final

from engines.triage.fold import telling
from engines.triage.learned import LEARNED, Labelled, Model, features

ROUNDS: Final = 6
STEP: Final = 0.1
MARGIN: Final = 0.3
LARGEST: Final = 99
LEAST: Final = 7
"""Smaller weights are left out, as are features of one text alone."""

Vector = dict[str, float]


def train(texts: Sequence[Labelled]) -> Model:
    """The same texts in the same order give the same weights."""
    counted = [Counter(f for _, fold in telling(one.text) for f in features(fold)) for one in texts]
    met_in = Counter(feature for one in counted for feature in one)
    rarity = {f: 1 + log((1 + len(texts)) / (1 + met)) for f, met in met_in.items() if met > 1}
    vectors = [_vector(one, rarity) for one in counted]
    labels = [LEARNED.index(one.category) for one in texts]
    table = _centroids(vectors, labels)
    for _ in range(ROUNDS):
        for vector, label in zip(vectors, labels, strict=True):
            _correct(table, vector, label)
    return _whole(table, rarity)


def _vector(counted: Mapping[str, int], rarity: Mapping[str, float]) -> Vector:
    vector = {f: (1 + log(times)) * rarity[f] for f, times in counted.items() if f in rarity}
    length = sqrt(sum(value * value for value in vector.values())) or 1.0
    return {feature: value / length for feature, value in vector.items()}


def _centroids(vectors: Sequence[Vector], labels: Sequence[int]) -> dict[str, list[float]]:
    table: dict[str, list[float]] = {}
    for vector, label in zip(vectors, labels, strict=True):
        for feature, value in vector.items():
            table.setdefault(feature, [0.0] * len(LEARNED))[label] += value
    squares = (sum(row[n] * row[n] for row in table.values()) for n in range(len(LEARNED)))
    lengths = [sqrt(square) or 1.0 for square in squares]
    for row in table.values():
        row[:] = [value / length for value, length in zip(row, lengths, strict=True)]
        mean = sum(row) / len(row)
        row[:] = [value - mean for value in row]
    return table


def _correct(table: Mapping[str, list[float]], vector: Vector, label: int) -> None:
    scores = [0.0] * len(LEARNED)
    for feature, value in vector.items():
        scores = [a + value * b for a, b in zip(scores, table[feature], strict=True)]
    rival = max((n for n in range(len(LEARNED)) if n != label), key=lambda n: scores[n])
    if scores[label] - scores[rival] >= MARGIN:
        return
    for feature, value in vector.items():
        table[feature][label] += STEP * value
        table[feature][rival] -= STEP * value


def _whole(table: Mapping[str, Sequence[float]], rarity: Mapping[str, float]) -> Model:
    """Whole numbers up to `LARGEST`; how rare a feature is, is counted in."""
    scaled = {f: [value * rarity[f] for value in row] for f, row in table.items()}
    most = max((abs(value) for row in scaled.values() for value in row), default=1.0) or 1.0
    weights = {}
    for feature, row in scaled.items():
        whole = {n: round(LARGEST * value / most) for n, value in enumerate(row)}
        kept = {n: weight for n, weight in whole.items() if abs(weight) >= LEAST}
        if kept:
            weights[feature] = kept
    return Model(weights)
