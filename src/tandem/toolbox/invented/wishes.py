"""What invented people ask for and offer, in their own words."""

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, Literal

from tandem.toolbox.invented.addresses import invented_places
from tandem.toolbox.invented.facts import chance, read_demo
from tandem.toolbox.invented.people import InventedPerson

Often = Literal["once", "weekly", "fortnightly", "monthly"]
Group = Literal["alone", "company", "school_class", "association"]
Safeguard = Literal["identity_checked", "criminal_record_seen", "insured"]

KINDS = (
    "errands",
    "medicines",
    "meal",
    "dog_walk",
    "call",
    "letter",
    "lift",
    "digital_help",
    "small_repair",
    "goods",
    "own_words",
)
KIND_SHARES = (20, 9, 9, 5, 13, 8, 12, 10, 6, 4, 4)
OFTEN: tuple[Often, ...] = ("once", "weekly", "fortnightly", "monthly")
OFTEN_SHARES = (45, 35, 12, 8)
ONCE = ("goods", "small_repair")
VITAL = {"medicines": 0.12, "meal": 0.06, "lift": 0.04, "goods": 0.03}
# Half-days of mornings and afternoons are likelier than evenings.
HALF_DAY_SHARES = (5, 6, 3) * 5 + (4, 4, 2) * 2
SAFEGUARDS: tuple[tuple[Safeguard, float], ...] = (
    ("identity_checked", 0.7),
    ("criminal_record_seen", 0.35),
    ("insured", 0.5),
)
TOGETHER: tuple[Group, ...] = ("company", "school_class", "association")
CLASS_KINDS = ("call", "letter", "digital_help", "errands")


@dataclass(frozen=True, slots=True)
class Goods:
    what: str
    quantity: int


@dataclass(frozen=True, slots=True)
class InventedNeed:
    key: str
    person: str
    kind: str
    text: str
    half_days: tuple[int, ...]
    """0 is Monday morning, 20 Sunday evening."""
    often: Often
    vital: bool
    languages: tuple[str, ...]
    constraints: str = ""
    goods: tuple[Goods, ...] = ()


@dataclass(frozen=True, slots=True)
class InventedOffer:
    key: str
    person: str
    kinds: tuple[str, ...]
    text: str
    half_days: tuple[int, ...]
    radius_km: int
    capacity: int
    """How many times a month."""
    languages: tuple[str, ...]
    group: Group
    group_name: str
    group_size: int
    safeguards: tuple[Safeguard, ...]


def invented_needs(seed: int, person: InventedPerson) -> tuple[InventedNeed, ...]:
    """None for most of the young, one to three for most of the old."""
    rng = chance(seed, "needs", person.key)
    if rng.random() >= (0.28 if (person.age or 70) < 65 else 0.55):
        return ()
    count = rng.choices((1, 2, 3), (70, 22, 8))[0]
    kinds = dict.fromkeys(rng.choices(KINDS, KIND_SHARES, k=count))
    return tuple(_need(rng, person, kind, nth) for nth, kind in enumerate(kinds, 1))


def invented_offers(seed: int, person: InventedPerson) -> tuple[InventedOffer, ...]:
    """One, from those who can: fewer with age."""
    rng = chance(seed, "offers", person.key)
    age = person.age or 70
    if rng.random() >= (0.42 if age < 75 else 0.08 if age < 85 else 0.0):
        return ()
    group = rng.choice(TOGETHER) if rng.random() < 0.08 else "alone"
    kinds = _kinds_offered(rng, group)
    texts = [text for kind in kinds for text in _fitting(_wishes()["offers"][kind], person)]
    alone = group == "alone"
    return (
        InventedOffer(
            key=f"{person.key}-o1",
            person=person.key,
            kinds=kinds,
            text=rng.choice(texts)[person.language],
            half_days=_half_days(rng, rng.randint(1, 6)),
            radius_km=rng.choice((1, 2, 2, 3, 5, 5, 8, 10)),
            capacity=rng.randint(1, 5) if alone else rng.randint(6, 20),
            languages=_spoken(person),
            group=group,
            group_name="" if alone else _group_name(rng, group, person.language),
            group_size=1 if alone else rng.randint(5, 28),
            safeguards=tuple(name for name, share in SAFEGUARDS if rng.random() < share),
        ),
    )


def _need(rng: Random, person: InventedPerson, kind: str, nth: int) -> InventedNeed:
    text = rng.choice(_fitting(_wishes()["needs"][kind], person))
    constraint = rng.choice(_fitting(_wishes()["constraints"], person))
    return InventedNeed(
        key=f"{person.key}-n{nth}",
        person=person.key,
        kind=kind,
        text=text[person.language],
        half_days=_half_days(rng, rng.randint(1, 5)),
        often="once" if kind in ONCE else rng.choices(OFTEN, OFTEN_SHARES)[0],
        vital=rng.random() < VITAL.get(kind, 0),
        languages=_spoken(person),
        constraints=constraint[person.language] if rng.random() < 0.3 else "",
        goods=_goods(rng, person) if kind == "goods" else (),
    )


def _goods(rng: Random, person: InventedPerson) -> tuple[Goods, ...]:
    wanted = rng.sample(_fitting(_wishes()["goods"], person), k=rng.randint(1, 3))
    return tuple(Goods(row[person.language], rng.randint(1, row["most"])) for row in wanted)


def _kinds_offered(rng: Random, group: Group) -> tuple[str, ...]:
    if group == "school_class":
        return (rng.choice(CLASS_KINDS),)
    return tuple(dict.fromkeys(rng.choices(KINDS, KIND_SHARES, k=rng.randint(1, 4))))


def _group_name(rng: Random, group: Group, language: str) -> str:
    places = invented_places()
    tongue = language if language in places["schools"] else "fr"
    if group == "school_class":
        name = f"{rng.randint(3, 6)}{rng.choice('ABC')}"
        school: str = rng.choice(places["schools"][tongue])
        form: str = places["classes"][tongue]
        return form.format(name=name, school=school)
    chosen: str = rng.choice(places["companies" if group == "company" else "associations"][tongue])
    return chosen


def _half_days(rng: Random, count: int) -> tuple[int, ...]:
    return tuple(sorted(set(rng.choices(range(21), HALF_DAY_SHARES, k=count))))


def _spoken(person: InventedPerson) -> tuple[str, ...]:
    return (person.language, *person.other_languages)


def _fitting(texts: list[dict[str, Any]], person: InventedPerson) -> list[dict[str, Any]]:
    """What somebody of that age would say; of unknown age, what anybody would."""
    age = person.age
    if age is None:
        return [text for text in texts if "from" not in text and "below" not in text]
    return [text for text in texts if text.get("from", 0) <= age < text.get("below", 200)]


@cache
def _wishes() -> dict[str, Any]:
    wishes: dict[str, Any] = read_demo("wishes.json")
    return wishes
