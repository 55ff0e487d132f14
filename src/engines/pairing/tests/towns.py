"""Made-up towns, the same from the same seed."""

import random
from datetime import date

from engines.pairing.question import Need, Offer, Question

SKILLS = ("errands", "medicines", "meal", "dog", "call", "letter", "lift", "digital", "repairs")
LANGUAGES = {"fr": 60, "nl": 20, "en": 10, "ar": 8, "tr": 4}


def town(*, offers: int, needs: int, side_m: int, seed: int = 1) -> Question:
    """A square of so many metres; each person asks 1.25 times on average."""
    chance = random.Random(seed)
    persons = max(1, needs * 4 // 5)

    def at() -> tuple[int, int]:
        return chance.randrange(side_m), chance.randrange(side_m)

    def languages() -> set[str]:
        return set(chance.choices(list(LANGUAGES), LANGUAGES.values(), k=chance.randint(1, 2)))

    def slots() -> set[int]:
        return set(chance.sample(range(21), chance.randint(1, 8)))

    def offer(number: int) -> Offer:
        return Offer(
            key=f"v{number}",
            at=at(),
            radius_m=chance.choice((1000, 2000, 3000, 5000)),
            skills=set(chance.sample(SKILLS, chance.randint(1, 4))),
            languages=languages(),
            slots=slots(),
            capacity=chance.choice((1, 1, 2, 2, 3, 4)),
            safeguards={"identity"} if chance.random() < 0.7 else set(),
            likes=set(chance.sample(SKILLS, 2)),
        )

    def need(number: int) -> Need:
        return Need(
            key=f"n{number}",
            person=f"p{chance.randrange(persons)}",
            at=at(),
            skill=chance.choice(SKILLS),
            languages=languages(),
            slots=slots(),
            safeguards={"identity"} if chance.random() < 0.2 else set(),
            vital=chance.random() < 0.1,
        )

    return Question(
        today=date(2026, 11, 23),
        offers=tuple(offer(number) for number in range(offers)),
        needs=tuple(need(number) for number in range(needs)),
        received={f"p{number}": chance.choice((0, 0, 0, 1, 2)) for number in range(persons)},
    )
