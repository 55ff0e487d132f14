"""Printed at home, filled in with a pen, scanned at the town hall, read, and answered by letter."""

from itertools import cycle
from random import Random

import pytest
from django.db import transaction
from django.utils.translation import gettext, override

from engines.sheets.tests import degrade, pen
from tandem.journal.choices import Door
from tests import paper
from tests.journeys.steps import fill, follow, press, receipt_on, the_letters
from tests.parity.outcome import case_of, outcome

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])

TICKED = {
    "where_postal_code": ["1030"],
    "kind": ["meal"],
    "when": ["4", "7"],
    "languages": ["nl"],
    "vital": ["no"],
    "program": ["yes"],
    "reach_channel": ["letter"],
    "care": ["large_print"],
}
BY_HAND = {
    "where_street": "Verzonnenstraat 5",
    "what": "Een warme soep, ik kan niet koken.",
    "exactly": "Dinsdag om 12 uur.",
    "who_first_name": "Odette",
    "who_last_name": "Verzonnen",
}
TYPED = {name: [said] for name, said in BY_HAND.items()}
MOST_TABS = 250


def print_in_large(page):
    """The file that a person opens at home to print it."""
    page.goto("/paper/ask-for-help/")
    fill(page, sort="large", postal_code="1030")
    page.locator('main select[name="language"]').select_option("nl")
    # The house shows it in the browser; kept as a file, whatever this browser can show.
    page.route("**/paper/ask-for-help/", _as_attachment)
    with page.expect_download() as found:
        press(page, "Open it to print (PDF)")
    return found.value.path().read_bytes()


def _as_attachment(route):
    answer = route.fetch()
    assert answer.headers["content-type"] == "application/pdf"
    headers = answer.headers | {"content-disposition": 'attachment; filename="form.pdf"'}
    route.fulfill(response=answer, headers=headers)


def filled_in(pdf):
    """With a ballpoint; how often she needs help, only faintly and in pencil."""
    with transaction.atomic():
        sheet = paper.of_pdf(pdf)
    assert (sheet.form.language, sheet.form.large) == ("nl", True)
    sheet.fill_in(TICKED | TYPED)
    boxes = sheet.form.meaning.ticks.items()
    once = [key for key, box in boxes if (box.name, box.value) == ("how_often", "once")]
    sheet.mark(once, pen=pen.LIGHT_PENCIL)
    return sheet


SPOILED = (degrade.scanned, degrade.upside_down, degrade.on_its_side)


def scanned(sheet):
    """As a scanner in a hurry gives them: out of order, askew, upside down, stained."""
    pages = [spoil(page, sheet.chance) for page, spoil in zip(sheet.pages, cycle(SPOILED))]
    Random(3).shuffle(pages)
    return paper.as_pdf(pages, dpi=200)


def hand_in(page, town, file):
    page.goto("/desk/scans/")
    page.locator('input[name="scans"]').set_input_files(
        {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": file}
    )
    press(page, "Hand in")
    town.work()
    page.reload()


def focus(page, name, value=None):
    """By Tab alone, as a colleague does who never lets go of the keys."""
    wanted = f'[name="{name}"]' + (f'[value="{value}"]' if value else "")
    focused = page.locator(f"{wanted}:focus")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if focused.count():
            return
    pytest.fail(f"{name} is not to be reached by Tab.")


def test_a_form_in_large_print_comes_back_and_is_answered_by_letter(town, somebody):
    sheet = filled_in(print_in_large(somebody()))

    desk = somebody(town.coordinators["Schaerbeek"])
    hand_in(desk, town, scanned(sheet))
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

    for name in ("where_street", "what", "exactly"):
        focus(desk, name)
        desk.keyboard.type(BY_HAND[name])
    focus(desk, "how_often")
    desk.keyboard.press("Space")
    for name in ("who_first_name", "who_last_name"):
        focus(desk, name)
        desk.keyboard.type(BY_HAND[name])
    focus(desk, "do", "send")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/done/")
    reference, word = receipt_on(desk)

    with transaction.atomic():
        case, came_of = case_of(reference), outcome(reference)
    assert (case.door, case.language, case.organisation) == (Door.PAPER, "nl", town.schaerbeek)
    assert came_of["answers"] == TICKED | TYPED | {"how_often": ["once"]}
    town.work()
    letter = the_letters(desk, town, "nl")
    for told in ("Odette Verzonnen", "Verzonnenstraat 5", reference, word):
        assert told in letter
    person = somebody()
    follow(person, reference, word, "nl")
    assert reference in person.locator("main").inner_text()
