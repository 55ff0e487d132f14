"""Which category a resident's words tell of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from engines.triage.answer import CategoryAnswer, Ranked, Reason, State
from engines.triage.dangers import HARMLESS, signs_of
from engines.triage.fold import folded, telling, words
from engines.triage.learned import LEARNED, MODEL, Model
from engines.triage.question import Category, CategoryQuestion

WORD: Final = 3000
"""Points of one of a category's own words, said in full; shared by the categories that have it."""
ALONE: Final = 8000
"""The same of a category of which nothing was learned: its words are all that speaks for it."""
NEARLY: Final = (4, 3, 2)
"""Quarters of them: said in full; as a part or with another ending; one letter amiss."""
DANGER_NEAR: Final = 800
"""A danger with so few points less than the best is suggested too."""
DANGER_LEAST: Final = 1000
NAMED: Final = 3
"""So many of the words that decided are named."""


@dataclass
class Heard:
    """What one text says for each category, by its place in the question."""

    points: list[int]
    learned: list[list[tuple[int, str]]]
    own: list[list[tuple[str, str]]]
    """Words said, and the category's word each stands for."""
    dangers: dict[int, Reason] = field(default_factory=dict)

    def order(self) -> list[int]:
        """Dangers that may be meant first; then most points; then as in the question."""
        places = range(len(self.points))
        return sorted(places, key=lambda one: (one not in self.dangers, -self.points[one], one))


def category(question: CategoryQuestion, model: Model = MODEL) -> CategoryAnswer:
    """Every category of the question, best first, with the words that decided.

    The points of a category are those of its own words (`Category.words`: in full, in part, with
    one letter amiss; told in any of the languages) and those that labelled texts have taught
    (`Category.learned`). A danger is suggested when signs of it are said (`dangers.py`), when
    one of its own words is, or when its points come near the best; then it stands before all
    else, and the state is `danger`. Raises nothing. Costs about a millisecond. Method: a linear
    model over words and pieces of words; `training.py` names its sources.

    >>> from engines.triage.built_in import BUILT_IN
    >>> answer = category(CategoryQuestion("lampadère cassé, il fait noir", BUILT_IN))
    >>> answer.state, answer.ranked[0].category
    ('sure', 'lamp')
    >>> category(CategoryQuestion("sa sen le gaz", BUILT_IN)).dangers
    ('danger_gas',)
    """
    ear = Ear(question.text, question.categories, model)
    heard = ear.hear()
    order = heard.order()
    return CategoryAnswer(
        state=_state(question, heard, order),
        ranked=tuple(
            Ranked(question.categories[one].code, heard.points[one], _reasons(heard, one))
            for one in order
        ),
        dangers=tuple(question.categories[one].code for one in order if one in heard.dangers),
        changes=_changes(question, heard, order, ear),
    )


Phrase = tuple[str, tuple[Mapping[str, int], ...]]
"""A category's word, and for each part of it: how nearly which folded words said are it."""


class Ear:
    """Hears one text, and the same with a word left out."""

    def __init__(self, text: str, categories: Sequence[Category], model: Model) -> None:
        self.text = text
        self.categories = categories
        self.model = model
        folds = dict.fromkeys(fold for _, fold in telling(text))
        near: dict[str, Mapping[str, int]] = {}
        self.phrases: list[list[Phrase]] = []
        for one in categories:
            phrases = []
            for word in (word for listed in one.words.values() for word in listed):
                for part in _folds(word):
                    if part not in near:
                        near[part] = {f: got for f in folds if (got := _nearly(f, part))}
                parts = tuple(near[part] for part in _folds(word))
                if parts and all(parts):
                    phrases.append((word, parts))
            self.phrases.append(phrases)

    def hear(self, without: str | None = None) -> Heard:
        text = self.text
        if without is not None:
            text = " ".join(shown for shown, _ in words(text) if shown != without)
        said = telling(text)
        taught = self.model.speaks([fold for _, fold in said])
        own = [self._own_words(said, phrases) for phrases in self.phrases]
        sharing = Counter(shown for matched in own for shown in matched)
        heard = Heard([], [], [])
        for one, matched in zip(self.categories, own, strict=True):
            learned = []
            if one.learned is not None:
                number = LEARNED.index(one.learned)
                rows = zip(taught, said, strict=True)
                learned = [(row.get(number, 0), shown) for row, (shown, _) in rows]
            quarters = ((part, sharing[shown]) for shown, (_, part) in matched.items())
            worth = ALONE if one.learned is None else WORD
            words_of = sum(worth * part // (4 * sharers) for part, sharers in quarters)
            heard.points.append(sum(points for points, _ in learned) + words_of)
            heard.learned.append(sorted(learned, key=lambda one: (-one[0], one[1])))
            heard.own.append([(shown, word) for shown, (word, _) in matched.items()])
        _look_for_dangers(text, self.categories, heard)
        return heard

    @staticmethod
    def _own_words(
        said: Sequence[tuple[str, str]], phrases: Sequence[Phrase]
    ) -> dict[str, tuple[str, int]]:
        """For each word said: which of the category's it stands for, and how nearly, in quarters."""
        best: dict[str, tuple[str, int]] = {}
        for word, parts in phrases:
            for shown, quarters in _match(said, parts):
                if quarters > best.get(shown, ("", 0))[1]:
                    best[shown] = (word, quarters)
        return best


def _match(
    said: Sequence[tuple[str, str]], parts: Sequence[Mapping[str, int]]
) -> list[tuple[str, int]]:
    """The words said that make up the phrase; none where a part of it is missing."""
    found = []
    for near in parts:
        spoken = [(shown, near[fold]) for shown, fold in said if fold in near]
        if not spoken:
            return []
        found.append(max(spoken, key=lambda one: one[1]))
    return found


@lru_cache(10_000)
def _folds(word: str) -> tuple[str, ...]:
    """Of the commune's own word or phrase; a resident's words are never kept."""
    return tuple(fold for _, fold in telling(word)) or tuple(fold for _, fold in words(word))


def _nearly(fold: str, wanted: str) -> int:
    """4 for the same word, 3 for a part of it or of a joined word, 2 for one letter amiss, or 0."""
    if fold == wanted:
        return NEARLY[0]
    if len(wanted) < 4 or len(fold) < 4:
        return 0
    long = len(wanted) > 4
    if fold[0] != wanted[0]:
        return NEARLY[1] if long and wanted in fold else 0
    if fold.startswith(wanted) or (long and wanted in fold):
        return NEARLY[1]
    if len(fold) > 4 and wanted.startswith(fold):
        return NEARLY[1]
    return NEARLY[2] if long and _one_amiss(fold, wanted) else 0


def _one_amiss(one: str, other: str) -> bool:
    """Whether a letter more, less, other, or two letters swapped make the one word the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _look_for_dangers(text: str, categories: Sequence[Category], heard: Heard) -> None:
    said = words(text)
    folds = [fold for _, fold in said]
    harmless = [p for p, one in zip(heard.points, categories, strict=True) if not one.danger]
    best = max(harmless, default=0)
    for place, one in enumerate(categories):
        if not one.danger:
            continue
        signs = signs_of(one.learned or "", folds)
        if signs is not None:
            named = tuple(said[number][0] for number in signs)
            heard.dangers[place] = Reason("danger_signs", {"words": named})
        elif heard.own[place]:
            named = tuple(dict.fromkeys(shown for shown, _ in heard.own[place]))
            heard.dangers[place] = Reason("danger_word", {"words": named})
        else:
            points = sum(got for got, shown in heard.learned[place] if not _is_harmless(shown))
            if points > max(DANGER_LEAST, best - DANGER_NEAR):
                heard.dangers[place] = Reason("danger_near", {"points": points, "best": best})


def _is_harmless(shown: str) -> bool:
    return folded(shown) in HARMLESS


def _state(question: CategoryQuestion, heard: Heard, order: Sequence[int]) -> State:
    if heard.dangers:
        return "danger"
    best = heard.points[order[0]]
    if best <= 0:
        return "unknown"
    if len(order) > 1 and best - heard.points[order[1]] < question.close:
        return "unsure"
    return "sure"


def _reasons(heard: Heard, place: int) -> tuple[Reason, ...]:
    reasons = [heard.dangers[place]] if place in heard.dangers else []
    named = list(dict.fromkeys(heard.own[place]))[:NAMED]
    reasons += [Reason("own_word", {"said": shown, "word": word}) for shown, word in named]
    spoke = [one for one in heard.learned[place] if one[0] > 0][:NAMED]
    reasons += [
        Reason("learned_word", {"said": shown, "points": points}) for points, shown in spoke
    ]
    return tuple(reasons) or (Reason("no_word_speaks_for_it"),)


def _changes(
    question: CategoryQuestion, heard: Heard, order: Sequence[int], ear: Ear
) -> tuple[Reason, ...]:
    """How far the second is behind, and which one word decided."""
    first = order[0]
    changes = []
    if len(order) > 1:
        second = order[1]
        facts: Mapping[str, int | str] = {
            "category": question.categories[second].code,
            "points": heard.points[first] - heard.points[second],
        }
        changes.append(Reason("next_best", facts))
    for word in _deciding(heard, first):
        without = ear.hear(without=word).order()[0]
        if without != first:
            code = question.categories[without].code
            changes.append(Reason("would_be_other_without", {"word": word, "category": code}))
    return tuple(changes)


def _deciding(heard: Heard, place: int) -> list[str]:
    named = [shown for shown, _ in heard.own[place][:NAMED]]
    named += [shown for points, shown in heard.learned[place][:NAMED] if points > 0]
    if place in heard.dangers:
        signs = heard.dangers[place].facts.get("words")
        named += signs if isinstance(signs, tuple) else ()
    return list(dict.fromkeys(named))
