"""What the gathering pages show."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Min

from tandem.cases import intake
from tandem.journal.choices import Door
from tandem.services.catalogue import services
from tandem.services.declaration import Service
from tandem.streets.with_whom import SERVICE as STREETS
from tandem.territory.choices import AreaKind
from tandem.territory.models import Area, Organisation, Platform
from tandem.territory.queries import organisation_for


class Telephone(NamedTuple):
    whose: str
    number: str

    @property
    def plain(self) -> str:
        return "".join(sign for sign in self.number if sign in "+0123456789")


def offered_online() -> list[type[Service]]:
    """What anybody may begin on this site."""
    return [one for one in services() if Door.WEB in one.doors() and not one.for_staff_of]


MOST_FIGURES = 6
"""Of more communes nobody reads a list; whoever looks gives her postal code."""


class InTheStreet(NamedTuple):
    commune: str
    code: str


def streets_told() -> list[InTheStreet] | None:
    """Communes whose figures of the street are public; None where nobody can tell what is broken."""
    if STREETS not in {one.slug for one in offered_online()}:
        return None
    rows = Organisation.objects.filter(takes_in=True, area__kind=AreaKind.COMMUNE)
    coded = rows.annotate(code=Min("area__postal_codes__code")).exclude(code=None)
    codes = dict(coded.order_by("area__name", "pk").values_list("area", "code")[: MOST_FIGURES + 1])
    if len(codes) > MOST_FIGURES:
        return []
    areas = Area.objects.in_bulk(codes)
    return [InTheStreet(str(areas[area]), code) for area, code in codes.items()]


def closed_for_a_while() -> list[tuple[str, str]]:
    """What is taken in somewhere no more just now: the service, and why."""
    offered = offered_online()
    told = intake.told_before_each(offered)
    return [(str(service.title), said) for service in offered for said in told[service.slug]]


def telephones() -> list[Telephone]:
    """Where one may telephone: each platform's own number."""
    rows = Platform.objects.exclude(telephone="").order_by("name")
    return [Telephone(*row) for row in rows.values_list("name", "telephone")]


@dataclass(frozen=True, slots=True)
class Place:
    """A service one can write, go or telephone to."""

    name: str
    commune: str
    telephone: str
    email: str
    address: str
    opening_hours: str
    data_officer: str


def place_for(postal_code: str) -> Place | None:
    found = organisation_for(postal_code) if postal_code.isdecimal() else None
    return _place(found[1]) if found else None


def communes(postal_code: str = "") -> list[Area]:
    """Those served here, with the region in which they lie; only the one that has this code."""
    served = Area.objects.filter(organisations__takes_in=True).select_related("parent__parent")
    found = list(served.filter(postal_codes__code=postal_code)) if postal_code else []
    return found or list(served)


def places() -> list[Place]:
    """Every service that takes in requests, by commune."""
    rows = Organisation.objects.filter(takes_in=True).select_related("area").order_by("area__name")
    return [_place(row) for row in rows[:400]]


def _place(row: Organisation) -> Place:
    return Place(
        str(row),
        str(row.area),
        row.telephone,
        row.email,
        row.address,
        row.opening_hours,
        row.data_officer,
    )
