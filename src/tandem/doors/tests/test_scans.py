"""What comes of scanned pages: gathered, known again, routed, or kept for a colleague."""

from random import Random

import pytest
from django.test import Client
from PIL import Image

from engines.sheets.tests import degrade
from tandem.doors.models import PersonalSheet, ScanFile, ScannedPage, Sheet
from tandem.doors.paper import codes, printing
from tandem.doors.paper.actions import sheet_for
from tandem.doors.paper.codes import SheetPage
from tandem.doors.scans.choices import FileState, PageState, Refusal, SheetState
from tandem.doors.tests.scanning import ANSWERS, bomb, box, filled, hand_in, read, scan, sheets_on
from tandem.journal.choices import Door, Kind
from tandem.journal.models import Entry
from tandem.tenancy.scope import within
from tests import paper
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory, scope_of
from tests.parity.outcome import case_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(commune):
    with within(scope_of(commune)):
        yield


def states() -> list[str]:
    return [
        page.refusal or page.state for page in ScannedPage.objects.order_by("file_id", "number")
    ]


def test_a_form_that_came_on_paper_becomes_a_case(scanner, lamp, commune):
    batch = scan(scanner, filled(lamp))
    (path,) = sheets_on(batch)

    page = read(scanner, path, "send", who_first_name="Rosa", who_last_name="Vandenput",
                where_street="Rue des Tilleuls Inventés 12")  # fmt: skip

    assert "The request is sent" in page.text
    case = case_of(page.html.split("<bdi>")[1].split("</bdi>")[0])
    assert (case.door, case.service, case.organisation) == (Door.PAPER, lamp.slug, commune)
    assert case.postal_code == "1030"


def test_pages_come_in_any_order_turned_and_with_blank_backs(scanner, lamp, ours):
    chance, sheet = Random(3), filled(lamp)
    first, *others = sheet.scanned()
    back = degrade.toned(Image.new("L", first.size, 255), chance)
    turned = [degrade.upside_down(page, chance) for page in sheet.pages[1:]]
    assert len(others) == len(turned)

    batch = hand_in(scanner, paper.as_tiff([back, *turned, back, first]))

    assert len(sheets_on(batch)) == 1
    sheet = Sheet.objects.get()
    assert sheet.state == SheetState.WAITING
    assert sorted(states()) == sorted(["blank"] * 2 + ["sheet"] * sheet.pages)


def test_a_page_that_was_missing_joins_its_sheet_on_another_day(scanner, lamp, ours):
    *firsts, last = filled(lamp).scanned()

    hand_in(scanner, paper.as_tiff(firsts))
    assert Sheet.objects.get().state == SheetState.GATHERING
    page = scanner.browser.get(sheets_on(hand_in(scanner, paper.as_png(last)))[0])

    assert Sheet.objects.get().state == SheetState.WAITING
    assert "missing" not in page.text


def test_many_forms_in_one_file_stay_apart(scanner, lamp, ours):
    sheets = [filled(lamp, ANSWERS | {"colour": [colour]}) for colour in ("green", "blue")]
    one, other = (sheet.scanned() for sheet in sheets)

    # As they fall when a pile is dropped.
    mixed = [page for both in zip(one, other, strict=True) for page in both]
    batch = hand_in(scanner, paper.as_tiff(mixed))

    colours = [scanner.browser.get(path).values["colour"] for path in sheets_on(batch)]
    assert sorted(colours) == [["blue"], ["green"]]


def test_the_same_sheet_scanned_again_enters_nothing_twice(scanner, lamp, ours):
    sheet = filled(lamp)
    once = scan(scanner, sheet)

    again = hand_in(scanner, paper.as_pdf(sheet.scanned(degrade.clean), dpi=200))

    assert sheets_on(again) == sheets_on(once)
    assert states() == ["sheet"] * len(sheet.pages) + ["again"] * len(sheet.pages)


def test_the_very_same_file_is_not_even_read_again(scanner, lamp, ours):
    file = paper.as_tiff(filled(lamp).scanned())
    hand_in(scanner, file)

    batch = hand_in(scanner, file)

    assert "handed in before" in batch.text
    assert ScanFile.objects.filter(state=FileState.REFUSED, refusal=Refusal.SAME_FILE).count() == 1
    assert ScannedPage.objects.count() == Sheet.objects.get().pages


def test_a_photocopy_filled_in_by_somebody_else_is_a_request_of_its_own(scanner, lamp, ours):
    blank = paper.printed(lamp)
    copies = []
    for colour, hum in (("green", ["hum"]), ("blue", ["tick"])):
        copy = paper.PaperSheet(blank.form, [page.copy() for page in blank.pages])
        copy.fill_in(ANSWERS | {"colour": [colour], "noises": hum})
        copies.append(copy)

    scan(scanner, copies[0])
    batch = scan(scanner, copies[1])

    assert "A photocopy" in batch.text
    one, other = Sheet.objects.order_by("copy")
    assert (one.copy, other.copy) == (1, 2)
    assert one.draft_digest != other.draft_digest
    shown = [scanner.browser.get(f"/desk/waiting-room/{s.key}/") for s in (one, other)]
    assert [page.values["colour"] for page in shown] == [["green"], ["blue"]]


def test_the_form_of_another_commune_goes_to_the_commune_it_names(scanner, lamp):
    neighbour = OrganisationFactory(area__postal_code="1300")
    form = paper.printed(lamp, commune=neighbour.area)
    form.fill_in(ANSWERS | {"where_postal_code": ["1300"]})
    (path,) = sheets_on(scan(scanner, form))

    page = read(scanner, path, "send", who_first_name="Rosa", who_last_name="Vandenput",
                where_street="Rue Inventée 1")  # fmt: skip

    case = case_of(page.html.split("<bdi>")[1].split("</bdi>")[0])
    assert case.organisation == neighbour


def _stamped(sheet: paper.PaperSheet, text: str) -> bytes:
    page = sheet.pages[0].copy()
    paper.stamp(page, text)
    return paper.as_png(paper.quick(page, sheet.chance))


def test_a_forged_code_reads_nothing_and_waits_for_a_colleague(scanner, lamp, ours):
    sheet = filled(lamp)
    good = codes.write(SheetPage(sheet.form.key, "A" * 12, 1))
    forged = f"{good[:-1]}{'A' if good[-1] != 'A' else 'C'}"

    batch = hand_in(scanner, _stamped(sheet, forged))

    assert states() == [Refusal.NOT_OURS]
    assert "was not printed here" in batch.text
    assert Sheet.objects.count() == 0


@pytest.mark.parametrize("number", [0, 98])
def test_a_page_no_form_has_is_no_page(number, scanner, lamp, ours):
    sheet = filled(lamp)

    hand_in(scanner, _stamped(sheet, codes.write(SheetPage(sheet.form.key, "A" * 12, number))))

    assert states() == [Refusal.UNKNOWN_FORM]


def test_a_form_that_is_known_no_more_and_a_letter_wait_for_a_colleague(scanner, lamp, ours):
    sheet = filled(lamp)
    unknown = _stamped(sheet, codes.write(SheetPage("A" * 12, "A" * 12, 1)))
    letter = Image.new("L", (1240, 1754), 255)
    letter.paste(sheet.pages[0].crop((300, 600, 1400, 1400)), (60, 60))

    hand_in(scanner, unknown, paper.as_png(letter))

    assert states() == [Refusal.UNKNOWN_FORM, Refusal.NO_CODE]


def test_a_service_closed_to_paper_reads_none(scanner, lamp, ours, monkeypatch):
    sheet = filled(lamp)
    monkeypatch.setattr(lamp, "impossible", {Door.PAPER: "It is signed before a colleague."})

    scan(scanner, sheet)

    assert set(states()) == {Refusal.CLOSED}


def test_what_is_no_scan_is_refused_with_a_sentence(scanner, ours):
    batch = hand_in(scanner, b"<svg/>", b"PK\x03\x04", b"%PDF-1.7 broken", name="forms.pdf")

    assert batch.text.count("This is no PDF, JPEG, PNG, TIFF or HEIC") == 2
    assert "damaged" in batch.text
    assert not ScanFile.objects.filter(sealed__isnull=False).exists()


def test_what_is_made_to_be_too_much_is_refused_and_the_next_file_is_read(scanner, lamp, ours):
    endless = paper.as_pdf([Image.new("L", (9, 9), 255)] * 300)

    batch = hand_in(scanner, endless, bomb(), paper.as_tiff(filled(lamp).scanned()))

    assert "This file has more than 200 pages." in batch.text
    assert "This picture is much larger than a sheet of paper." in batch.text
    assert Sheet.objects.get().state == SheetState.WAITING


def test_the_sheet_of_somebody_known_elsewhere_is_passed_on(scanner, lamp, commune, ours):
    neighbour = OrganisationFactory()
    with within(scope_of(neighbour)):
        theirs = sheet_for(PersonFactory(organisation=neighbour), lamp)
        pdf = printing.personal(theirs, author="Tandem")
    sheet = paper.of_pdf(pdf)
    sheet.fill_in({"colour": ["green"]})

    batch = scan(scanner, sheet)

    assert set(states()) == {Refusal.ELSEWHERE}
    assert "Pass it on to it." in batch.text
    with within(scope_of(neighbour)):
        assert PersonalSheet.objects.get().used_at is None


def test_a_page_that_comes_when_the_request_is_sent_waits_for_a_colleague(scanner, lamp, ours):
    sheet = filled(lamp)
    first, *others = sheet.scanned()
    (path,) = sheets_on(hand_in(scanner, paper.as_tiff(others)))
    read(scanner, path, "send", who_first_name="Rosa", who_last_name="Vandenput",
         where_postal_code="1030", where_street="Rue Inventée 1", colour="green",
         reach_channel="letter")  # fmt: skip
    assert Sheet.objects.get().state == SheetState.SENT

    batch = hand_in(scanner, paper.as_png(first))

    assert Refusal.LATE in states()
    assert "is sent already" in batch.text


def test_nothing_chosen_is_said_at_the_field(scanner):
    page = scanner.browser.post("/desk/scans/", {})

    assert page.errors == ["Choose at least one file."]


def test_a_page_for_a_colleague_is_seen_noted_and_dealt_with(scanner, lamp, ours):
    batch = hand_in(scanner, _stamped(filled(lamp), codes.write(SheetPage("A" * 12, "A" * 12, 1))))
    page = ScannedPage.objects.get()

    picture = scanner.browser.client.get(f"/desk/scans/pages/{page.key}/")
    scanner.browser.post(f"/desk/scans/pages/{page.key}/dealt/", {})

    assert "See the page" in batch.text
    assert picture["Content-Type"] == "image/jpeg"
    assert "no-store" in picture["Cache-Control"]
    assert Entry.objects.filter(kind=Kind.LOOK, word="doors.scan_opened").count() == 1
    page.refresh_from_db()
    assert page.state == PageState.DEALT


@pytest.mark.parametrize("role", [None, "officer", "administrator", "operator"])
def test_to_others_no_scan_and_no_sheet_is_there(role, scanner, lamp, commune, ours):
    (path,) = sheets_on(scan(scanner, filled(lamp)))
    key, page = ScannedPage.objects.first().file.batch.key, ScannedPage.objects.first().key
    client = Client()
    if role:
        # An operator elsewhere is a stranger here.
        desk = OrganisationFactory() if role == "operator" else commune
        client.force_login(MembershipFactory(organisation=desk, role=role).account)

    paths = [f"/desk/scans/{key}/", f"/desk/scans/pages/{page}/", path]
    paths += [f"/desk/scans/pages/{page}/{deed}/" for deed in ("dealt", "belongs")]
    paths += [f"{path}{deed}/" for deed in ("take", "read", "known", "done", "join")]
    paths += [f"{path}pictures/1/0/", f"{path}pictures/1/1/"]
    for one in paths:
        found = {client.get(one).status_code, client.post(one, {}).status_code}
        # A stranger is asked to sign in, and learns nothing more.
        assert found <= ({404, 405} if role else {302, 403, 405}), one


def test_a_box_between_two_answers_is_asked_of_a_colleague(scanner, lamp, ours):
    sheet = filled(lamp)
    sheet.mark([box(sheet, "colour", "blue")])
    (path,) = sheets_on(scan(scanner, sheet))

    page = scanner.browser.get(path)

    assert "colour" not in page.values
    assert "Which colour has it? Look at it" in page.text
