"""A question that says as little of people as it can, and still has the same answer."""

from dataclasses import replace

from engines.sharing.question import Question


def nameless(question: Question) -> Question:
    """Persons are numbered p1, p2, … by the keys of their asks; the lots are drawn over those keys.

    >>> from datetime import date
    >>> from engines.sharing.question import Ask
    >>> asked = Question(date(2026, 11, 23), 5, (Ask("a1", "ana@example", 2),), {"ana@example": 1, "ben": 1})
    >>> nameless(asked).asks[0].person, nameless(asked).received
    ('p1', {'p1': 1})
    """
    asks = sorted(question.asks, key=lambda ask: ask.key)
    number = {
        person: f"p{nth}" for nth, person in enumerate(dict.fromkeys(a.person for a in asks), 1)
    }
    return replace(
        question,
        asks=tuple(replace(ask, person=number[ask.person]) for ask in question.asks),
        received={number[one]: had for one, had in question.received.items() if one in number},
    )
