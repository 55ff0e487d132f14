"""What somebody's words tell of: the bridge to the engine that knows categories by their words."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from engines import triage
from tandem.services.declaration import Sound
from tandem.streets.kinds import Kind, kinds_of
from tandem.toolbox.folding import fold

FIRST = 3
"""So many that fit best are moved up; the others keep their order, so that they are found again."""
PLAIN = 4000
"""So many points a danger has where the words, which may be about anything, plainly tell of it."""
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


def sound_of(words: str) -> Sound:
    """Of the first words of somebody whose place nobody knows yet: by the built-in categories."""
    return _sound(told_of(kinds_of(None), words))


def meant(kinds: tuple[Kind, ...], words: str) -> tuple[str, ...]:
    """The codes of which these words surely tell; none where they only look like a word of one."""
    answer = told_of(kinds, words)
    return moved_up(answer) if answer is not None and _sound(answer) else ()


def _sound(answer: triage.CategoryAnswer | None) -> Sound:
    if answer is None or not answer.ranked:
        return Sound.NOTHING
    best = answer.ranked[0]
    if answer.dangers and (best.points >= PLAIN or _has_signs(answer)):
        return Sound.DANGER
    return Sound.FITS if answer.state == "sure" and _is_named(best) else Sound.NOTHING


def _has_signs(answer: triage.CategoryAnswer) -> bool:
    return any(why.code == "danger_signs" for one in answer.ranked for why in one.reasons)


def _is_named(best: triage.Ranked) -> bool:
    """By one of its own words, and not by one that merely looks like it: people text of all else."""
    own = [why.facts for why in best.reasons if why.code == "own_word"]
    return any(fold(str(told["said"])) == fold(str(told["word"])) for told in own)


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
