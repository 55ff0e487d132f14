"""From what another program calls a place to the commune that takes in reports there."""

import re
from dataclasses import dataclass

from tandem.services.composites import POSTAL_CODE
from tandem.streets import grid
from tandem.territory.choices import AreaKind
from tandem.territory.models import Area, Organisation, PostalCode
from tandem.territory.queries import organisation_for
from tandem.toolbox.distance import metres, to_metres

CODE = re.compile(r"(?<![\w.])(?:B-)?([1-9][0-9]{3})(?![\w.])", re.ASCII)
FARTHEST = 20_000
"""Metres from the centre of a commune: farther than any of its streets."""


@dataclass(frozen=True, slots=True)
class Served:
    """A commune whose reports are taken in here, and who takes them in."""

    commune: Area
    organisation: Organisation
    postal_code: str
    by_point: bool = False
    """Found as the nearest of those served, because nothing but a point was given."""


def all_served() -> list[Organisation]:
    rows = Organisation.objects.filter(takes_in=True, area__kind="commune")
    return list(rows.select_related("area").order_by("area__nis"))


def with_their_codes() -> list[tuple[Area, list[str]]]:
    """Every commune served and its postal codes, in two questions."""
    communes = [one.area for one in all_served()]
    codes: dict[int, list[str]] = {one.pk: [] for one in communes}
    rows = PostalCode.objects.filter(commune__in=codes).order_by("code")
    for commune, code in rows.values_list("commune", "code"):
        codes[commune].append(code)
    return [(one, codes[one.pk]) for one in communes]


def by_code(code: str) -> Served | None:
    """By postal code or NIS code, as `jurisdiction_id` names a commune."""
    if POSTAL_CODE.fullmatch(code):
        found = organisation_for(code)
        return Served(*found, code) if found else None
    if not code.isascii() or not code.isdecimal():
        return None
    rows = Organisation.objects.filter(takes_in=True, area__kind="commune", area__nis=code)
    organisation = rows.select_related("area").first()
    return _served(organisation) if organisation else None


def the_only_one() -> Served | None:
    """Where one commune alone is served, nobody has to say which."""
    served = all_served()
    return _served(served[0]) if len(served) == 1 else None


def in_address(address: str) -> Served | None:
    """By the last postal code of the line that leads to somebody: a house may be number 1200."""
    for code in reversed(CODE.findall(address)):
        if found := organisation_for(code):
            return Served(*found, code)
    return None


def nearest(lat: float, lon: float) -> Served | None:
    """The nearest centre of those served; None where it is far from all of them."""
    here = to_metres(lat, lon)
    centred = [one for one in all_served() if one.area.lat or one.area.lon]
    if not centred:
        return None
    found = min(centred, key=lambda one: metres(here, to_metres(one.area.lat, one.area.lon)))
    if metres(here, to_metres(found.area.lat, found.area.lon)) > FARTHEST:
        return None
    return _served(found, by_point=True)


def is_near(place: Served, lat: float, lon: float) -> bool:
    """Whether a point may lie there. We know no borders, so it is refused only where it is surely
    elsewhere: too far away, or off its map in squares while the centre of another commune is nearer.
    """
    ours, here = place.commune, to_metres(lat, lon)
    if not (ours.lat or ours.lon) or grid.square_at(ours, (lat, lon)):
        return True
    away = metres(here, to_metres(ours.lat, ours.lon))
    others = Area.objects.filter(kind=AreaKind.COMMUNE).exclude(pk=ours.pk).exclude(lat=0, lon=0)
    centres = others.values_list("lat", "lon")
    return away <= min([FARTHEST, *(metres(here, to_metres(*centre)) for centre in centres)])


def _served(organisation: Organisation, *, by_point: bool = False) -> Served:
    codes = organisation.area.postal_codes.order_by("code").values_list("code", flat=True)
    return Served(organisation.area, organisation, codes.first() or "", by_point)
