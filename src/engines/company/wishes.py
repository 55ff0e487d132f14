"""Who may be brought together, and in which order each would like the others."""

from collections.abc import Mapping, Sequence

from engines.company.question import Person, Question
from engines.lots import drawn

Wishes = Mapping[str, Sequence[str]]
"""By key, the keys of all whom she may be brought together with, the dearest first."""


def broken(question: Question, one: Person, other: Person) -> str | None:
    """The first limit that stands between the two; None where they may meet."""
    if not one.languages & other.languages:
        return "no_shared_language"
    if not one.slots & other.slots:
        return "no_shared_half_day"
    if not one.interests & other.interests:
        return "no_shared_interest"
    return "all_apart" if frozenset((one.key, other.key)) in question.apart else None


def wishes(question: Question) -> dict[str, list[str]]:
    """Each wishes by what matters to her: first that, then the rest, then the lot of the two."""
    people = sorted(question.people, key=lambda one: one.key)
    return {
        one.key: [
            other.key
            for other in sorted(
                (it for it in people if it is not one and broken(question, one, it) is None),
                key=lambda it: dearest_first(question, one, it),
            )
        ]
        for one in people
    }


def dearest_first(question: Question, one: Person, other: Person) -> tuple[int, ...]:
    shared = {
        "interests": len(one.interests & other.interests),
        "moments": len(one.slots & other.slots),
        "place": int(bool(one.place) and one.place == other.place),
    }
    order = [
        one.matter,
        *(name for name in ("interests", "moments", "place") if name != one.matter),
    ]
    return (*(-shared[name] for name in order), lot(question, one.key, other.key))


def lot(question: Question, *keys: str) -> int:
    """Of one, or of two in whichever order they are named."""
    return drawn(question.seed, question.today, *sorted(keys))
