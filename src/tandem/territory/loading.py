"""Fills the tree of areas from a file of the country's communes; doing it again changes nothing."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from tandem.territory.choices import AreaKind
from tandem.territory.models import Area, PostalCode

LEVELS = (
    ("country", AreaKind.COUNTRY),
    ("regions", AreaKind.REGION),
    ("provinces", AreaKind.PROVINCE),
    ("communes", AreaKind.COMMUNE),
    ("quarters", AreaKind.QUARTER),
)
LANGUAGES = ("fr", "nl", "de")
Row = dict[str, Any]


@transaction.atomic
def load_areas(file: Path) -> int:
    """How many areas the file holds; each is made, or brought up to date by its code."""
    told = json.loads(file.read_text(encoding="utf-8"))
    keys: dict[str, int] = {}
    for level, kind in LEVELS:
        rows = list(_with_codes(told.get(level, []), kind))
        Area.objects.bulk_create(
            [_area(row, kind, keys) for row in rows],
            batch_size=500,
            update_conflicts=True,
            unique_fields=["nis"],
            update_fields=["name", "names", "parent", "lat", "lon", "required_languages"],
        )
        keys |= dict(Area.objects.filter(kind=kind).order_by("pk").values_list("nis", "pk"))
    codes = [
        PostalCode(code=code, commune_id=keys[row["nis"]])
        for row in told.get("communes", [])
        for code in row["postal"]
    ]
    PostalCode.objects.bulk_create(codes, batch_size=500, ignore_conflicts=True)
    return len(keys)


def _with_codes(rows: Iterable[Row], kind: AreaKind) -> Iterator[Row]:
    """A quarter has no code of its own: it is its commune's, and its place in the list."""
    counted: dict[str, int] = {}
    for row in rows:
        if kind != AreaKind.QUARTER:
            yield row
            continue
        commune = row["commune"]
        counted[commune] = counted.get(commune, 0) + 1
        yield row | {"nis": f"{commune}-{counted[commune] - 1}", "parent": commune}


def _area(row: Row, kind: AreaKind, keys: dict[str, int]) -> Area:
    languages = row.get("languages", [])
    names = {language: row[language] for language in LANGUAGES if row.get(language)}
    first = next((language for language in languages if language in names), "fr")
    parent = row.get("parent")
    return Area(
        kind=kind,
        nis=row["nis"],
        name=names.get(first) or next(iter(names.values())),
        names=names,
        parent_id=keys[parent] if parent else None,
        lat=row["lat"],
        lon=row["lon"],
        required_languages=languages,
    )
