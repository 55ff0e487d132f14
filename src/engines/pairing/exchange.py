"""Questions and answers as JSON, so that anyone can run them again.

The same question is always written the same way: needs and offers by key, sets sorted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from difflib import get_close_matches
from reprlib import repr as shown
from typing import Any, Final

from engines.pairing.answer import Answer, Pair, Reason, Totals, Unserved
from engines.pairing.question import BadQuestion, Need, Offer, Question, Rules

Json = dict[str, Any]
Reader = Callable[[str, object], Any]
"""Takes where a value stands and the value; returns it checked, or raises BadQuestion."""


def _text(where: str, value: object) -> str:
    if not isinstance(value, str):
        raise BadQuestion(where, f"{shown(value)} is not a text in quotation marks.")
    return value


def _text_or_nothing(where: str, value: object) -> str | None:
    return None if value is None else _text(where, value)


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


def _list(where: str, value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise BadQuestion(where, f"{shown(value)} is not a list in square brackets.")
    return value


def _object(where: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise BadQuestion(where, f"{shown(value)} is not an object in braces.")
    return value


def _point(where: str, value: object) -> tuple[int, int]:
    numbers = [_whole(where, number) for number in _list(where, value)]
    if len(numbers) != 2:
        raise BadQuestion(where, "a point is two whole numbers of metres: east and north.")
    return numbers[0], numbers[1]


def _texts(where: str, value: object) -> frozenset[str]:
    return frozenset(_text(where, one) for one in _list(where, value))


def _wholes(where: str, value: object) -> frozenset[int]:
    return frozenset(_whole(where, one) for one in _list(where, value))


def _counts(where: str, value: object) -> dict[str, int]:
    counts = _object(where, value)
    return {person: _whole(f"{where}.{person}", times) for person, times in counts.items()}


def _refusals(where: str, value: object) -> frozenset[tuple[str, str]]:
    pairs = set()
    for number, pair in enumerate(_list(where, value)):
        here = f"{where}[{number}]"
        texts = [_text(here, one) for one in _list(here, pair)]
        if len(texts) != 2:
            raise BadQuestion(here, "a refusal is two keys: the person's and the offer's.")
        pairs.add((texts[0], texts[1]))
    return frozenset(pairs)


def _things(kind: type, readers: Mapping[str, Reader]) -> Reader:
    def read(where: str, value: object) -> tuple[Any, ...]:
        listed = enumerate(_list(where, value))
        return tuple(_thing(kind, readers, f"{where}[{number}]", one) for number, one in listed)

    return read


def _thing(kind: type, readers: Mapping[str, Reader], where: str, value: object) -> Any:
    """An instance of a dataclass, from an object with its fields and no others."""
    given = _object(where, value)
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


_OFFER: Final[dict[str, Reader]] = {
    "key": _text,
    "at": _point,
    "radius_m": _whole,
    "skills": _texts,
    "languages": _texts,
    "slots": _wholes,
    "capacity": _whole,
    "safeguards": _texts,
    "likes": _texts,
    "at_once": _whole,
    "person": _text_or_nothing,
}
_NEED: Final[dict[str, Reader]] = {
    "key": _text,
    "person": _text,
    "at": _point,
    "skill": _text,
    "languages": _texts,
    "slots": _wholes,
    "safeguards": _texts,
    "vital": _truth,
    "usual": _text_or_nothing,
}
_RULES: Final[dict[str, Reader]] = {
    "metres_per_point": _whole,
    "dislike": _whole,
    "load": _whole,
    "tie": _text,
    "seed": _text,
}
_QUESTION: Final[dict[str, Reader]] = {
    "today": _day,
    "offers": _things(Offer, _OFFER),
    "needs": _things(Need, _NEED),
    "received": _counts,
    "refusals": _refusals,
    "rules": lambda where, value: _thing(Rules, _RULES, where, value),
}


def question_from_json(given: object) -> Question:
    """The question that this parsed JSON holds; the format stands in README.md.

    Raises BadQuestion, which says where and why, for a missing, unknown or ill-formed field.

    >>> question_from_json({"today": "2026-11-23", "offers": [], "need": []})
    Traceback (most recent call last):
    engines.pairing.question.BadQuestion: question: there is no field 'need'. Did you mean 'needs'?
    """
    question: Question = _thing(Question, _QUESTION, "question", given)
    return question


def _plain(thing: Offer | Need | Rules) -> Json:
    """Every field, by name; sets become sorted lists, points lists."""
    plain = {}
    for one in fields(thing):
        value = getattr(thing, one.name)
        if isinstance(value, frozenset):
            value = sorted(value)
        plain[one.name] = list(value) if isinstance(value, tuple) else value
    return plain


def question_to_json(question: Question) -> Json:
    """What `question_from_json` reads back into an equal question, whatever the order within.

    >>> question_to_json(Question(date(2026, 11, 23), (), ()))["rules"]["tie"]
    'soonest'
    """
    return {
        "today": question.today.isoformat(),
        "offers": [_plain(one) for one in sorted(question.offers, key=lambda one: one.key)],
        "needs": [_plain(one) for one in sorted(question.needs, key=lambda one: one.key)],
        "received": dict(sorted(question.received.items())),
        "refusals": sorted(list(pair) for pair in question.refusals),
        "rules": _plain(question.rules),
    }


def reason_to_json(reason: Reason) -> Json:
    """Code and facts.

    >>> reason_to_json(Reason("shares_language", {"languages": ("fr", "nl")}))
    {'code': 'shares_language', 'facts': {'languages': ['fr', 'nl']}}
    """
    facts = reason.facts.items()
    plain = {name: list(fact) if isinstance(fact, tuple) else fact for name, fact in facts}
    return {"code": reason.code, "facts": plain}


def answer_to_json(answer: Answer) -> Json:
    """Pairs, unserved needs and totals, ready for `json.dumps`.

    >>> answer_to_json(Answer((), (), Totals(0, (), 0)))
    {'pairs': [], 'unserved': [], 'totals': {'vital': 0, 'levels': [], 'cost': 0}}
    """
    return {
        "pairs": [
            {
                "need": pair.need,
                "offer": pair.offer,
                "slot": pair.slot,
                "reasons": [reason_to_json(one) for one in pair.reasons],
            }
            for pair in answer.pairs
        ],
        "unserved": [
            {"need": one.need, "reasons": [reason_to_json(reason) for reason in one.reasons]}
            for one in answer.unserved
        ],
        "totals": {
            "vital": answer.totals.vital,
            "levels": list(answer.totals.levels),
            "cost": answer.totals.cost,
        },
    }


def answer_from_json(given: Json) -> Answer:
    """Pairs and totals of an answer that was kept; its reasons stay where they are.

    >>> kept = {"pairs": [], "unserved": [], "totals": {"vital": 0, "levels": [2], "cost": 5}}
    >>> answer_from_json(kept).totals
    Totals(vital=0, levels=(2,), cost=5)
    """
    worth = given["totals"]
    return Answer(
        pairs=tuple(Pair(one["need"], one["offer"], one["slot"], ()) for one in given["pairs"]),
        unserved=tuple(Unserved(one["need"], ()) for one in given["unserved"]),
        totals=Totals(worth["vital"], tuple(worth["levels"]), worth["cost"]),
    )
