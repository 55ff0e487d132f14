"""Streets, telephone numbers and e-mail addresses that reach nobody; see demo/README.md."""

from collections import Counter
from functools import cache
from random import Random
from typing import Any

from tandem.toolbox.invented.facts import plain, read_demo

# Mobile numbers that no operator has; landlines of which no subscriber's number starts with 00.
MOBILE = "+32450"
NO_SUBSCRIBER = "00"
MAILBOXES = ("post.example", "mail.example", "courrier.example", "brief.example")
# By the first two digits of the commune's code. Cities with one-digit area codes have none.
AREA_CODES = {
    **{"12": "15", "13": "14", "24": "16", "25": "10", "31": "50", "33": "57", "34": "56"},
    **{"35": "59", "36": "51", "41": "53", "42": "52", "45": "55", "51": "68", "52": "71"},
    **{"53": "65", "57": "69", "61": "85", "63": "87", "64": "19", "71": "11", "73": "12"},
    **{"81": "63", "82": "61", "83": "84", "84": "61", "85": "63", "91": "82", "92": "81"},
    **{"93": "71"},
}
# Coprime with the size of the range, so that each number comes up once.
MOBILES, MOBILE_STRIDE = 1_000_000, 7_919
LANDLINES, LANDLINE_STRIDE = 10_000, 3_697


class NumberBook:
    """Hands out each number once."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._given: Counter[str] = Counter()

    def mobile(self) -> str:
        given = self._given[MOBILE]
        if given == MOBILES:
            raise ValueError("no_numbers_left")
        self._given[MOBILE] += 1
        return f"{MOBILE}{(self._seed + given * MOBILE_STRIDE) % MOBILES:06d}"

    def landline(self, nis: str) -> str:
        """Of the commune's zone; a mobile number where there is none to be had."""
        zone = AREA_CODES.get(nis[:2])
        if zone is None or self._given[zone] == LANDLINES:
            return self.mobile()
        number = (self._seed + self._given[zone] * LANDLINE_STRIDE) % LANDLINES
        self._given[zone] += 1
        return f"+32{zone}{NO_SUBSCRIBER}{number:04d}"


def is_invented(phone: str) -> bool:
    return phone.startswith(MOBILE) or phone[5:7] == NO_SUBSCRIBER


def invent_street(rng: Random, language: str) -> str:
    streets = invented_places()["streets"]
    words = streets.get(language, streets["fr"])
    kind, name = rng.choice(words["kinds"]), rng.choice(words["names"])
    return f"{kind} {name}" if words is streets["fr"] else f"{name}{kind}"


def invent_number(rng: Random) -> str:
    number = str(rng.randint(1, 148))
    if rng.random() < 0.12:
        return f"{number} bte {rng.randint(1, 24)}"
    return number


def invent_email(rng: Random, first: str, last: str, nth: int) -> str:
    """`nth` is what tells apart those who bear the same name."""
    return f"{plain(first)}.{plain(last)}{nth}@{rng.choice(MAILBOXES)}"


@cache
def invented_places() -> dict[str, Any]:
    """Words of streets, and names of groups, by language."""
    places: dict[str, Any] = read_demo("places.json")
    return places
