"""Somebody sees that something is broken, and tells it: by the screen alone, with a cut line."""

import pytest
from playwright.sync_api import expect

from tandem.streets import naming
from tandem.streets.forms_map import Entry
from tandem.streets.models import Report
from tandem.tenancy.scope import transaction_within
from tests.factories import scope_of
from tests.journeys.steps import fill, press, receipt_on

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])

IN_DUTCH = (
    {"where_postal_code": "1030", "where_street": "Verzonnenstraat 5"},
    {"what": "De lamp brandt niet meer."},
    {"kind": "lamp"},
    # No photo of it.
    {},
    {"reach_channel": "email", "reach_email": "ann@post.example"},
)


def begin(page, *questions):
    page.goto("/s/report-broken/")
    press(page, "Start")
    for said in questions:
        fill(page, **said)
        press(page, "Continue")


def reports_of(organisation):
    with transaction_within(scope_of(organisation)):
        return list(Report.objects.order_by("pk"))


@pytest.fixture
def listed(town):
    """The commune names the street: else it is not public before a colleague has confirmed it."""
    area = town.schaerbeek.area
    with transaction_within(scope_of(town.schaerbeek)):
        naming.name_places(town.schaerbeek, [Entry("Verzonnenstraat", (area.lat, area.lon))])


@pytest.mark.usefixtures("listed")
def test_told_without_any_map_and_joined_by_a_second(town, somebody):
    first, second = somebody(), somebody()
    begin(first, *IN_DUTCH)
    press(first, "Send")
    receipt_on(first)

    begin(second, *IN_DUTCH)
    second.get_by_role("radio").nth(1).check()
    press(second, "Send")
    receipt_on(second)

    (report,) = reports_of(town.schaerbeek)
    assert report.voices_count == 2
    page = somebody()
    page.goto("/streets/?postal_code=1030")
    expect(page.locator("main")).to_contain_text("Een straatlamp, Verzonnenstraat 5")
    # So few are not counted in public.
    page.goto(f"/streets/{report.sign}/")
    expect(page.locator("main")).to_contain_text("minder dan vijf mensen")


@pytest.mark.parametrize("script", [True], ids=["with script"])
def test_while_the_line_is_cut_what_is_typed_stays_and_leaves_by_itself(town, somebody, script):
    page = somebody()
    begin(page, IN_DUTCH[0])
    fill(page, **IN_DUTCH[1])
    page.context.set_offline(True)

    press(page, "Continue")

    expect(page.locator("#cut")).to_be_visible()
    expect(page.locator("#id_what")).to_have_value(IN_DUTCH[1]["what"])
    page.context.set_offline(False)
    expect(page.locator("input[name=kind]").first).to_be_attached()


@pytest.mark.parametrize("script", [False], ids=["without script"])
def test_without_script_a_cut_line_loses_nothing_that_was_answered_or_just_typed(town, somebody):
    page = somebody()
    begin(page, IN_DUTCH[0])
    here = page.url
    fill(page, **IN_DUTCH[1])
    page.context.set_offline(True)

    # The browser says by itself that there is no line; to load again sends what was typed.
    press(page, "Continue")
    expect(page.locator("#id_what")).to_have_count(0)
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("input[name=kind]").first).to_be_attached()

    # And where she came from stands all that she has said, kept by the house.
    page.goto(here)
    expect(page.locator("#id_what")).to_have_value(IN_DUTCH[1]["what"])
