"""First and last names by origin, from `demo/names.json`."""

from bisect import bisect
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from tandem.toolbox.invented.facts import read_demo


@dataclass(frozen=True, slots=True)
class Origin:
    code: str
    speaks: tuple[str, ...]
    """Mother tongues, the likeliest first."""
    women: tuple[str, ...]
    men: tuple[str, ...]
    last: tuple[str, ...]
    last_women: tuple[str, ...]
    """As women bear them, in the same order; the same names where they do not change."""


@dataclass(frozen=True, slots=True)
class Name:
    first: str
    last: str
    origin: Origin


@cache
def origins() -> tuple[Origin, ...]:
    return tuple(
        Origin(
            code=row["code"],
            speaks=tuple(row["speaks"]),
            women=tuple(row["women"]),
            men=tuple(row["men"]),
            last=tuple(row["last"]),
            last_women=tuple(row.get("last_women", row["last"])),
        )
        for row in read_demo("names.json")
    )


def invent_name(rng: Random, zone: str) -> Name:
    """A name as one meets them where `zone`'s languages are spoken."""
    reach = _reach(zone)
    origin = origins()[bisect(reach, rng.randrange(reach[-1]))]
    if rng.random() < 0.54:
        return Name(rng.choice(origin.women), rng.choice(origin.last_women), origin)
    return Name(rng.choice(origin.men), rng.choice(origin.last), origin)


@cache
def _reach(zone: str) -> tuple[int, ...]:
    return tuple(accumulate(row["weights"][zone] for row in read_demo("names.json")))
