"""A form with a square of the printed map on it comes back scanned; the answer goes out by letter."""

import pytest
from django.db import transaction

from tandem.journal.choices import Door
from tandem.streets import grid
from tandem.streets.choices import State
from tests import paper
from tests.journeys.at_the_works import (
    in_the_inbox,
    open_report,
    reports_of,
    said_on,
    take_step,
    the_case,
)
from tests.journeys.on_paper import hand_in, printed_here, scanned
from tests.journeys.steps import fill, press, receipt_on, the_letters

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "looks"]),
    pytest.mark.parametrize("script", [False], indirect=True, ids=["without script"]),
]
SQUARE = "K10"
LARGE = "I9-L12"
"""In which it lies; its postal code and the square are printed on the form she opens from there."""
TICKED = {
    "kind": ["pothole"],
    "reach_channel": ["letter"],
}
BY_HAND = {
    "where_mark": SQUARE,
    "what": "Een diepe put midden op de weg.",
    "reach_last_name": "Verzonnen",
    "reach_street": "Verzonnenstraat 5",
    "reach_postal_code": "1030",
}


def test_a_square_of_the_map_is_enough_and_a_letter_asks_whether_it_is_repaired(town, somebody):
    person = somebody()
    person.goto("/streets/map/1030/")
    person.locator(f'main ul a[href$="/{LARGE}/"]').click()
    person.locator(f'main ul a[href$="/{SQUARE}/"]').click()
    press(person, "Print the form with this square on it")
    assert person.locator('[name="postal_code"]').input_value() == "1030"
    with transaction.atomic():
        sheet = paper.of_pdf(printed_here(person, "form"))
    sheet.fill_in({**TICKED, **{name: [said] for name, said in BY_HAND.items()}})

    # A colleague types what stands there by hand, beside its picture.
    desk = somebody(town.coordinators["Schaerbeek"])
    hand_in(desk, scanned(sheet))
    town.work()
    desk.goto("/desk/waiting-room/")
    press(desk, "Open the one that waits longest")
    assert desk.locator('[name="where_postal_code"]').input_value() == "1030"
    assert desk.locator('[name="kind"][value="pothole"]').is_checked()
    fill(desk, **BY_HAND)
    desk.locator('[name="do"][value="send"]').click()
    desk.wait_for_url("**/done/")
    reference, word = receipt_on(desk)
    assert the_case(reference).door == Door.PAPER

    # It lies in the middle of that square, and comes into the inbox with it.
    (report,) = reports_of(town.schaerbeek)
    assert (report.square, report.street, report.mark) == (SQUARE, "", "")
    assert (report.lat, report.lon) == grid.middle_of(town.schaerbeek.area, SQUARE)
    (line,) = in_the_inbox(desk)
    assert f"1030, vak {SQUARE}" in line

    open_report(desk, report.sign)
    assert BY_HAND["what"] in said_on(desk)
    take_step(desk, "It is repaired", words="Met nieuw asfalt.")
    town.work()
    letters = the_letters(desk, town, "nl")
    for told in ("Verzonnen", reference, word, SQUARE, "Met nieuw asfalt."):
        assert told in letters
    assert "Is het hersteld?" in letters
    assert reports_of(town.schaerbeek)[0].state == State.REPAIRED
