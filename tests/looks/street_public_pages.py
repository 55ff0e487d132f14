"""What anybody may read of the streets, with something in every state."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tandem.streets import grid
from tandem.streets.choices import Closed, State
from tandem.streets.jobs import count_for
from tandem.streets.tests.factories import ReportFactory, VoiceFactory
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

Arranged = tuple[str, Any]


def _street(path: str) -> Callable[[], Arranged]:
    def arrange() -> Arranged:
        organisation = OrganisationFactory(area__postal_code="1030")
        lat, lon = grid.middle_of(organisation.area, "K10") or (0, 0)
        report = ReportFactory(organisation=organisation, lat=lat, lon=lon)
        VoiceFactory(report=report)
        ReportFactory(organisation=organisation, category="danger_hole")
        ReportFactory(organisation=organisation, state=State.REPAIRED)
        ReportFactory(organisation=organisation, state=State.CLOSED, closed_because=Closed.PRIVATE)
        with within(scope_of(organisation)):
            count_for(organisation, timezone.localdate())
        return path.format(sign=report.sign), None

    return arrange


PAGES: dict[str, Callable[[], Arranged]] = {
    "streets": _street("/streets/?postal_code=1030"),
    "streets-report": _street("/streets/{sign}/"),
    "streets-figures": _street("/streets/figures/1030/"),
    "streets-sheet": _street("/streets/map/1030/"),
}
