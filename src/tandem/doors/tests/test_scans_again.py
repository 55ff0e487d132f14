"""Scanned before, or filled in by somebody else: no page is thrown away on a machine's word."""

from random import Random

import pytest

from engines.sheets.tests import degrade
from tandem.doors.models import ScannedPage, Sheet
from tandem.doors.tests.scanning import ANSWERS, hand_in, scan
from tandem.tenancy.scope import within
from tests import paper
from tests.factories import scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(commune):
    with within(scope_of(commune)):
        yield


def two_people(service, raw) -> list[paper.PaperSheet]:
    """One print, copied; both give the same answers, each in her own hand."""
    blank = paper.printed(service)
    people = [
        paper.PaperSheet(blank.form, [page.copy() for page in blank.pages], Random(seed))
        for seed in (5, 77)
    ]
    for one in people:
        one.fill_in(raw)
    return people


@pytest.fixture
def need(service, answers):
    return two_people(service, {html: said for a in answers.values() for html, said in a.items()})


def states(file: int) -> set[str]:
    files = ScannedPage.objects.order_by("file_id").values_list("file_id", flat=True).distinct()
    return set(ScannedPage.objects.filter(file=files[file]).values_list("state", flat=True))


def test_what_a_second_person_wrote_on_a_photocopy_is_a_sheet_of_its_own(scanner, need, ours):
    for one in need:
        scan(scanner, one)

    assert states(1) == {"sheet"}
    first, second = Sheet.objects.order_by("copy")
    assert (first.state, second.state) == ("waiting", "waiting")


def test_two_people_in_one_file_are_two_sheets(scanner, need, ours):
    hand_in(scanner, paper.as_tiff([page for one in need for page in one.scanned()]))

    assert states(0) == {"sheet"}
    assert [one.state for one in Sheet.objects.order_by("copy")] == ["waiting", "waiting"]


@pytest.mark.parametrize("how", [degrade.upside_down, degrade.on_its_side])
def test_the_same_sheet_turned_or_noisy_is_one(how, scanner, lamp, ours):
    sheet = two_people(lamp, ANSWERS)[0]
    scan(scanner, sheet)

    hand_in(scanner, paper.as_tiff([how(page, Random(9)) for page in sheet.pages]))

    assert states(1) == {"again"}
    assert Sheet.objects.count() == 1


def test_the_picture_of_a_page_scanned_before_stays_and_a_colleague_may_object(scanner, lamp, ours):
    one = two_people(lamp, ANSWERS)[0]
    scan(scanner, one)
    batch = hand_in(scanner, paper.as_png(one.scanned()[0]))
    page = ScannedPage.objects.get(state="again")

    assert "Somebody else filled it in" in batch.text
    assert scanner.browser.client.get(f"/desk/scans/pages/{page.key}/").status_code == 200
    said = scanner.browser.post(f"/desk/scans/pages/{page.key}/belongs/", {"sheet": "own"})

    assert "The page lies with its sheet now." in said.text
    page.refresh_from_db()
    assert (page.state, page.sheet.copy) == ("sheet", 2)


def test_ticks_too_alike_to_tell_hands_apart_are_a_colleagues_to_decide(scanner, lamp, ours):
    ticks = {name: said for name, said in ANSWERS.items() if name in {"colour", "reach_channel"}}
    one, other = two_people(lamp, ticks)
    scan(scanner, one)

    scan(scanner, other)

    last = ScannedPage.objects.order_by("-file_id").first().file_id
    ticked = [page for page in ScannedPage.objects.filter(file=last) if page.reading["ticked"]]
    assert ticked
    assert not any(page.state == "again" for page in ticked)
