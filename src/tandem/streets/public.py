"""What anybody may know of a report, wherever it leaves the house: pages of data, feeds, programs.

Never who told it, nor her words. Where what is broken tells of a household (rubbish, rats, a leak), or
where nobody but a neighbour sees it, the nearest house would point at whoever told: there the number
is left out and the point is rounded. What the service itself put into the street stays exact. A street
that is not known in the commune waits until a colleague has confirmed the place.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from babel.dates import get_month_names
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tandem.services.alike import voices_told
from tandem.streets import sure_address
from tandem.streets.choices import Closed, State, Trouble
from tandem.streets.kinds import Kind, known_kinds
from tandem.streets.models import Report
from tandem.streets.rules import OPEN
from tandem.territory.models import Area

THINGS = frozenset(
    {
        Trouble.LAMP,
        Trouble.SIGN,
        Trouble.BIN,
        Trouble.PLAYGROUND,
        Trouble.TREE,
        Trouble.POTHOLE,
        Trouble.PAVEMENT,
    }
)
"""Of the street itself: whoever walks past sees them, and teams need the spot."""
Facts = dict[str, object]
ROUNDED = 3
"""Decimals of a degree: about 110 m by 70 m in Belgium."""
MONTHS = "|".join(
    name for language in ("fr", "nl", "de") for name in get_month_names(locale=language).values()
)
"""Streets are named after days: “Rue du 11 Novembre” is no house number."""
ORDINAL = r"1er\b|1[eè]re\b|\d+(?:e|ème|ste|de)\s+[^\W\d]"
YEAR = r"(?:1[5-9]|20)\d\d(?:\s*[-–]\s*(?:1[5-9]|20)?\d\d)?(?=\s*,?\s+\d)"
"""Of a name, where the number of the house follows it."""
BOX = r"(?:[\s,/]*\b(?:bte|bus|boîte|boite|box|b)\W*(?:[a-z]?\d{1,4}[a-z]?|[a-z])\b)"
NUMBERED = re.compile(
    rf"(?P<kept>\b(?:{YEAR}|\d+\W+(?:{MONTHS})\b(?:\s+{YEAR})?|(?:{ORDINAL})))"
    rf"|\b\d+\w*(?:\s*[-–/]\s*\d+\w*)*(?:{BOX}|\s+[a-z](?![\w'’]))?",
    re.IGNORECASE,
)
"""A box is only what follows a number: “Baan” and “Bois” are names."""
HOUSE = re.compile(
    r"(?:0|[1-9]\d{0,3})(?:[a-z]\b|(?:\s*[-–]\s*[1-9]\d{0,2})?(?!\w))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it is, as told to the public."""

    street: str
    postal_code: str
    lat: float | None
    lon: float | None
    exact: bool
    rough: bool = False
    """Its point is the middle of a square of the map, or somewhere in its street."""

    @property
    def has_exact_point(self) -> bool:
        """Whether the point is that of the thing itself: not where there is none, or a rough one."""
        return self.exact and self.lat is not None and not self.rough

    @property
    def line(self) -> str:
        return ", ".join(filter(None, [self.street, self.postal_code]))


def spot_of(report: Report) -> Spot:
    exact = report.trouble in THINGS
    if exact or report.lat is None or report.lon is None:
        lat, lon = report.lat, report.lon
    else:
        lat, lon = round(report.lat, ROUNDED), round(report.lon, ROUNDED)
    street = report.street if sure_address.may_be_told(report) else ""
    street = with_its_number(street) if exact else without_number(street)
    rough = bool(report.square) or report.rough
    return Spot(street, report.postal_code, lat, lon, exact, rough)


def place_in_words(report: Report) -> str:
    """The place with what is written on it, and the square of the map; where nothing else is known,
    the point as far as the public may know it.
    """
    spot = spot_of(report)
    square = _("square %(square)s") % {"square": report.square} if report.square else ""
    mark = mark_of(report)
    alone = not (spot.street or mark or square) and spot.lat is not None
    point = f"{spot.lat} {spot.lon}" if alone else ""
    if report.street and not (spot.street or mark or square or point):
        # What was typed waits for a colleague.
        return _("a street in %(postal_code)s") % {"postal_code": report.postal_code}
    return ", ".join(filter(None, [spot.line, mark, square, point]))


def mark_of(report: Report) -> str:
    """What is written on a thing of the street."""
    told = report.trouble in THINGS and sure_address.mark_may_be_told(report)
    return report.mark if told else ""


def without_number(street: str) -> str:
    """The street alone.

    >>> without_number("Rue des Tilleuls, 12 bte 3"), without_number("Rue du 11 Novembre 5")
    ('Rue des Tilleuls', 'Rue du 11 Novembre')
    """
    return " ".join(
        NUMBERED.sub(lambda found: found["kept"] or " ", street).replace(",", " ").split()
    )


def with_its_number(street: str) -> str:
    """The street and the number of the house: no box, and no figure that may be of somebody.

    >>> with_its_number("Rue des Tilleuls, 12b bte 3"), with_its_number("5/2, rue du 11 Novembre")
    ('Rue des Tilleuls, 12b', '5, rue du 11 Novembre')
    >>> with_its_number("Rue des Tilleuls 12-14"), with_its_number("Tilleuls 0470 1122 b 33")
    ('Rue des Tilleuls 12-14', 'Tilleuls')
    """
    found = next((one for one in NUMBERED.finditer(street) if not one["kept"]), None)
    if found is None:
        return street
    house = HOUSE.match(found[0])
    before, after = street[: found.start()], street[found.end() :]
    # “12, rue des Tilleuls” is written by some; else nothing of the street follows its number.
    ends = before.strip(" ,") and re.search(r"\w", after)
    rest = "" if ends else NUMBERED.sub(lambda one: one["kept"] or " ", after)
    said = f"{before}{house[0] if house else ''}{rest}"
    return " ".join(said.split()).strip(" ,")


def voices_of(report: Report) -> int | None:
    """How many told of it; None where they are few."""
    return voices_told(report.voices_count)


def hour_of(moment: datetime) -> datetime:
    """The hour in which it was, without its minutes: who walked past at 17:42 can be known, who did at
    five less. Of the service’s own steps too: one that follows at once tells the minute of the first.
    """
    return moment.replace(minute=0, second=0, microsecond=0)


def is_open(report: Report) -> bool:
    return report.state in OPEN


class Names:
    """What categories are called, each commune asked once."""

    def __init__(self) -> None:
        self._by_commune: dict[int, dict[str, Kind]] = {}

    def kind(self, report: Report) -> Kind:
        found = self.of(report.territory)
        return found.get(report.category, found[Trouble.OTHER])

    def of(self, commune: Area) -> dict[str, Kind]:
        if commune.pk not in self._by_commune:
            self._by_commune[commune.pk] = known_kinds(commune)
        return self._by_commune[commune.pk]

    def title(self, report: Report) -> str:
        """What and where, in one line: “A street lamp: Rue des Tilleuls 12, 1030”."""
        said = {"category": self.kind(report).label, "place": spot_of(report).line}
        return _("%(category)s: %(place)s") % said


def state_in_words(report: Report) -> str:
    """Its state, and why where nothing was repaired."""
    if report.state == State.NEW and report.reopened:
        return pgettext("of a report", "Opened again")
    said = str(State(report.state).label)
    return f"{said}. {Closed(report.closed_because).label}" if report.closed_because else said


def page_of(report: Report) -> str:
    """Where anybody follows it."""
    return f"/streets/{report.sign}/"


def facts_of(report: Report, names: Names) -> Facts:
    """All of it, as data; days without hours."""
    spot = spot_of(report)
    one = report.joined_to or report
    return {
        "id": report.sign,
        "category": report.category,
        "category_name": str(names.kind(report).label),
        "state": report.state,
        "closed_because": report.closed_because or None,
        "joined_to": report.joined_to.sign if report.joined_to else None,
        "outcome": one.state,
        "outcome_because": one.closed_because or None,
        "reported_on": _day(report.reported_at),
        "due_on": report.due_on.isoformat(),
        "planned_for": report.planned_for.isoformat() if report.planned_for else None,
        "ended_on": _day(report.ended_at) if report.ended_at else None,
        "reopened": report.reopened,
        "voices": voices_of(report),
        "postal_code": spot.postal_code,
        "street": spot.street,
        "lat": spot.lat,
        "lon": spot.lon,
        "exact_place": spot.has_exact_point,
    }


def _day(moment: datetime) -> str:
    return timezone.localdate(moment).isoformat()


def language_of(commune: Area) -> str:
    """In which it writes first, where nobody says in which he reads."""
    spoken = dict(settings.LANGUAGES)
    wished = [one for one in commune.required_languages if one in spoken]
    return wished[0] if wished else settings.LANGUAGE_CODE
