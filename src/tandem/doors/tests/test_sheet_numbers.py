"""Who handed in a form on paper has no receipt in hand, and the number that is printed on it."""

import pytest

from tandem.doors.models import Sheet
from tandem.doors.paper import codes
from tandem.doors.tests.scanning import filled, scan
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of
from tests.parity.drivers import Paper

pytestmark = pytest.mark.django_db


def test_the_number_on_the_paper_leads_to_what_came_of_it(scanner, lamp, commune):
    scan(scanner, filled(lamp))
    with within(scope_of(commune)):
        sheet = Sheet.objects.get()
    other = Paper(desk=OrganisationFactory())

    def asked(browser, number):
        return browser.post("/desk/waiting-room/numbered/", {"number": number})

    typed = codes.shown(sheet.printed).lower()
    asked(scanner.browser, typed)
    assert scanner.browser.path.endswith(f"/{sheet.key}/")
    assert "Was it scanned here?" in asked(other.browser, typed).text
    assert "such as ZKQ7 4MPA 9TUV" in asked(scanner.browser, "ZKQ7").text
