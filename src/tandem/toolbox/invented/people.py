"""People who do not exist, as varied as those a commune serves."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, Literal

from tandem.toolbox.invented.addresses import (
    NumberBook,
    invent_email,
    invent_number,
    invent_street,
)
from tandem.toolbox.invented.facts import CommuneFacts, Quarter, chance, read_demo
from tandem.toolbox.invented.names import Name, invent_name

Channel = Literal["email", "sms", "letter", "call", "desk"]

WRITTEN = ("fr", "nl", "de", "en")
"""The languages in which Tandem can write to somebody."""

AGES_ON = date(2026, 1, 1)
# Youngest, oldest, share. Those over 65 are twice as many as in the country: they ask most.
AGES = ((18, 29, 10), (30, 44, 16), (45, 64, 26), (65, 74, 20), (75, 84, 18), (85, 97, 10))
EMAIL_BY_AGE = ((45, 0.80), (65, 0.72), (75, 0.58), (85, 0.42), (200, 0.25))
COMMON_LANGUAGE = {
    "fr+nl": ("fr",) * 39 + ("nl",) * 7 + ("en",) * 4,
    "fr": ("fr",) * 48 + ("en",) * 2,
    "nl": ("nl",) * 47 + ("en",) * 2 + ("fr",),
    "de": ("de",) * 46 + ("fr",) * 4,
}
BRUSSELS_WEIGHT = 3
ENOUGH = 40
"""People of a commune in which everything that is shown can have happened."""


@dataclass(frozen=True, slots=True)
class InventedPerson:
    key: str
    """`21015-00042`: the same person whatever the number of people asked for."""
    nis: str
    postal_code: str
    locality: str
    quarter: Quarter | None
    first_name: str
    last_name: str
    born: date | None
    language: str
    other_languages: tuple[str, ...]
    channel: Channel
    email: str
    phone: str
    street: str
    number: str
    shared_phone_with: str | None = None
    """The key of whoever else answers this telephone."""
    easy_words: bool = False
    large_print: bool = False
    read_aloud: bool = False
    interpreter: bool = False
    """For the first of `other_languages`."""
    never_write: bool = False
    never_leave_word: bool = False
    safe_contact: str = ""

    @property
    def age(self) -> int | None:
        return None if self.born is None else _age(self.born)


def invent(
    seed: int, communes: Sequence[CommuneFacts], people: int, full: Collection[str] = ()
) -> Iterator[InventedPerson]:
    """Commune by commune in the order given; more in Brussels, and each has its share. Those in
    `full`, by their slugs, have people enough for a story, as far as there are any.
    """
    book, nth = NumberBook(seed), 0
    for commune, count in zip(communes, shares(communes, people, full), strict=True):
        before: InventedPerson | None = None
        for position in range(1, count + 1):
            nth += 1
            maker = _Maker(seed, commune, f"{commune.nis}-{position:05d}", nth, book)
            before = maker.person(before)
            yield before


def shares(communes: Sequence[CommuneFacts], people: int, full: Collection[str] = ()) -> list[int]:
    """How many live in each: whole numbers that add up to `people`."""
    fair = _by_weight(communes, people)
    least = min(ENOUGH, people // (2 * len(full))) if full else 0
    kept = {
        at: least
        for at, commune in enumerate(communes)
        if commune.slug in full and fair[at] < least
    }
    if not kept:
        return fair
    others = [commune for at, commune in enumerate(communes) if at not in kept]
    rest = iter(_by_weight(others, people - sum(kept.values())))
    return [kept[at] if at in kept else next(rest) for at in range(len(communes))]


def _by_weight(communes: Sequence[CommuneFacts], people: int) -> list[int]:
    if not communes:
        return []
    weights = [BRUSSELS_WEIGHT if len(commune.languages) > 1 else 1 for commune in communes]
    total = sum(weights)
    counts = [people * weight // total for weight in weights]
    owed = sorted(range(len(weights)), key=lambda i: (-(people * weights[i] % total), i))
    for i in owed[: people - sum(counts)]:
        counts[i] += 1
    return counts


@dataclass(slots=True)
class _Maker:
    seed: int
    commune: CommuneFacts
    key: str
    nth: int
    book: NumberBook
    rng: Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = chance(self.seed, self.key)

    def person(self, before: InventedPerson | None) -> InventedPerson:
        name = invent_name(self.rng, self.commune.zone)
        born = self._born()
        age = 70 if born is None else _age(born)
        language, others = self._languages(name)
        quarter = self.rng.choice(self.commune.quarters) if self.commune.quarters else None
        phone = self._phone(age)
        made = InventedPerson(
            key=self.key,
            nis=self.commune.nis,
            postal_code=(
                quarter.postal_code if quarter else self.rng.choice(self.commune.postal_codes)
            ),
            locality=self.commune.named(language),
            quarter=quarter,
            first_name=name.first,
            last_name=name.last,
            born=born,
            language=language,
            other_languages=others,
            channel="desk",
            email=self._email(name, age),
            phone=phone,
            street=invent_street(self.rng, self._street_language(language)),
            number=invent_number(self.rng),
            easy_words=self.rng.random() < (0.14 if name.origin.code not in WRITTEN else 0.07),
            large_print=self.rng.random() < (0.22 if age >= 75 else 0.03),
            read_aloud=self.rng.random() < (0.06 if age >= 75 else 0.02),
            interpreter=bool(others) and others[0] not in WRITTEN and self.rng.random() < 0.18,
        )
        return self._reached(self._under_one_roof(made, before), age)

    def _under_one_roof(
        self, made: InventedPerson, before: InventedPerson | None
    ) -> InventedPerson:
        if self.rng.random() >= 0.06 or before is None or not before.phone:
            return made
        return replace(
            made,
            phone=before.phone,
            street=before.street,
            number=before.number,
            postal_code=before.postal_code,
            quarter=before.quarter,
            last_name=before.last_name if self.rng.random() < 0.6 else made.last_name,
            shared_phone_with=before.shared_phone_with or before.key,
        )

    def _reached(self, made: InventedPerson, age: int) -> InventedPerson:
        """With the channel that suits, and what must be minded when reaching her."""
        rules = [
            rule
            for rule in _safe_contact()
            if age < rule.get("below", 200) and (made.phone or rule.get("rule") == "never_write")
        ]
        if self.rng.random() < 0.05:
            rule = self.rng.choice(rules)
            made = replace(
                made,
                safe_contact=rule[made.language],
                never_write=rule.get("rule") == "never_write",
                never_leave_word=rule.get("rule") == "never_leave_word",
            )
        return replace(made, channel=self._channel(made, age))

    def _channel(self, made: InventedPerson, age: int) -> Channel:
        wishes: dict[Channel, int] = {"desk": 6}
        if not made.never_write:
            wishes["letter"] = 8 if made.email else 24
        if made.phone:
            wishes["call"] = 8 if made.email else 40
        if made.phone.startswith("+324"):
            wishes["sms"] = 40 if age < 75 else 12
        if made.email:
            wishes["email"] = 200
        return self.rng.choices(list(wishes), list(wishes.values()))[0]

    def _born(self) -> date | None:
        if self.rng.random() < 0.12:
            return None
        youngest, oldest, _ = self.rng.choices(AGES, [share for _, _, share in AGES])[0]
        days = self.rng.randint(youngest * 366, oldest * 365)
        return AGES_ON - timedelta(days=days)

    def _languages(self, name: Name) -> tuple[str, tuple[str, ...]]:
        """The one to write to her in, and the others she speaks, her mother tongue first."""
        tongues, served = name.origin.speaks, self.commune.languages + self.commune.facilities
        common = self.rng.choice(COMMON_LANGUAGE[self.commune.zone])
        own = next((tongue for tongue in tongues if tongue in WRITTEN), common)
        chosen = own if self.rng.random() < (0.9 if own in served else 0.45) else common
        spoken = [*tongues, common] if self.rng.random() < 0.5 else [*tongues]
        spoken += ["en"] if self.rng.random() < 0.15 else []
        return chosen, tuple(dict.fromkeys(tongue for tongue in spoken if tongue != chosen))

    def _street_language(self, language: str) -> str:
        served = self.commune.languages
        return language if language in served else served[0]

    def _email(self, name: Name, age: int) -> str:
        share = next(share for under, share in EMAIL_BY_AGE if age < under)
        if self.rng.random() >= share:
            return ""
        return invent_email(self.rng, name.first, name.last, self.nth)

    def _phone(self, age: int) -> str:
        if self.rng.random() < 0.08:
            return ""
        landline = 0.6 if age >= 75 else 0.35 if age >= 65 else 0.1
        fixed = self.rng.random() < landline
        return self.book.landline(self.commune.nis) if fixed else self.book.mobile()


def _age(born: date) -> int:
    birthday_to_come = (born.month, born.day) > (AGES_ON.month, AGES_ON.day)
    return AGES_ON.year - born.year - birthday_to_come


@cache
def _safe_contact() -> tuple[dict[str, Any], ...]:
    return tuple(read_demo("wishes.json")["safe_contact"])
