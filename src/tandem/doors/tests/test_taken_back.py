"""A tick taken back on paper: as the form asks, or as many people do."""

from random import Random

import numpy as np
import pytest
from django.utils.translation import override

from engines.sheets import words_struck
from engines.sheets.straight import FINE
from engines.sheets.tests import degrade, pen
from tandem.doors.models import Sheet
from tandem.doors.paper.wording import Wanted, content
from tandem.doors.scans.gathered import gathered
from tandem.doors.tests.scanning import ANSWERS, box, filled, read, scan, sheets_on
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.tenancy.scope import within
from tests import paper
from tests.factories import scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(commune):
    with within(scope_of(commune)):
        yield


def place(sheet, key):
    for layout, page in zip(sheet.form.layout.pages, sheet.pages, strict=True):
        for one in layout.boxes:
            if one.key == key:
                return one, page
    raise AssertionError(key)


def test_words_struck_out_beside_a_tick_are_asked_of_a_colleague(scanner, lamp, ours):
    sheet = filled(lamp)
    wrong, right = (box(sheet, "noises", value) for value in ("hum", "tick"))
    sheet.mark([wrong, right])
    one, page = place(sheet, wrong)
    middle = one.y + one.size / 2
    words = [(one.x + one.size + 2, middle + 0.3), (one.x + one.size + 14, middle - 0.3)]
    pen.draw(page, [words], pen.BLUE, Random(2))

    (path,) = sheets_on(scan(scanner, sheet))
    seen = scanner.browser.get(path)

    kept = Sheet.objects.get()
    assert gathered(kept).unsure == {wrong}
    assert not any(drafts.take_up(kept.code).answers.get("noises", ()))
    assert "The words beside a ticked box look struck out" in seen.text


def test_a_box_filled_out_as_the_form_asks_is_looked_at_too(scanner, lamp, ours):
    sheet = filled(lamp)
    wrong = box(sheet, "noises", "hum")
    one, page = place(sheet, wrong)
    pen.draw(page, pen.correction(one, Random(3)), pen.BALLPOINT, Random(3))

    (path,) = sheets_on(scan(scanner, sheet))

    assert "A box is filled out: perhaps the tick was taken back." in scanner.browser.get(path).text


def test_why_to_look_stays_until_somebody_has_said_what_stands_there(scanner, lamp, ours):
    sheet = filled(lamp, {name: said for name, said in ANSWERS.items() if name != "colour"})
    sheet.mark([box(sheet, "colour", "blue")], pen=pen.LIGHT_PENCIL)
    (path,) = sheets_on(scan(scanner, sheet))
    looks = ("A mark is pale, as of pencil.", "Which colour has it? Look at it")

    refused = read(scanner, path, "send", colour="", who_first_name="Rosa").text
    scanner.browser.get("/desk/waiting-room/")
    again = scanner.browser.get(path).text
    answered = read(scanner, path, "check", colour="blue").text

    assert all(said in refused and said in again for said in looks)
    assert not any(said in answered for said in looks)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_of_a_real_form_no_word_looks_struck_out(large, language, service, commune):
    printed = paper.printed(service, language=language, large=large)
    for layout, page in zip(printed.form.layout.pages, printed.pages, strict=True):
        rows = np.asarray(degrade.blurred(page, 1).resize((210 * FINE, 297 * FINE)))
        assert [one.key for one in layout.boxes if words_struck(rows, layout, one)] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Fill it"), ("fr", "Noircissez"), ("nl", "helemaal"), ("de", "ganz")],
)
def test_the_form_says_how_a_tick_is_taken_back(language, said):
    with override(language):
        words, _meaning = content(Wanted(known("ask-for-help"), language))

    assert any(said in line for line in words["how"])
