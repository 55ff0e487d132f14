"""What lies where, without a street map: the names that are known of a commune, each in its square.

Nothing is asked of anybody else's map: quarters and neighbours are in the territory, the commune keeps
a list of its own, and streets are learnt from reports that are public together with their square.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tandem.streets import grid, public, sure_address
from tandem.streets.models import NamedPlace, Report
from tandem.streets.rules import mark_in
from tandem.territory.choices import AreaKind
from tandem.territory.models import Area, Organisation
from tandem.toolbox.distance import to_metres
from tandem.toolbox.folding import fold

MOST_LEARNT = 400
"""Reports from which streets are learnt: the newest, so that it costs the same however many there are."""
MOST_FOUND = 8
TOLERATED = 0.75
"""How alike a name must be to one that was typed wrongly."""
HERE = 150
"""Metres within which one is at a place, whatever the direction."""


class Sort(StrEnum):
    NEIGHBOUR = "neighbour"
    QUARTER = "quarter"
    PLACE = "place"
    STREET = "street"


@dataclass(frozen=True, slots=True)
class Known:
    name: str
    point: grid.Point
    square: str
    sort: Sort

    @property
    def spellings(self) -> list[str]:
        """Folded, each of its names apart."""
        return [fold(name) for name in self.name.split("/")]


def known_in(commune: Area, organisation: Organisation) -> list[Known]:
    """All that has a name on its sheet, by name; in the scope of the organisation."""
    rows = NamedPlace.objects.filter(organisation=organisation, territory=commune)
    found = [
        *(_area(commune, one, Sort.QUARTER) for one in _quarters(commune)),
        *(_area(commune, one, Sort.NEIGHBOUR) for one in _neighbours(commune)),
        *(_named(commune, row) for row in rows),
        *_learnt(commune, organisation),
    ]
    once = {(fold(one.name), one.square): one for one in reversed(found) if one.square}
    return sorted(once.values(), key=lambda one: (fold(one.name), one.square))


def _quarters(commune: Area) -> Sequence[Area]:
    """Where none is known, the commune itself tells where its middle is."""
    return list(commune.parts.filter(kind=AreaKind.QUARTER).exclude(lat=0)) or [commune]


def _neighbours(commune: Area) -> QuerySet[Area]:
    north_west, south_east = grid.middle_of(commune, "A1"), grid.middle_of(commune, "T20")
    if north_west is None or south_east is None:
        return Area.objects.none()
    return (
        Area.objects.communes()
        .filter(lat__range=(south_east[0], north_west[0]))
        .filter(lon__range=(north_west[1], south_east[1]))
        .exclude(pk=commune.pk)
    )


def _area(commune: Area, area: Area, sort: Sort) -> Known:
    point = area.lat, area.lon
    return Known(str(area), point, grid.square_at(commune, point), sort)


def _named(commune: Area, row: NamedPlace) -> Known:
    point = row.lat, row.lon
    sort = Sort.STREET if is_a_street(row.name) else Sort.PLACE
    return Known(row.name, point, grid.square_at(commune, point), sort)


def is_a_street(name: str) -> bool:
    """And no spot of it: someone may stand anywhere along it."""
    return sure_address.is_surely_a_street(name.split("/")[0]) and not is_one_spot(name)


def is_one_spot(name: str) -> bool:
    """Squares and crossings are streets to the post, and landmarks to who walks."""
    words = fold(name).split()
    spots = {"place", "square", "carrefour", "parvis", "esplanade"}
    return words[0] in spots or any(word.endswith(("plein", "platz", "markt")) for word in words)


def _learnt(commune: Area, organisation: Organisation) -> Iterable[Known]:
    """Streets, without a number, of reports of which anybody may read both street and square."""
    rows = Report.objects.filter(organisation=organisation, lat__isnull=False)
    for report in rows.exclude(street="").order_by("-pk")[:MOST_LEARNT]:
        spot = public.spot_of(report)
        if (
            spot.exact
            and not report.rough
            and spot.street
            and spot.lat is not None
            and spot.lon is not None
        ):
            square = report.square or grid.square_at(commune, (spot.lat, spot.lon))
            point = grid.middle_of(commune, square) if square else None
            if point:
                name = public.without_number(spot.street)
                yield Known(name, point, square, Sort.STREET)


def found_by(places: Sequence[Known], said: str) -> list[Known]:
    """Places of which every word that was typed begins a word; else those spelt much like it."""
    asked = fold(said).split()
    if not asked:
        return []
    found = [one for one in places if any(has_words(name, asked) for name in one.spellings)]
    if not found:
        by_name = {name: one.name for one in places for name in one.spellings}
        near = get_close_matches(" ".join(asked), by_name, MOST_FOUND, TOLERATED)
        named = {by_name[name] for name in near}
        found = [one for one in places if one.name in named]
    # What is called exactly so stands first.
    return sorted(found, key=lambda one: " ".join(asked) not in one.spellings)[:MOST_FOUND]


def has_words(name: str, asked: list[str]) -> bool:
    """Whether each of these begins a word of the name; folded, all of it."""
    words = name.split()
    return all(any(word.startswith(part) for word in words) for part in asked)


def square_typed(commune: Area, said: str) -> str:
    """Whoever types a square, or a latitude and a longitude, needs no name."""
    mark = mark_in(said)
    square = mark.square or (grid.square_at(commune, mark.point) if mark.point else "")
    return square if grid.large_of(square) else ""


def way_to(commune: Area, square: str, places: Iterable[Known]) -> str:
    """From the nearest place that people know, in metres and a direction; empty where none is."""
    middle = grid.middle_in_metres(commune, square)
    spots = [one for one in places if one.sort in {Sort.PLACE, Sort.QUARTER, Sort.NEIGHBOUR}]
    if middle is None or not spots:
        return ""

    def apart(one: Known) -> tuple[int, int]:
        east, north = to_metres(*one.point)
        return middle[0] - east, middle[1] - north

    nearest = min(spots, key=lambda one: (sum(way**2 for way in apart(one)), one.name))
    return _in_words(nearest.name, *apart(nearest))


def _in_words(place: str, east: int, north: int) -> str:
    metres = round((east**2 + north**2) ** 0.5 / 100) * 100
    if metres <= HERE:
        return _("at %(place)s") % {"place": place}
    across, along = abs(east) * 5 > abs(north) * 2, abs(north) * 5 > abs(east) * 2
    by_way = {
        (0, 1): _("about %(metres)s m north of %(place)s"),
        (1, 1): _("about %(metres)s m north-east of %(place)s"),
        (1, 0): _("about %(metres)s m east of %(place)s"),
        (1, -1): _("about %(metres)s m south-east of %(place)s"),
        (0, -1): _("about %(metres)s m south of %(place)s"),
        (-1, -1): _("about %(metres)s m south-west of %(place)s"),
        (-1, 0): _("about %(metres)s m west of %(place)s"),
        (-1, 1): _("about %(metres)s m north-west of %(place)s"),
    }
    way = (_sign(east) if across else 0, _sign(north) if along else 0)
    return by_way[way] % {"metres": metres, "place": place}


def _sign(metres: int) -> int:
    return 1 if metres > 0 else -1
