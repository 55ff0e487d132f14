"""The peer: a linear support vector machine of scikit-learn, taught by the same texts."""

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from engines.triage.built_in import EVERYDAY
from engines.triage.learned import Labelled

INSTALLED = find_spec("sklearn") is not None
"""`make setup` installs it; without it the bench says that its goals were not measured."""


class Peer:
    """Pieces of two to five letters, weighted by rarity: what its manual advises for short texts.

    The everyday words are given to it as texts, so that both know the same.
    """

    def __init__(self, texts: Sequence[Labelled]) -> None:
        text = import_module("sklearn.feature_extraction.text")
        pieces: dict[str, Any] = {"analyzer": "char_wb", "ngram_range": (2, 5)}
        vectors = text.TfidfVectorizer(**pieces, strip_accents="unicode", sublinear_tf=True)
        machine = import_module("sklearn.svm").LinearSVC()
        self.model = import_module("sklearn.pipeline").make_pipeline(vectors, machine)
        told = (*texts, *EVERYDAY)
        self.model.fit([one.text for one in told], [one.category for one in told])

    def ranked(self, text: str) -> list[str]:
        scores = self.model.decision_function([text])[0]
        pairs = sorted(zip(scores, self.model.classes_, strict=True), reverse=True)
        return [str(code) for _, code in pairs]
