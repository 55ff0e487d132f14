"""What a ticked box and a filled-in place of a printed form mean: names and values of the form."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tandem.services.conditions import Raw

UNREAD = "?"
"""In the place of a figure that cannot be told; no number holds it, so the form asks again."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A box: to tick it is to give `value` under the HTML name `name`."""

    question: str
    name: str
    value: str
    place: int | None = None
    """Of a figure: which place of the number it stands for, from the left."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A place to write: what a person reads there is typed under the HTML name `name`."""

    question: str
    name: str


@dataclass(frozen=True, slots=True)
class Meaning:
    ticks: Mapping[str, Tick]
    writings: Mapping[str, Writing]
    only_one: frozenset[str]
    """HTML names of which one box at most may be ticked."""

    def names(self) -> list[str]:
        """Every HTML name of the form that this print asks for, in order."""
        found: list[Tick | Writing] = [*self.ticks.values(), *self.writings.values()]
        return list(dict.fromkeys(one.name for one in found))

    def questions(self) -> list[str]:
        found: list[Tick | Writing] = [*self.ticks.values(), *self.writings.values()]
        return list(dict.fromkeys(one.question for one in found))

    def as_kept(self) -> dict[str, Any]:
        # Pairs, because the database keeps the keys of an object in an order of its own.
        return {
            "ticks": [(key, asdict(tick)) for key, tick in self.ticks.items()],
            "writings": [(key, asdict(writing)) for key, writing in self.writings.items()],
            "only_one": sorted(self.only_one),
        }


def from_kept(kept: Mapping[str, Any]) -> Meaning:
    return Meaning(
        {key: Tick(**said) for key, said in dict(kept["ticks"]).items()},
        {key: Writing(**said) for key, said in dict(kept["writings"]).items()},
        frozenset(kept["only_one"]),
    )


def contradicted(meaning: Meaning, ticked: Iterable[str]) -> set[str]:
    """HTML names to which the boxes give more than one answer, or half a number."""
    found = [meaning.ticks[key] for key in set(ticked)]
    given: dict[str, list[Tick]] = {}
    for tick in found:
        given.setdefault(tick.name, []).append(tick)
    return {
        name
        for name, ticks in given.items()
        if (name in meaning.only_one and len(ticks) > 1)
        or (ticks[0].place is not None and UNREAD in _number(ticks))
    }


def answers_from(
    meaning: Meaning,
    ticked: Iterable[str],
    typed: Mapping[str, str],
    *,
    missing: Collection[str] = (),
) -> Raw:
    """The answers of a sheet as any door gives them: HTML names and values, nothing guessed.

    `ticked` are keys of boxes, `typed` what a person read, by key of the place. Left out are the
    names in `missing`, of which a page did not come back: nobody left these open on purpose.
    What was typed goes before what was ticked; of two boxes where one is allowed, none counts.
    """
    wrong = contradicted(meaning, ticked := set(ticked))
    answers: Raw = {}
    for name in meaning.names():
        if name in missing:
            continue
        ticks = [t for key, t in meaning.ticks.items() if key in ticked and t.name == name]
        if any(t.name == name and t.place is not None for t in meaning.ticks.values()):
            answers[name] = [_number(ticks)]
        elif any(t.name == name for t in meaning.ticks.values()):
            answers[name] = [] if name in wrong else [tick.value for tick in ticks]
        else:
            answers[name] = [""]
    for key, said in typed.items():
        name = meaning.writings[key].name
        if said.strip() and name in answers:
            answers[name] = [said]
    return answers


def _number(ticks: Iterable[Tick]) -> str:
    """The figures from left to right, wherever the number begins; a gap within it is not guessed."""
    by_place: dict[int, list[str]] = {}
    for tick in ticks:
        by_place.setdefault(tick.place or 0, []).append(tick.value)
    if not by_place:
        return ""
    figures = [by_place.get(place, []) for place in range(min(by_place), max(by_place) + 1)]
    said = "".join(found[0] if len(found) == 1 else UNREAD for found in figures)
    return said.lstrip("0") or "0"
