"""A form from the printer of the person to the waiting room of the town hall."""

from itertools import cycle
from random import Random

import pytest
from django.db import transaction

from engines.sheets.tests import degrade, pen
from tandem.services.conditions import Raw
from tests import paper
from tests.journeys.steps import fill, press

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
FAINT = {"how_often": ["once"]}
"""Only faintly and in pencil."""
BY_HAND = {
    "where_street": "Verzonnenstraat 5",
    "what": "Een warme soep, ik kan niet koken.",
    "exactly": "Dinsdag om 12 uur.",
    "who_first_name": "Odette",
    "who_last_name": "Verzonnen",
}
NEED: Raw = TICKED | FAINT | {name: [said] for name, said in BY_HAND.items()}
"""All that she answers, in the order of the form where it matters."""
SPOILED = (degrade.scanned, degrade.upside_down, degrade.on_its_side)
MOST_TABS = 250


def print_in_large(page) -> bytes:
    return printed_at_home(page, "ask-for-help", "large")


def printed_at_home(page, slug: str, sort: str) -> bytes:
    """The file that a person opens at home to print it, in Dutch."""
    page.goto(f"/paper/{slug}/")
    return printed_here(page, sort)


def printed_here(page, sort: str) -> bytes:
    """The same from the page of the form itself, as it was come by."""
    fill(page, sort=sort, postal_code="1030")
    page.locator('main select[name="language"]').select_option("nl")
    # The house shows it in the browser; kept as a file, whatever this browser can show.
    page.route("**/paper/*/*", _as_attachment)
    with page.expect_download() as found:
        press(page, "Open it to print (PDF)")
    return found.value.path().read_bytes()


def _as_attachment(route) -> None:
    answer = route.fetch()
    assert answer.headers["content-type"] == "application/pdf"
    headers = answer.headers | {"content-disposition": 'attachment; filename="form.pdf"'}
    route.fulfill(response=answer, headers=headers)


def filled_in(pdf: bytes) -> paper.PaperSheet:
    """With a ballpoint; how often she needs help, only faintly and in pencil."""
    with transaction.atomic():
        sheet = paper.of_pdf(pdf)
    assert (sheet.form.language, sheet.form.large) == ("nl", True)
    sheet.fill_in({name: said for name, said in NEED.items() if name not in FAINT})
    boxes = sheet.form.meaning.ticks.items()
    pale = [key for key, box in boxes if box.value in FAINT.get(box.name, [])]
    sheet.mark(pale, pen=pen.LIGHT_PENCIL)
    return sheet


def scanned(sheet: paper.PaperSheet) -> bytes:
    """As a scanner in a hurry gives them: out of order, askew, upside down, stained."""
    pages = [spoil(page, sheet.chance) for page, spoil in zip(sheet.pages, cycle(SPOILED))]
    Random(3).shuffle(pages)
    return paper.as_pdf(pages, dpi=200)


def hand_in(page, file: bytes) -> None:
    page.goto("/desk/scans/")
    page.locator('input[name="scans"]').set_input_files(
        {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": file}
    )
    press(page, "Hand in")


def type_and_send(page) -> None:
    """By the keys alone, in the order of the page: what is written by hand, and the pale mark."""
    names = ("where_street", "what", "exactly", "how_often", "who_first_name", "who_last_name")
    for name in names:
        focus(page, name)
        # A blank ticks the box.
        page.keyboard.type(BY_HAND.get(name, " "))
    focus(page, "do", "send")
    page.keyboard.press("Enter")
    page.wait_for_url("**/done/")


def focus(page, name: str, value: str | None = None) -> None:
    """By Tab alone, as a colleague does who never lets go of the keys."""
    wanted = f'[name="{name}"]' + (f'[value="{value}"]' if value else "")
    focused = page.locator(f"{wanted}:focus")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if focused.count():
            return
    pytest.fail(f"{name} is not to be reached by Tab.")
