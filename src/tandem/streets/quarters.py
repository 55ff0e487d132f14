"""The quarters of a commune, and in which of them something stands: the one whose middle is nearest.

Nobody drew their borders for us, so that near one the other quarter may have it. Where no point was
told, the points of the same street tell it; what has neither stands in the feed of its postal code.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tandem.streets.models import Move, Report
from tandem.streets.public import ROUNDED
from tandem.streets.served import Served
from tandem.territory.choices import AreaKind
from tandem.territory.models import Area
from tandem.toolbox.distance import metres, to_metres

MOST_LOOKED_AT = 3000
"""So many steps of the commune are looked through for those of one quarter."""
Point = tuple[float, float]
Street = tuple[str, str]


class Spot(NamedTuple):
    street: Street
    """Postal code and folded name."""
    point: Point | None


def quarters_of(commune: Area) -> list[Area]:
    """Those of which the middle is known, where there are several: by name."""
    found = list(commune.parts.filter(kind=AreaKind.QUARTER).exclude(lat=0).order_by("nis"))
    return sorted(found, key=str) if len(found) > 1 else []


def by_code(code: str) -> Area | None:
    rows = Area.objects.filter(nis=code, kind=AreaKind.QUARTER).exclude(lat=0)
    return rows.select_related("parent").first()


def newest_in(quarter: Area, place: Served, most: int) -> list[int]:
    """The newest steps of what stands there, by their keys."""
    rows = Move.objects.filter(organisation=place.organisation, report__given_by__isnull=True)
    told = ("pk", "report__postal_code", "report__street_folded", "report__lat", "report__lon")
    steps = {
        key: Spot((code, street), _rounded(lat, lon))
        for key, code, street, lat, lon in rows.order_by("-pk").values_list(*told)[:MOST_LOOKED_AT]
    }
    streets = _points_of_streets(place, steps.values())
    middles = _middles(place.commune)
    nearest: dict[Point, int] = {}
    found = []
    for key, spot in steps.items():
        point = spot.point or streets.get(spot.street)
        if point is None:
            continue
        if point not in nearest:
            nearest[point] = min(middles, key=lambda pk: metres(to_metres(*point), middles[pk]))
        if nearest[point] == quarter.pk:
            found.append(key)
    return found[:most]


def _middles(commune: Area) -> dict[int, tuple[int, int]]:
    return {one.pk: to_metres(one.lat, one.lon) for one in quarters_of(commune)}


def _rounded(lat: float | None, lon: float | None) -> Point | None:
    """No finer than the public knows of any report: which side of a border is not told of a house."""
    return None if lat is None or lon is None else (round(lat, ROUNDED), round(lon, ROUNDED))


def _points_of_streets(place: Served, spots: Iterable[Spot]) -> Mapping[Street, Point]:
    names = {spot.street[1] for spot in spots if spot.point is None and spot.street[1]}
    rows = Report.objects.filter(
        organisation=place.organisation, street_folded__in=names, lat__isnull=False
    )
    found: dict[Street, Point] = {}
    told = rows.order_by("-pk").values_list("postal_code", "street_folded", "lat", "lon")
    for code, street, lat, lon in told[:MOST_LOOKED_AT]:
        point = _rounded(lat, lon)
        if point is not None:
            found.setdefault((code, street), point)
    return found
