"""Whether a line is a street that is known in its commune, and may be public before a colleague looked.

Whoever writes it may put a name, an illness or worse where the street is asked, and no form tells it
from a street. So nothing typed is public by itself: only what the commune has on its list, its
quarters, and what stood on a report of which a colleague has confirmed the place.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from tandem.streets.models import KnownAddress, NamedPlace, Report
from tandem.streets.sure_address import MARK, names_in
from tandem.territory.choices import AreaKind
from tandem.territory.models import Area, Organisation
from tandem.toolbox.folding import fold

MOST_LOOKED_AT = 200
MOST_FREED = 2000
"""So many reports that wait are looked through when the list of the commune changes."""


def is_known(report: Report) -> bool:
    """In the scope of its organisation."""
    listed = listed_in(report.territory, report.organisation_id)
    addressed = streets_among(report.organisation_id, names_in(report.street))
    return _is_known(report, listed | addressed)


def listed_in(commune: Area, organisation: int) -> frozenset[str]:
    """Folded: places on its own list, its quarters, in each of their names."""
    own = NamedPlace.objects.filter(organisation=organisation, territory=commune)
    parts = commune.parts.filter(kind=AreaKind.QUARTER)
    names = [name for row in own.values_list("name", flat=True) for name in row.split("/")]
    for area in parts:
        names += [area.name, *area.names.values()]
    return frozenset(filter(None, map(fold, names)))


def streets_among(organisation: int, names: Iterable[str]) -> frozenset[str]:
    """Which of these folded names are streets of its list of addresses."""
    rows = KnownAddress.objects.filter(organisation=organisation, street__in=list(names))
    return frozenset(rows.order_by().values_list("street", flat=True).distinct())


def free_known(organisation: Organisation) -> None:
    """What waits, and stands by now on the list of the commune, waits no more."""
    waiting = list(_waiting(organisation.pk)[:MOST_FREED])
    said = {name for report in waiting for name in names_in(report.street)}
    listed = listed_in(organisation.area, organisation.pk)
    _free(waiting, listed | streets_among(organisation.pk, said))


def free_others_of(report: Report) -> None:
    """A street that a colleague has confirmed once is known from then on."""
    waiting = _waiting(report.organisation_id).filter(street_folded=report.street_folded)
    _free(waiting[:MOST_LOOKED_AT], frozenset(names_in(report.street)))


def _waiting(organisation: int) -> QuerySet[Report]:
    rows: QuerySet[Report] = Report.objects.filter(organisation=organisation, place_confirmed=False)
    return rows.defer("sealed").order_by("-pk")


def _free(waiting: Iterable[Report], names: frozenset[str]) -> None:
    found = [one.pk for one in waiting if _says_nothing_else(one, names)]
    Report.objects.filter(pk__in=found).update(place_confirmed=True)


def _is_known(report: Report, listed: frozenset[str]) -> bool:
    if _says_nothing_else(report, listed):
        return True
    rows = Report.objects.filter(
        organisation=report.organisation_id,
        street_folded=report.street_folded,
        place_confirmed=True,
    ).exclude(street="")
    lines = rows.order_by("-pk").values_list("street", flat=True)[:MOST_LOOKED_AT]
    return _says_nothing_else(report, frozenset(name for line in lines for name in names_in(line)))


def _says_nothing_else(report: Report, names: frozenset[str]) -> bool:
    """Neither street nor mark holds anything but a name that is known, and numbers."""
    if report.mark and not MARK.fullmatch(report.mark):
        return False
    return not report.street or not names.isdisjoint(names_in(report.street))
