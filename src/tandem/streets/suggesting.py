"""What somebody's words tell of: the bridge to the engine that knows categories by their words."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from engines import triage
from tandem.streets.kinds import Kind

FIRST = 3
"""So many that fit best are moved up; the others keep their order, so that they are found again."""
BUILT_IN = {category.code: category for category in triage.BUILT_IN}


def fitting_first(kinds: tuple[Kind, ...], words: str) -> tuple[Kind, ...]:
    """The same kinds: a danger that may be meant first, then what fits the words best."""
    answer = told_of(kinds, words)
    up = moved_up(answer) if answer is not None else ()
    by_code = {kind.code: kind for kind in kinds}
    return (*(by_code[code] for code in up), *(one for one in kinds if one.code not in up))


def moved_up(answer: triage.CategoryAnswer) -> tuple[str, ...]:
    """The codes that stand before all others; none where the words say nothing."""
    if answer.state == "unknown":
        return ()
    best = [one.category for one in answer.ranked[:FIRST]]
    return tuple(dict.fromkeys([*answer.dangers, *best]))


def everyday_words(code: str, own: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """By which a category is found: in each language the commune's own, else the built-in ones."""
    built_in = BUILT_IN[code].words if code in BUILT_IN else {}
    return dict(built_in) | {language: tuple(said) for language, said in own.items() if said}


def may_be_danger(kinds: tuple[Kind, ...], words: str) -> bool:
    """Whether the words may tell of a danger, whatever was chosen."""
    answer = told_of(kinds, words)
    return answer is not None and bool(answer.dangers)


def told_of(kinds: tuple[Kind, ...], words: str) -> triage.CategoryAnswer | None:
    """None where nothing was said."""
    if not words.strip():
        return None
    known = tuple(
        (kind.code, kind.trouble.value, kind.danger, _frozen(kind.words)) for kind in kinds
    )
    return _asked(known, words)


Known = tuple[str, str, bool, tuple[tuple[str, tuple[str, ...]], ...]]


def _frozen(words: dict[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(sorted((language, tuple(said)) for language, said in words.items() if said))


# A form is made anew for each page of it; its words are the same each time.
@lru_cache(maxsize=256)
def _asked(known: tuple[Known, ...], words: str) -> triage.CategoryAnswer:
    categories = tuple(
        triage.Category(
            code,
            words=everyday_words(code, dict(said)),
            learned=learned,
            danger=danger,
        )
        for code, learned, danger, said in known
    )
    return triage.category(triage.CategoryQuestion(words, categories))
