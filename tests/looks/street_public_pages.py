"""What anybody may read of the streets, with something in every state."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tandem.streets import grid, handing, naming, photos
from tandem.streets.choices import Closed, Ground, State
from tandem.streets.forms_map import Entry
from tandem.streets.handing import To
from tandem.streets.jobs import count_for
from tandem.streets.models import Heard
from tandem.streets.tests.factories import ReportFactory, VoiceFactory
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of
from tests.photographed import jpeg

Arranged = tuple[str, Any]


def _street(path: str) -> Callable[[], Arranged]:
    def arrange() -> Arranged:
        organisation = OrganisationFactory(area__postal_code="1030")
        lat, lon = grid.middle_of(organisation.area, "K10") or (0, 0)
        report = ReportFactory(organisation=organisation, lat=lat, lon=lon)
        voice = VoiceFactory(report=report)
        with within(scope_of(organisation)):
            photos.release(
                photos.keep_added(report, voice, uuid4(), jpeg(600, 300)), unreadable=False
            )
            came_back = handing.hand_over(report, To(Ground.RAILWAY, name="The railway"), "")
            handing.came_back(came_back, "The bridge is the region’s.")
            handing.hand_over(report, To(Ground.REGION, name="The region"), "")
        ReportFactory(organisation=organisation, category="danger_hole")
        ReportFactory(organisation=organisation, state=State.REPAIRED)
        ReportFactory(organisation=organisation, state=State.CLOSED, closed_because=Closed.PRIVATE)
        with within(scope_of(organisation)):
            for code, percent in (("1030", 180), ("1031", 20)):
                Heard.objects.create(
                    postal_code=code,
                    percent=percent,
                    counted_on=timezone.localdate(),
                    organisation=organisation,
                    territory=organisation.area,
                )
            # Counted until a day, without it.
            count_for(organisation, timezone.localdate() + timedelta(days=1))
            naming.name_places(organisation, [Entry("Place Inventée / Bedachtplein", (lat, lon))])
        return path.format(sign=report.sign), None

    return arrange


PAGES: dict[str, Callable[[], Arranged]] = {
    "streets": _street("/streets/?postal_code=1030"),
    "streets-report": _street("/streets/{sign}/"),
    "streets-figures": _street("/streets/figures/1030/"),
    "streets-sheet": _street("/streets/map/1030/?name=inventee"),
    "streets-square": _street("/streets/map/1030/K10/"),
}
