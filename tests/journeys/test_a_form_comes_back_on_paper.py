"""Printed at home, filled in with a pen, scanned at the town hall, read, and answered by letter."""

import pytest
from django.db import transaction
from django.utils.translation import gettext, override

from tandem.journal.choices import Door
from tests.journeys.on_paper import NEED, filled_in, hand_in, print_in_large, scanned, type_and_send
from tests.journeys.steps import follow, press, receipt_on, the_letters
from tests.parity.outcome import case_of, outcome

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])


def test_a_form_in_large_print_comes_back_and_is_answered_by_letter(town, somebody):
    sheet = filled_in(print_in_large(somebody()))

    desk = somebody(town.coordinators["Schaerbeek"])
    hand_in(desk, scanned(sheet))
    town.work()
    desk.reload()
    said = desk.locator("main").inner_text()
    with override("nl"):
        assert gettext("In the waiting room") in said
        assert gettext("For a colleague") not in said

    desk.goto("/desk/waiting-room/")
    press(desk, "Open the one that waits longest")
    beside = desk.locator("details", has=desk.locator('[name="how_often"]'))
    with override("nl"):
        assert gettext("A mark is pale, as of pencil.") in beside.inner_text()
    assert desk.locator('[name="kind"][value="meal"]').is_checked()
    assert not desk.locator('[name="how_often"]:checked').count()
    picture = beside.locator("img.scan").first
    picture.scroll_into_view_if_needed()
    assert desk.request.get(picture.get_attribute("src")).headers["content-type"] == "image/jpeg"

    type_and_send(desk)
    reference, word = receipt_on(desk)

    with transaction.atomic():
        case, came_of = case_of(reference), outcome(reference)
    assert (case.door, case.language, case.organisation) == (Door.PAPER, "nl", town.schaerbeek)
    assert came_of["answers"] == NEED
    town.work()
    letter = the_letters(desk, town, "nl")
    for told in ("Odette Verzonnen", "Verzonnenstraat 5", reference, word):
        assert told in letter
    person = somebody()
    follow(person, reference, word, "nl")
    assert reference in person.locator("main").inner_text()
