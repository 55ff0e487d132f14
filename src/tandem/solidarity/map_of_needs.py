"""A map drawn on the server: the centres of communes, and how many needs and volunteers there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import cos, hypot, radians, sqrt
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
SMALLEST, SHARE = 10.0, 0.3
"""No circle is smaller; and of the way to the nearest neighbour it takes no more than this share."""
LEAST_READ = 15.0
"""Below it a circle holds no number on a telephone."""
WIDE = (9.2, 20.0)
PHONE = (16.5, 40.0)
"""How wide a sign and how high a line is on a large screen and on a telephone, in units of the map."""
GAP = 4.0
SIDES = ("below", "above", "right", "left")
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
    side: str = "below"
    """Of its circle, where its name stands."""
    unnamed: bool = False
    """Whether its name has no room anywhere; the table below says it."""
    crowded: bool = False
    """Whether its name would stand on another on a telephone; the table below says it there."""

    @property
    def small(self) -> bool:
        return self.radius < LEAST_READ

    @property
    def at(self) -> tuple[float, float, str]:
        """Where its name begins, and how far that lies below in lines of its own size."""
        beside = self.radius + GAP
        return {
            "below": (self.x, self.y + self.radius, "1.15em"),
            "above": (self.x, self.y - self.radius, "-0.35em"),
            "right": (self.x + beside, self.y, "0.36em"),
            "left": (self.x - beside, self.y, "0.36em"),
        }[self.side]


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
    return Map(WIDTH, height, sorted(_with_room(_apart(spots)), key=lambda spot: -spot.radius))


def _apart(spots: list[Spot]) -> list[Spot]:
    """Each circle leaves room for a name between it and its nearest neighbour in sight."""
    seen = [spot for spot in spots if spot.in_sight]
    found: list[Spot] = []
    for spot in spots:
        ways = [hypot(spot.x - one.x, spot.y - one.y) for one in seen if one.name != spot.name]
        room = max(SMALLEST, min(ways, default=WIDTH) * SHARE)
        found.append(replace(spot, radius=round(min(spot.radius, room), 1)))
    return found


def _with_room(spots: Iterable[Spot]) -> list[Spot]:
    """Each name on the first side of its circle on which it covers no circle and no name; ours is
    placed first, then the largest. Names that would collide on a telephone are marked.
    """
    known = sorted(spots, key=lambda one: (not one.ours, not one.in_sight, -one.open, one.name))
    circles = {spot.name: _circle(spot) for spot in known if spot.in_sight}
    wide: list[Box] = []
    phone: list[Box] = []
    found: list[Spot] = []
    for spot in known:
        others = [circle for name, circle in circles.items() if name != spot.name]
        dots = [_circle(one) for one in known if not one.in_sight and one.name != spot.name]
        # A name of which the numbers are known may stand on a dot of which they are not.
        free = [others + dots + wide, others + wide if spot.in_sight else others + dots + wide]
        sides = [replace(spot, side=side) for side in SIDES]
        ways = (one for taken in free for one in sides if _fits(_name(one, WIDE), taken))
        placed = next(ways, None)
        if placed is None:
            found.append(replace(spot, unnamed=True, crowded=True))
            continue
        below = placed.side == "below"
        crowded = not (below and _fits(_name(placed, PHONE), others + phone))
        found.append(replace(placed, crowded=crowded))
        wide.append(_name(placed, WIDE))
        if spot.in_sight and not crowded:
            phone.append(_name(placed, PHONE))
    return found


def _circle(spot: Spot) -> Box:
    return _box(spot.x, spot.y - spot.radius, 2 * spot.radius, 2 * spot.radius)


def _name(spot: Spot, size: tuple[float, float]) -> Box:
    (sign, line), (x, y, _below) = size, spot.at
    width = sign * len(spot.name)
    if spot.side in {"below", "above"}:
        return _box(x, y if spot.side == "below" else y - line, width, line)
    return _box(x + width / 2 if spot.side == "right" else x - width / 2, y - line / 2, width, line)


def _fits(name: Box, taken: Iterable[Box]) -> bool:
    return _inside(name) and not any(_meet(name, other) for other in taken)


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
