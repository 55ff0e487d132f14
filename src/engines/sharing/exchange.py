"""Questions and answers as JSON, so that anyone can run them again."""

from dataclasses import asdict
from typing import Final

from engines.reading import Json, Reader, counts, day_of, text, thing, things, truth, whole
from engines.sharing.answer import Answer, Reason
from engines.sharing.question import Ask, Question

_ASK: Final[dict[str, Reader]] = {
    "key": text,
    "person": text,
    "quantity": whole,
    "heads": whole,
    "vital": truth,
}
_QUESTION: Final[dict[str, Reader]] = {
    "today": day_of,
    "quantity": whole,
    "asks": things(Ask, _ASK),
    "received": counts,
    "seed": text,
}


def question_from_json(given: object) -> Question:
    """The question that this parsed JSON holds; the format stands in README.md.

    >>> question_from_json({"today": "2026-11-23", "quantity": 3, "ask": []})
    Traceback (most recent call last):
    engines.reading.BadQuestion: question: there is no field 'ask'. Did you mean 'asks'?
    """
    question: Question = thing(Question, _QUESTION, "question", given)
    return question


def question_to_json(question: Question) -> Json:
    """What `question_from_json` reads back into an equal question, always written the same way."""
    return {
        "today": question.today.isoformat(),
        "quantity": question.quantity,
        "asks": [asdict(ask) for ask in sorted(question.asks, key=lambda one: one.key)],
        "received": dict(sorted(question.received.items())),
        "seed": question.seed,
    }


def reason_to_json(reason: Reason) -> Json:
    """Code and facts.

    >>> reason_to_json(Reason("one_more_if", {"extra": 2}))
    {'code': 'one_more_if', 'facts': {'extra': 2}}
    """
    return {"code": reason.code, "facts": dict(reason.facts)}


def answer_to_json(answer: Answer) -> Json:
    """Shares and totals, ready for `json.dumps`."""
    return {
        "shares": [
            {
                "ask": share.ask,
                "quantity": share.quantity,
                "reasons": [reason_to_json(one) for one in share.reasons],
            }
            for share in answer.shares
        ],
        "totals": asdict(answer.totals),
    }
