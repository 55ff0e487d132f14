"""Questions and answers as JSON, so that anyone can run them again.

The same question is always written the same way: needs and offers by key, sets sorted.
"""

from dataclasses import fields
from typing import Final

from engines.pairing.answer import Answer, Pair, Reason, Totals, Unserved
from engines.pairing.question import Need, Offer, Question, Rules
from engines.reading import (
    BadQuestion,
    Json,
    Reader,
    counts,
    day_of,
    listed,
    text,
    text_or_nothing,
    texts,
    thing,
    things,
    truth,
    whole,
    wholes,
)


def _point(where: str, value: object) -> tuple[int, int]:
    numbers = [whole(where, number) for number in listed(where, value)]
    if len(numbers) != 2:
        raise BadQuestion(where, "a point is two whole numbers of metres: east and north.")
    return numbers[0], numbers[1]


def _refusals(where: str, value: object) -> frozenset[tuple[str, str]]:
    pairs = set()
    for number, pair in enumerate(listed(where, value)):
        here = f"{where}[{number}]"
        two = [text(here, one) for one in listed(here, pair)]
        if len(two) != 2:
            raise BadQuestion(here, "a refusal is two keys: the person's and the offer's.")
        pairs.add((two[0], two[1]))
    return frozenset(pairs)


_OFFER: Final[dict[str, Reader]] = {
    "key": text,
    "at": _point,
    "radius_m": whole,
    "skills": texts,
    "languages": texts,
    "slots": wholes,
    "capacity": whole,
    "safeguards": texts,
    "likes": texts,
    "at_once": whole,
    "person": text_or_nothing,
}
_NEED: Final[dict[str, Reader]] = {
    "key": text,
    "person": text,
    "at": _point,
    "skill": text,
    "languages": texts,
    "slots": wholes,
    "safeguards": texts,
    "vital": truth,
    "usual": text_or_nothing,
}
_RULES: Final[dict[str, Reader]] = {
    "metres_per_point": whole,
    "dislike": whole,
    "load": whole,
    "tie": text,
    "seed": text,
}
_QUESTION: Final[dict[str, Reader]] = {
    "today": day_of,
    "offers": things(Offer, _OFFER),
    "needs": things(Need, _NEED),
    "received": counts,
    "refusals": _refusals,
    "rules": lambda where, value: thing(Rules, _RULES, where, value),
}


def question_from_json(given: object) -> Question:
    """The question that this parsed JSON holds; the format stands in README.md.

    Raises BadQuestion, which says where and why, for a missing, unknown or ill-formed field.

    >>> question_from_json({"today": "2026-11-23", "offers": [], "need": []})
    Traceback (most recent call last):
    engines.reading.BadQuestion: question: there is no field 'need'. Did you mean 'needs'?
    """
    question: Question = thing(Question, _QUESTION, "question", given)
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

    >>> from datetime import date
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
