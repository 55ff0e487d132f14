"""Made-up lands as columns, the same from the same seed: communes of all sizes, few helpers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from engines.pairing.compiled.columns import Columns, NeedColumns, OfferColumns, texts
from engines.pairing.question import HALF_DAYS, Need, Offer, Question
from engines.pairing.worth import wait

SKILLS = 9
LANGUAGES = 5
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Land:
    name: str
    offers: int
    needs: int
    communes: int
    side_km: int
    sizes: int | None = None
    """How many sizes of communes there are; so many times each as are needed. All differ if None."""


LANDS = {
    land.name: land
    for land in (
        Land("commune", 300, 500, 1, 8),
        Land("town", 1_200, 2_500, 1, 8),
        Land("city", 5_000, 10_000, 1, 10),
        Land("region", 50_000, 100_000, 300, 150),
        Land("country", 200_000, 500_000, 2_000, 400),
    )
}

ALIKE = tuple(
    Land(f"alike x{times}", 12_500 * times, 25_000 * times, 75 * times, round(75 * times**0.5), 75)
    for times in (1, 4, 16)
)
"""The same communes again and again on an area that grows with them, so that all else stays as it is:
as dense, as scarce in help, and with cities as large. What grows faster than these is the solver’s.
"""


def made(land: Land, seed: int = 7) -> Columns:
    """One and a quarter needs for each person; capacity for nine needs in ten."""
    chance = np.random.default_rng(seed)
    centres = chance.uniform(0, land.side_km * 1000, (land.communes, 2))
    sizes = chance.pareto(1.3, land.sizes or land.communes) + 0.3
    sizes = np.resize(sizes, land.communes)
    sizes /= sizes.sum()
    spread = land.side_km * 300 if land.communes == 1 else 2_000
    persons = max(1, land.needs * 4 // 5)

    def at(count: int) -> np.ndarray:
        home = chance.choice(land.communes, count, p=sizes)
        wide = np.sqrt(sizes[home, None] * land.communes).clip(0.5, 4)
        return (centres[home] + chance.normal(0, spread, (count, 2)) * wide).astype(np.int64)

    offer_at, need_at = at(land.offers), at(persons)
    person = chance.integers(0, persons, land.needs).astype(np.int32)
    capacity = chance.choice([1, 1, 1, 2, 2, 3, 4], land.offers).astype(np.int64)
    received = chance.choice([0, 0, 0, 0, 1, 1, 2, 3], persons).astype(np.int64)
    return Columns(
        OfferColumns(
            east=offer_at[:, 0].copy(),
            north=offer_at[:, 1].copy(),
            radius=chance.choice([1000, 2000, 3000, 5000], land.offers).astype(np.int64),
            skills=_some(chance, land.offers, SKILLS, 3),
            likes=_some(chance, land.offers, SKILLS, 2),
            languages=_spoken(chance, land.offers),
            safeguards=(chance.random(land.offers) < 0.7).astype(np.uint64),
            slots=_free(chance, land.offers),
            capacity=capacity,
            at_once=np.ones(land.offers, np.int32),
            person=np.full(land.offers, -1, np.int32),
            keys=texts(f"v{number}" for number in range(land.offers)),
        ),
        NeedColumns(
            east=need_at[person, 0].copy(),
            north=need_at[person, 1].copy(),
            skill=chance.integers(0, SKILLS, land.needs).astype(np.int8),
            languages=_spoken(chance, persons)[person],
            safeguards=(chance.random(land.needs) < 0.2).astype(np.uint64),
            slots=_free(chance, land.needs),
            vital=(chance.random(land.needs) < 0.05).astype(np.int8),
            person=person,
            usual=np.full(land.needs, -1, np.int32),
            keys=texts(f"n{number}" for number in range(land.needs)),
        ),
        received=received,
        refusals=np.zeros(0, np.int64),
        waits=np.array([wait(TODAY, slot) for slot in range(HALF_DAYS)], np.int64),
        lot_head=texts([f"\n{TODAY.isoformat()}\n"]).text,
    )


def _some(chance: np.random.Generator, count: int, kinds: int, most: int) -> np.ndarray:
    bits = np.zeros(count, np.uint64)
    for nth in range(most):
        drawn = chance.integers(0, kinds, count).astype(np.uint64)
        bits |= np.where(chance.random(count) < 1 / (nth + 1), np.uint64(1) << drawn, 0).astype(
            np.uint64
        )
    return bits


def _spoken(chance: np.random.Generator, count: int) -> np.ndarray:
    first, second = (chance.choice(LANGUAGES, count, p=[0.58, 0.2, 0.1, 0.08, 0.04]) for _ in "ab")
    also = chance.random(count) < 0.4
    one = np.uint64(1)
    return (one << first.astype(np.uint64)) | np.where(
        also, one << second.astype(np.uint64), np.uint64(0)
    )


def _free(chance: np.random.Generator, count: int) -> np.ndarray:
    """One to six half-days."""
    bits = np.zeros(count, np.int32)
    often = chance.integers(1, 7, count)
    for nth in range(6):
        drawn = chance.integers(0, HALF_DAYS, count)
        bits |= np.where(nth < often, 1 << drawn, 0).astype(np.int32)
    return bits


def question_of(columns: Columns) -> Question:
    """The same land as a question; skills, languages and safeguards are called by their bit."""
    offers, needs = columns.offers, columns.needs
    return Question(
        TODAY,
        tuple(
            Offer(
                key=f"v{number}",
                at=(int(offers.east[number]), int(offers.north[number])),
                radius_m=int(offers.radius[number]),
                skills=_names(offers.skills[number]),
                languages=_names(offers.languages[number]),
                slots=_bits(offers.slots[number]),
                capacity=int(offers.capacity[number]),
                safeguards=_names(offers.safeguards[number]),
                likes=_names(offers.likes[number]),
            )
            for number in range(len(offers.east))
        ),
        tuple(
            Need(
                key=f"n{number}",
                person=f"p{needs.person[number]}",
                at=(int(needs.east[number]), int(needs.north[number])),
                skill=str(needs.skill[number]),
                languages=_names(needs.languages[number]),
                slots=_bits(needs.slots[number]),
                safeguards=_names(needs.safeguards[number]),
                vital=bool(needs.vital[number]),
            )
            for number in range(len(needs.east))
        ),
        {f"p{number}": int(had) for number, had in enumerate(columns.received) if had},
    )


def _bits(mask: Any) -> frozenset[int]:
    return frozenset(bit for bit in range(64) if int(mask) >> bit & 1)


def _names(mask: Any) -> frozenset[str]:
    return frozenset(map(str, _bits(mask)))
