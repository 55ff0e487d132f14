"""A question that says as little of people as it can, and still has the same answer."""

from dataclasses import replace

from engines.pairing.question import Question


def nameless(question: Question) -> Question:
    """Persons are numbered p1, p2, … by the keys of their needs and offers.

    Keys of needs and offers stay: the lots are drawn over them. What is said of people
    who neither ask nor offer here is left out. The answer is the same, reason by reason.

    >>> from datetime import date
    >>> from engines.pairing.question import Need
    >>> need = Need("n1", "ana@example", (0, 0), "errands", languages={"fr"}, slots={3})
    >>> asked = nameless(Question(date(2026, 11, 23), (), (need,), {"ana@example": 2, "ben": 1}))
    >>> asked.needs[0].person, asked.received
    ('p1', {'p1': 2})
    """
    met = [need.person for need in sorted(question.needs, key=lambda need: need.key)]
    offers = sorted(question.offers, key=lambda offer: offer.key)
    met += [offer.person for offer in offers if offer.person is not None]
    number = {person: f"p{nth}" for nth, person in enumerate(dict.fromkeys(met), start=1)}
    return replace(
        question,
        needs=tuple(replace(need, person=number[need.person]) for need in question.needs),
        offers=tuple(
            replace(offer, person=None if offer.person is None else number[offer.person])
            for offer in question.offers
        ),
        received={
            number[person]: helps for person, helps in question.received.items() if person in number
        },
        refusals=frozenset(
            (number[person], offer) for person, offer in question.refusals if person in number
        ),
    )
