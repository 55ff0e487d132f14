"""Questions and answers as JSON, so that anyone can run them again."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from reprlib import repr as shown
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from engines.reading import BadQuestion
from engines.triage.answer import Answer
from engines.triage.built_in import BUILT_IN
from engines.triage.question import (
    CategoryQuestion,
    FreeDayQuestion,
    KnownQuestion,
    Question,
    RankQuestion,
    RouteQuestion,
)

Json = dict[str, Any]

ASKS: Final[Mapping[str, type[Any]]] = {
    "category": CategoryQuestion,
    "known": KnownQuestion,
    "route": RouteQuestion,
    "rank": RankQuestion,
    "free_day": FreeDayQuestion,
}


def question_from_json(given: object) -> Question:
    """The question that this parsed JSON holds; `ask` says which of the five it is.

    Where a category question names no `categories`, the built-in ones are meant. Raises
    BadQuestion, which says where and why, for a missing, unknown or ill-formed field.

    >>> question_from_json({"ask": "route", "rules": [], "categry": "lamp"})
    Traceback (most recent call last):
    engines.reading.BadQuestion: question: there is no field 'categry'. Did you mean \
'category'?
    """
    told = dict(_object("question", given))
    ask = told.pop("ask", None)
    if not isinstance(ask, str) or ask not in ASKS:
        known = ", ".join(ASKS)
        raise BadQuestion("question", f"ask is {shown(ask)}; it must be one of {known}.")
    if ask == "category" and "categories" not in told:
        told["categories"] = to_json(BUILT_IN)
    question: Question = _thing(ASKS[ask], "question", told)
    return question


def question_to_json(question: Question) -> Json:
    """What `question_from_json` reads back into an equal question."""
    ask = next(name for name, kind in ASKS.items() if isinstance(question, kind))
    return {"ask": ask, **to_json(question)}


def answer_to_json(answer: Answer) -> Json:
    """Every field by name, ready for `json.dumps`.

    >>> from engines.triage.answer import FreeDayAnswer
    >>> answer_to_json(FreeDayAnswer(None, (), ()))
    {'on': None, 'reasons': [], 'changes': []}
    """
    plain: Json = to_json(answer)
    return plain


def to_json(value: Any) -> Any:
    """Dataclasses by field, sets sorted, days as `2026-11-23`."""
    if is_dataclass(value):
        return {one.name: to_json(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {_key(key): to_json(one) for key, one in sorted(value.items())}
    if isinstance(value, frozenset):
        return sorted((to_json(one) for one in value), key=str)
    if isinstance(value, tuple):
        return [to_json(one) for one in value]
    return str(value) if isinstance(value, date) else value


def _key(key: object) -> str:
    return key if isinstance(key, str) else str(key)


def _object(where: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise BadQuestion(where, f"{shown(value)} is not an object in braces.")
    return value


def _list(where: str, value: object) -> list[object]:
    if not isinstance(value, list):
        raise BadQuestion(where, f"{shown(value)} is not a list in square brackets.")
    return value


def _text(where: str, value: object) -> str:
    if not isinstance(value, str):
        raise BadQuestion(where, f"{shown(value)} is not a text in quotation marks.")
    return value


def _whole(where: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadQuestion(where, f"{shown(value)} is not a whole number.")
    return value


def _truth(where: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise BadQuestion(where, f"{shown(value)} is neither true nor false.")
    return value


def _day(where: str, value: object) -> date:
    try:
        return date.fromisoformat(_text(where, value))
    except ValueError:
        raise BadQuestion(where, f"{shown(value)} is not a day such as 2026-11-23.") from None


_PLAIN: Final[Mapping[Any, Callable[[str, object], Any]]] = {
    str: _text,
    int: _whole,
    bool: _truth,
    date: _day,
}


def _read(kind: Any, where: str, value: object) -> Any:
    """The value as the type that a field declares."""
    if kind in _PLAIN:
        return _PLAIN[kind](where, value)
    if isinstance(kind, type) and is_dataclass(kind):
        return _thing(kind, where, value)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        if value is None and NoneType in inner:
            return None
        return _read(next(one for one in inner if one is not NoneType), where, value)
    if origin is tuple:
        return _tuple(inner, where, _list(where, value))
    if origin is frozenset:
        listed = enumerate(_list(where, value))
        return frozenset(_read(inner[0], f"{where}[{number}]", one) for number, one in listed)
    key, one = inner
    read = _object(where, value).items()
    return {_read(key, where, name): _read(one, f"{where}.{name}", told) for name, told in read}


def _tuple(inner: tuple[Any, ...], where: str, listed: list[object]) -> tuple[Any, ...]:
    if inner[-1] is Ellipsis:
        return tuple(_read(inner[0], f"{where}[{n}]", one) for n, one in enumerate(listed))
    if len(listed) != len(inner):
        raise BadQuestion(where, f"it must be a list of {len(inner)}.")
    pairs = zip(inner, listed, strict=True)
    return tuple(_read(kind, where, one) for kind, one in pairs)


def _thing(kind: type[Any], where: str, value: object) -> Any:
    """An instance of a dataclass, from an object with its fields and no others."""
    given, hints = _object(where, value), get_type_hints(kind)
    for name in given:
        if name not in hints:
            close = get_close_matches(name, hints, n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise BadQuestion(where, f"there is no field {name!r}.{hint}")
    for one in fields(kind):
        is_owed = one.default is MISSING and one.default_factory is MISSING
        if is_owed and one.name not in given:
            raise BadQuestion(where, f"the field {one.name!r} is missing.")
    read = {name: _read(hints[name], f"{where}.{name}", one) for name, one in given.items()}
    try:
        return kind(**read)
    except BadQuestion as error:
        raise BadQuestion(f"{where}, {error.where}", error.why) from None
