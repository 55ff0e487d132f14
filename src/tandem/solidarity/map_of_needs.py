"""A map drawn on the server: the centres of communes, and how many needs and volunteers there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import cos, radians, sqrt
from typing import Any

from django.db.models import Count, Q, QuerySet

from tandem.solidarity.choices import NeedState
from tandem.solidarity.models import Need, Offer
from tandem.tenancy.scope import required
from tandem.territory.models import Area, Organisation
from tandem.ui.formats import number

WIDTH = 720
LEAST_HEIGHT, MOST_HEIGHT = 260, 620
MARGIN = 70
LEAST, MOST = 16.0, 40.0
SIGN, LINE = 16.5, 40.0
"""How wide a sign and how high a line is on a telephone, in the units of the map."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One commune on the map."""

    name: str
    x: float
    y: float
    radius: float
    open: int
    """Needs still looked for."""
    going_on: int
    offers: int
    ours: bool
    in_sight: bool
    """Whether its numbers are known here; other communes only show where one is."""
    crowded: bool = False
    """Whether its name would stand on another on a telephone; the table below says it there."""


@dataclass(frozen=True, slots=True)
class Map:
    width: int
    height: int
    spots: list[Spot]

    @property
    def numbers(self) -> list[tuple[str, str, str, str]]:
        """The same as a table, by name."""
        seen = sorted((spot for spot in self.spots if spot.in_sight), key=lambda spot: spot.name)
        return [
            (spot.name, number(spot.open), number(spot.going_on), number(spot.offers))
            for spot in seen
        ]


def drawn(organisation: Organisation) -> Map:
    in_sight = required().may_read
    platform = Q(organisations__platform=organisation.platform_id, organisations__takes_in=True)
    around = Q(pk__in=in_sight) | (platform if organisation.platform_id else Q(pk__in=in_sight))
    areas = list(Area.objects.communes().filter(around).distinct().order_by("name"))
    needs = _counted(Need.objects.filter(state=NeedState.OPEN))
    busy = _counted(Need.objects.filter(state__in=[NeedState.ASKED, NeedState.ARRANGED]))
    offers = _counted(Offer.objects.active())
    most = max(needs.values(), default=0)
    height, place = _projection(areas)
    spots = [
        Spot(
            name=str(area),
            x=place[area.pk][0],
            y=place[area.pk][1],
            radius=_radius(needs.get(area.pk, 0), most) if area.pk in in_sight else 4,
            open=needs.get(area.pk, 0),
            going_on=busy.get(area.pk, 0),
            offers=offers.get(area.pk, 0),
            ours=area.pk == organisation.area_id,
            in_sight=area.pk in in_sight,
        )
        for area in areas
    ]
    # Small circles are drawn last, so that a large one never hides them.
    return Map(WIDTH, height, sorted(_with_room(spots), key=lambda spot: -spot.radius))


def _with_room(spots: Iterable[Spot]) -> list[Spot]:
    """Names that would collide on a telephone are marked; ours, then the largest, keep theirs."""
    taken: list[Box] = []
    found: list[Spot] = []
    for spot in sorted(
        spots, key=lambda one: (not one.ours, not one.in_sight, -one.open, one.name)
    ):
        circle = _box(spot.x, spot.y - spot.radius, 2 * spot.radius, 2 * spot.radius)
        name = _box(spot.x, spot.y + spot.radius, SIGN * len(spot.name), LINE)
        others = (other for other in taken if _meet(name, other))
        crowded = next(others, None) is not None or not _inside(name)
        found.append(replace(spot, crowded=crowded))
        if spot.in_sight:
            taken += [circle] if crowded else [circle, name]
    return found


def _box(middle: float, top: float, width: float, height: float) -> Box:
    return (middle - width / 2, top, middle + width / 2, top + height)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _inside(box: Box) -> bool:
    return box[0] >= 0 and box[2] <= WIDTH


def _counted(rows: QuerySet[Any]) -> dict[int, int]:
    counted = rows.values("territory").annotate(many=Count("pk")).order_by()
    return {row["territory"]: row["many"] for row in counted}


def _radius(many: int, most: int) -> float:
    """Areas, not diameters, are compared by the eye."""
    share = sqrt(many / most) if most else 0
    return round(LEAST + (MOST - LEAST) * share, 1)


def _projection(areas: Iterable[Area]) -> tuple[int, dict[int, tuple[float, float]]]:
    """Each centre within the frame, north above, as wide as high in truth."""
    flat = {area.pk: (area.lon * cos(radians(area.lat)), -area.lat) for area in areas}
    if not flat:
        return LEAST_HEIGHT, {}
    left, right = min(x for x, _ in flat.values()), max(x for x, _ in flat.values())
    top, bottom = min(y for _, y in flat.values()), max(y for _, y in flat.values())
    room = WIDTH - 2 * MARGIN
    scale = min(
        room / (right - left) if right > left else float("inf"),
        (MOST_HEIGHT - 2 * MARGIN) / (bottom - top) if bottom > top else float("inf"),
    )
    if scale == float("inf"):
        return LEAST_HEIGHT, dict.fromkeys(flat, (WIDTH / 2, LEAST_HEIGHT / 2))
    height = max(LEAST_HEIGHT, round((bottom - top) * scale) + 2 * MARGIN)
    across = (WIDTH - (right - left) * scale) / 2
    down = (height - (bottom - top) * scale) / 2
    return height, {
        pk: (round((x - left) * scale + across, 1), round((y - top) * scale + down, 1))
        for pk, (x, y) in flat.items()
    }
