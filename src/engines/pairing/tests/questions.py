"""Small dense questions, in which needs contend for offers and ties abound."""

from datetime import date
from random import Random

from hypothesis import strategies as st

from engines.pairing.question import Need, Offer, Question, Rules

SKILLS = ("errands", "meal")
SLOTS = (0, 1, 4)
PERSONS = ("p0", "p1", "p2")
METRES = (0, 5, 300, 400)


def _some(chance: Random, names: tuple, least: int = 1) -> frozenset:
    return frozenset(chance.sample(names, chance.randint(least, len(names))))


def _offer(chance: Random, number: int) -> Offer:
    return Offer(
        key=f"v{number}",
        at=(chance.choice(METRES), chance.choice(METRES)),
        radius_m=chance.choice((1000, 1000, 1000, 400, 0)),
        skills=frozenset(chance.choice((SKILLS, SKILLS, ("errands",)))),
        languages=frozenset(chance.choice((("fr",), ("fr",), ("fr", "nl"), ("nl",)))),
        slots=_some(chance, SLOTS),
        capacity=chance.choice((1, 1, 2, 2, 3, 0)),
        safeguards=frozenset(chance.choice((("identity",), ("identity",), ()))),
        likes=_some(chance, SKILLS, least=0),
        at_once=chance.choice((1, 1, 2)),
        person=chance.choice((None, None, None, "p0")),
    )


def _need(chance: Random, number: int) -> Need:
    return Need(
        key=f"n{number}",
        person=chance.choice(PERSONS),
        at=(chance.choice(METRES), chance.choice(METRES)),
        skill=chance.choice(("errands", "errands", "meal")),
        languages=frozenset(chance.choice((("fr",), ("fr",), ("fr", "nl"), ("nl",)))),
        slots=_some(chance, SLOTS),
        safeguards=frozenset(chance.choice(((), (), ("identity",)))),
        vital=chance.random() < 0.25,
    )


@st.composite
def questions(draw: st.DrawFn, offers: int = 3, needs: int = 5) -> Question:
    """Up to so many offers and needs; few enough to try every assignment.

    The sizes are hypothesis's, so that failures shrink; the rest comes from a drawn
    seed, thirty times faster, so that there are many. Drawn evenly: hypothesis would
    rather try small numbers, and where nobody contends every method is right.
    """
    how_many_offers = draw(st.sampled_from((*range(offers), *[offers] * 3 * offers)))
    how_many_needs = draw(st.sampled_from((*range(needs), *[needs] * 3 * needs)))
    chance = draw(st.randoms(use_true_random=True))
    return Question(
        today=date(2026, 11, chance.randint(23, 29)),
        offers=tuple(_offer(chance, number) for number in range(how_many_offers)),
        needs=tuple(_need(chance, number) for number in range(how_many_needs)),
        received={person: chance.randint(0, 3) for person in _some(chance, PERSONS, least=0)},
        refusals=frozenset({("p1", "v0")} if chance.random() < 0.3 else ()),
        rules=Rules(
            metres_per_point=chance.choice((10, 10, 7)),
            dislike=chance.choice((60, 0)),
            load=chance.choice((30, 0)),
            tie=chance.choice(("soonest", "lot")),
            seed=chance.choice(("", "lent")),
        ),
    )


@st.composite
def twins(draw: st.DrawFn) -> Question:
    """Offers and needs that nothing but their keys tells apart: every tie there can be."""
    slots = draw(st.frozensets(st.sampled_from(SLOTS), min_size=1))
    return Question(
        today=date(2026, 11, 23),
        offers=tuple(
            Offer(f"v{one}", (0, 0), 0, {"meal"}, {"fr"}, slots, capacity=2)
            for one in range(draw(st.integers(1, 3)))
        ),
        needs=tuple(
            Need(f"n{one}", f"p{one}", (0, 0), "meal", {"fr"}, slots)
            for one in range(draw(st.integers(1, 5)))
        ),
        rules=Rules(load=0, tie=draw(st.sampled_from(("soonest", "lot")))),
    )
