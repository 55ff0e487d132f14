"""Questions and answers as JSON, so that anyone can run them again."""

from typing import Final

from engines.company.answer import Answer, Reason
from engines.company.question import Person, Question
from engines.reading import (
    BadQuestion,
    Json,
    Reader,
    day_of,
    listed,
    text,
    texts,
    thing,
    things,
    truth,
    wholes,
)


def _apart(where: str, value: object) -> frozenset[frozenset[str]]:
    found = set()
    for number, pair in enumerate(listed(where, value)):
        here = f"{where}[{number}]"
        two = texts(here, pair)
        if len(two) != 2:
            raise BadQuestion(here, "two who are kept apart are two keys.")
        found.add(two)
    return frozenset(found)


_PERSON: Final[dict[str, Reader]] = {
    "key": text,
    "interests": texts,
    "languages": texts,
    "slots": wholes,
    "place": text,
    "matter": text,
    "three": truth,
}
_QUESTION: Final[dict[str, Reader]] = {
    "today": day_of,
    "people": things(Person, _PERSON),
    "apart": _apart,
    "seed": text,
}


def question_from_json(given: object) -> Question:
    """The question that this parsed JSON holds; the format stands in README.md.

    >>> question_from_json({"today": "2026-11-23", "peple": []})
    Traceback (most recent call last):
    engines.reading.BadQuestion: question: there is no field 'peple'. Did you mean 'people'?
    """
    question: Question = thing(Question, _QUESTION, "question", given)
    return question


def question_to_json(question: Question) -> Json:
    """What `question_from_json` reads back into an equal question, always written the same way."""
    return {
        "today": question.today.isoformat(),
        "people": [
            {
                "key": one.key,
                "interests": sorted(one.interests),
                "languages": sorted(one.languages),
                "slots": sorted(one.slots),
                "place": one.place,
                "matter": one.matter,
                "three": one.three,
            }
            for one in sorted(question.people, key=lambda one: one.key)
        ],
        "apart": sorted(sorted(two) for two in question.apart),
        "seed": question.seed,
    }


def reason_to_json(reason: Reason) -> Json:
    facts = reason.facts.items()
    plain = {name: list(fact) if isinstance(fact, tuple) else fact for name, fact in facts}
    return {"code": reason.code, "facts": plain}


def answer_to_json(answer: Answer) -> Json:
    """Circles and those left, ready for `json.dumps`."""
    return {
        "circles": [
            {"people": list(one.people), "reasons": [reason_to_json(it) for it in one.reasons]}
            for one in answer.circles
        ],
        "alone": [
            {"person": one.person, "reasons": [reason_to_json(it) for it in one.reasons]}
            for one in answer.alone
        ],
    }
