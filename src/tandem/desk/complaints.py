"""Who looks at a complaint that we could not settle: the supervisory authority, the ombudsmen.

Each address with where it was read, since when it holds for us, and by when somebody reads it again;
past that day the page says so. A telephone number stands here only where its own office gives it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from tandem.territory.models import Area
from tandem.toolbox.texts import Text

FLANDERS, WALLONIA, BRUSSELS = "02000", "03000", "04000"
"""Regions, by their NIS codes."""
CHECKED_ON = date(2026, 11, 27)
REVIEW_BY = date(2027, 5, 27)


@dataclass(frozen=True, slots=True)
class Office:
    name: Text
    looks_at: Text
    address: Text
    site: str
    source: str
    """Where this was read, on the day of `checked_on`."""
    telephone: str = ""
    email: str = ""
    region: str = ""
    """Only for communes there; empty for all."""
    checked_on: date = CHECKED_ON
    review_by: date = REVIEW_BY

    def is_due(self, today: date) -> bool:
        """Whether it should have been read again."""
        return today > self.review_by


AUTHORITY = Office(
    _("Data Protection Authority"),
    _("How your data are used."),
    _("Rue de la Presse 35, 1000 Brussels"),
    "www.dataprotectionauthority.be",
    "www.dataprotectionauthority.be",
    telephone="02 274 48 00",
    email="contact@apd-gba.be",
)
OMBUDSMEN = (
    Office(
        _("Ombuds Brussels"),
        _("What communes and regional services in Brussels do, where they have no ombudsman."),
        _("Place de la Vieille Halle aux Blés 1, 1000 Brussels"),
        "www.ombuds.brussels",
        "be.brussels",
        telephone="02 549 67 00",
        email="plaintes@ombuds.brussels",
        region=BRUSSELS,
    ),
    Office(
        _("Ombudsman of Wallonia and of the Wallonia-Brussels Federation"),
        _("What Walloon services do, and communes that have agreed to it."),
        _("Rue Lucien Namèche 54, 5000 Namur"),
        "www.le-mediateur.be",
        "www.aomf-ombudsmans-francophonie.org",
        region=WALLONIA,
    ),
    Office(
        _("Flemish Ombudsman Service"),
        _("What Flemish services do, and communes that have no ombudsman."),
        _("Leuvenseweg 86, 1000 Brussels"),
        "www.vlaamseombudsdienst.be",
        "www.vlaanderen.be",
        telephone="1700",
        email="klachten@vlaamseombudsdienst.be",
        region=FLANDERS,
    ),
    Office(
        _("Federal Ombudsman"),
        _("What federal services do, such as taxes and pensions."),
        _("Rue de Louvain 48, 1000 Brussels"),
        "www.federalombudsman.be",
        "www.damme.be",
    ),
)


def region_of(commune: Area) -> str:
    """The NIS code of its region; of an area read with its parents this asks nothing."""
    above = commune
    while above.parent is not None and above.nis not in {FLANDERS, WALLONIA, BRUSSELS}:
        above = above.parent
    return above.nis


def ombudsmen_of(communes: Iterable[Area]) -> list[Office]:
    """Those who look at what is done there, and the federal one."""
    regions = {region_of(commune) for commune in communes}
    return [one for one in OMBUDSMEN if not one.region or one.region in regions]
