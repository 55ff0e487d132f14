"""What every engine reads its questions with: plain JSON in, checked values out, or where it is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from difflib import get_close_matches
from reprlib import repr as shown
from typing import Any

Json = dict[str, Any]
Reader = Callable[[str, object], Any]
"""Takes where a value stands and the value; returns it checked, or raises BadQuestion."""


class BadQuestion(ValueError):
    """The question cannot be answered as it stands; the message says where and why.

    `where` names the place (`offers[2].radius_m`, or `offer 'v1'`), `why` is one sentence.
    """

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why


def at_least(least: int, where: str, **numbers: int) -> None:
    for name, number in numbers.items():
        if number < least:
            raise BadQuestion(where, f"{name} is {number}; it must be {least} or more.")


def text(where: str, value: object) -> str:
    if not isinstance(value, str):
        raise BadQuestion(where, f"{shown(value)} is not a text in quotation marks.")
    return value


def text_or_nothing(where: str, value: object) -> str | None:
    return None if value is None else text(where, value)


def whole(where: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadQuestion(where, f"{shown(value)} is not a whole number.")
    return value


def truth(where: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise BadQuestion(where, f"{shown(value)} is neither true nor false.")
    return value


def day_of(where: str, value: object) -> date:
    try:
        return date.fromisoformat(text(where, value))
    except ValueError:
        raise BadQuestion(where, f"{shown(value)} is not a day such as 2026-11-23.") from None


def listed(where: str, value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise BadQuestion(where, f"{shown(value)} is not a list in square brackets.")
    return value


def keyed(where: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise BadQuestion(where, f"{shown(value)} is not an object in braces.")
    return value


def texts(where: str, value: object) -> frozenset[str]:
    return frozenset(text(where, one) for one in listed(where, value))


def wholes(where: str, value: object) -> frozenset[int]:
    return frozenset(whole(where, one) for one in listed(where, value))


def counts(where: str, value: object) -> dict[str, int]:
    given = keyed(where, value)
    return {person: whole(f"{where}.{person}", times) for person, times in given.items()}


def things(kind: type, readers: Mapping[str, Reader]) -> Reader:
    def read(where: str, value: object) -> tuple[Any, ...]:
        numbered = enumerate(listed(where, value))
        return tuple(thing(kind, readers, f"{where}[{number}]", one) for number, one in numbered)

    return read


def thing(kind: type, readers: Mapping[str, Reader], where: str, value: object) -> Any:
    """An instance of a dataclass, from an object with its fields and no others."""
    given = keyed(where, value)
    for name in given:
        if name not in readers:
            close = get_close_matches(name, readers, n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise BadQuestion(where, f"there is no field {name!r}.{hint}")
    for one in fields(kind):
        is_owed = one.default is MISSING and one.default_factory is MISSING
        if is_owed and one.name not in given:
            raise BadQuestion(where, f"the field {one.name!r} is missing.")
    read = {name: readers[name](f"{where}.{name}", given[name]) for name in given}
    try:
        return kind(**read)
    except BadQuestion as error:
        raise BadQuestion(f"{where}, {error.where}", error.why) from None
