"""The places of `demo/territory.json`, as plain values."""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

DEMO = Path(__file__).resolve().parents[4] / "demo"
SPELLED_OUT = str.maketrans({"ł": "l", "ı": "i", "ß": "ss", "đ": "d", "œ": "oe"})
BRUSSELS, WALLOON_BRABANT = "04000", "20002"


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """A country, a region or a province."""

    kind: str
    nis: str
    parent: str
    fr: str
    nl: str
    de: str
    languages: tuple[str, ...]
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Quarter:
    fr: str
    nl: str
    postal_code: str
    lat: float
    lon: float

    def named(self, language: str) -> str:
        return self.nl if language == "nl" else self.fr


@dataclass(frozen=True, slots=True)
class CommuneFacts:
    nis: str
    parent: str
    fr: str
    nl: str
    de: str
    languages: tuple[str, ...]
    facilities: tuple[str, ...]
    """Languages in which residents may be served besides, by law."""
    postal_codes: tuple[str, ...]
    lat: float
    lon: float
    quarters: tuple[Quarter, ...] = ()

    @property
    def zone(self) -> str:
        """The kind of commune by language: `fr+nl`, `fr`, `nl` or `de`."""
        return "+".join(self.languages)

    @property
    def slug(self) -> str:
        return plain(self.named(self.languages[0]))

    def named(self, language: str) -> str:
        return {"fr": self.fr, "nl": self.nl, "de": self.de}.get(language, self.fr)


@cache
def read_areas() -> tuple[AreaFacts, ...]:
    """The country, then its regions, then its provinces."""
    kinds = {"country": "country", "regions": "region", "provinces": "province"}
    return tuple(
        AreaFacts(
            kind=kind,
            nis=row["nis"],
            parent=row.get("parent", ""),
            fr=row["fr"],
            nl=row["nl"],
            de=row["de"],
            languages=tuple(row["languages"]),
            lat=row["lat"],
            lon=row["lon"],
        )
        for level, kind in kinds.items()
        for row in _territory()[level]
    )


@cache
def read_communes() -> tuple[CommuneFacts, ...]:
    """All 565, by code."""
    quarters: dict[str, list[Quarter]] = {}
    for row in _territory()["quarters"]:
        quarter = Quarter(row["fr"], row["nl"], row["postal"], row["lat"], row["lon"])
        quarters.setdefault(row["commune"], []).append(quarter)
    return tuple(
        CommuneFacts(
            nis=row["nis"],
            parent=row["parent"],
            fr=row["fr"],
            nl=row["nl"],
            de=row["de"],
            languages=tuple(row["languages"]),
            facilities=tuple(row.get("facilities", ())),
            postal_codes=tuple(row["postal"]),
            lat=row["lat"],
            lon=row["lon"],
            quarters=tuple(quarters.get(row["nis"], ())),
        )
        for row in _territory()["communes"]
    )


def communes_for(count: int) -> tuple[CommuneFacts, ...]:
    """The 19 of Brussels, the 27 of Walloon Brabant, then the others by code, up to `count`."""
    shown = {BRUSSELS: 0, WALLOON_BRABANT: 1}
    first = sorted(read_communes(), key=lambda commune: (shown.get(commune.parent, 2), commune.nis))
    return tuple(first[:count])


def read_demo(name: str) -> Any:
    return json.loads((DEMO / name).read_text(encoding="utf-8"))


def chance(seed: int, *about: object) -> Random:
    """Its own chance for each thing invented: adding one changes none of the others."""
    # Invented people need repeatable chance, not secrecy.
    return Random(f"{seed}:{about}")  # noqa: S311


def plain(name: str) -> str:
    """For addresses: `Braine-l’Alleud` becomes `braine-l-alleud`."""
    spelled = name.lower().translate(SPELLED_OUT)
    letters = (c for c in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(c))
    return re.sub("[^a-z0-9]+", "-", "".join(letters)).strip("-")


@cache
def _territory() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = read_demo("territory.json")
    return found
