"""Where a typed address lies, by the list of the commune; and the deed that keeps this list."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from tandem.journal.write import record
from tandem.streets import grid, known_streets, rules
from tandem.streets.addresses_file import Line
from tandem.streets.models import KnownAddress, NamedPlace
from tandem.streets.orientation import (
    MOST_FOUND,
    Known,
    Sort,
    has_words,
    is_a_street,
    is_one_spot,
)
from tandem.streets.sure_address import names_in
from tandem.territory.models import Area, Organisation
from tandem.toolbox.folding import fold

NEAR = 20
"""So many numbers further on a house is still near enough to find the place: the same block."""
AT_ONCE = 2_000
MOST_LOOKED_AT = 400
MOST_STREETS = 3 * MOST_FOUND
"""Whose squares are looked up for one name that was typed."""
LEAST_TYPED = 3


@transaction.atomic
def keep(organisation: Organisation, lines: Iterable[Line]) -> int:
    """The list is this one from now on; how many stand on it."""
    ours = {"organisation": organisation, "territory": organisation.area}
    # One after the other: of two colleagues who send at once, the later list stays.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    KnownAddress.objects.filter(**ours).delete()
    rows = [
        KnownAddress(
            postal_code=one.code,
            name=one.name,
            street=fold(one.name)[:80],
            number=one.number,
            lat=one.point[0],
            lon=one.point[1],
            **ours,
        )
        for one in lines
    ]
    KnownAddress.objects.bulk_create(rows, batch_size=AT_ONCE)
    known_streets.free_known(organisation)
    record("streets.addresses_kept", organisation, facts={"addresses": len(rows)})
    return len(rows)


class Found(NamedTuple):
    point: grid.Point
    rough: bool = False
    """Somewhere in the street: each of its numbers has the same."""


def found_at(commune: Area, postal_code: str, line: str) -> Found | None:
    """Of a street with a number: that house, or the nearest of the same block; of a place that the
    commune has named, its own. None where nothing is known, or where it could be several.
    """
    address = rules.address_in(line)
    if not address.street:
        return None
    wanted = address.number
    if wanted is None:
        return _named(commune, line)
    rows = KnownAddress.objects.filter(
        territory=commune, postal_code=postal_code, street=address.street
    )
    near = rows.filter(number__range=(max(0, wanted - NEAR), wanted + NEAR))
    found = list(near.values_list("number", "lat", "lon")[:MOST_LOOKED_AT])
    if not found:
        return _named(commune, line)
    # Odd and even numbers stand on two sides of a street.
    _number, lat, lon = min(found, key=lambda one: (abs(one[0] - wanted), (one[0] - wanted) % 2))
    return Found((lat, lon))


def has_streets(organisation: Organisation) -> bool:
    """Whether it has told anything of what lies where, addresses or places."""
    lists = (KnownAddress, NamedPlace)
    return any(one.objects.filter(organisation=organisation).exists() for one in lists)


def square_of(commune: Area, postal_code: str, said: str) -> str:
    """The square of a street with a number that is on the list; empty where none is."""
    if rules.address_in(said).number is None:
        return ""
    found = found_at(commune, postal_code, said)
    return grid.square_at(commune, found.point) if found and not found.rough else ""


def known_by(commune: Area, organisation: Organisation, said: str) -> list[Known]:
    """Streets of the list whose name holds what was typed, once for each of their squares: first one
    square of each street, so that a long one hides no other.
    """
    wanted = fold(said)
    if len(wanted) < LEAST_TYPED:
        return []
    rows = KnownAddress.objects.filter(organisation=organisation)
    names = _names_first_found(rows.filter(street__contains=wanted), wanted)
    squares: dict[str, dict[str, Known]] = {name: {} for name in names}
    points = rows.filter(name__in=names).order_by("number", "pk")
    for name, lat, lon in points.values_list("name", "lat", "lon"):
        if square := grid.square_at(commune, (lat, lon)):
            known = Known(name, (lat, lon), square, Sort.STREET)
            squares[name].setdefault(square, known)
    in_turn = zip_longest(*(found.values() for found in squares.values()))
    return [one for turn in in_turn for one in turn if one is not None]


def _names_first_found(rows: QuerySet[KnownAddress], wanted: str) -> list[str]:
    """The name itself, then what begins so, then what only holds it somewhere."""
    found = rows.order_by("street", "name").distinct("street", "name")
    words = wanted.split()

    def rank(one: tuple[str, str]) -> tuple[bool, bool]:
        return one[0] != wanted, not has_words(one[0], words)

    ranked = sorted(found.values_list("street", "name"), key=rank)
    return [name for _street, name in ranked[:MOST_STREETS]]


def _named(commune: Area, line: str) -> Found | None:
    """A place that stands once on the list: a street in several squares is no point."""
    wanted, numbered = set(names_in(line)), rules.address_in(line).number is not None
    rows = NamedPlace.objects.filter(territory=commune).values_list("name", "lat", "lon")
    found = {
        Found((lat, lon), rough=not is_one_spot(name) and (numbered or is_a_street(name)))
        for name, lat, lon in rows
        if wanted & {fold(one) for one in name.split("/")}
    }
    return found.pop() if len(found) == 1 else None
