"""Pictures of a form, handed in by whoever filled it in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from engines.sheets.tests import degrade
from tandem.cases.models import Case
from tandem.doors.models import Batch, ScanFile, Sheet
from tandem.doors.scans.choices import SheetState, Source
from tandem.doors.scans.rules import MOST_BYTES_FROM_HOME
from tandem.doors.tests.scanning import filled, read
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.tenancy.scope import within
from tests import paper
from tests.factories import OrganisationFactory, scope_of
from tests.parity.drivers.browser import Browser

pytestmark = pytest.mark.django_db
WRITTEN = {
    "where_street": "Rue des Tilleuls Inventés 12",
    "who_first_name": "Rosa",
    "who_last_name": "Vandenput",
}


@pytest.fixture
def ours(commune):
    with within(scope_of(commune)):
        yield


def in_english():
    return Browser("en").client


def hand_in(*files: bytes, postal_code: str = "1030", client=None):
    """What the answer says, and where it leads."""
    pictures = [SimpleUploadedFile("IMG.jpg", file) for file in files]
    said = {"postal_code": postal_code, "scans": pictures}
    return (client or in_english()).post("/paper/hand-in/", said)


def photographs(sheet):
    return [
        paper.as_jpeg(degrade.photographed(page, sheet.chance, long_side=2400))
        for page in sheet.pages
    ]


def test_pictures_of_a_telephone_become_a_sheet_of_the_commune(scanner, lamp, ours):
    answer = hand_in(*photographs(filled(lamp)))
    paper.work()

    assert answer["Location"] == "/paper/handed-in/"
    sheet = Sheet.objects.get()
    assert sheet.state == SheetState.WAITING
    page = read(scanner, f"/desk/waiting-room/{sheet.key}/", "send", **WRITTEN)
    assert "The request is sent" in page.text
    assert Case.objects.get().door == Door.PAPER


def test_nothing_of_what_was_handed_in_is_shown_to_a_stranger(lamp, ours):
    client = in_english()
    hand_in(*photographs(filled(lamp))[:1], client=client)

    page = client.get("/paper/handed-in/")

    batch = Batch.objects.get()
    assert batch.source == Source.HOME
    assert str(batch.key) not in page.text
    entry = Entry.objects.get(word="doors.scans_taken_in")
    assert (entry.door, entry.account) == (Door.PAPER, None)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "Choose at least one file."),
        ([b"<svg/>"], "This is no PDF"),
        ([b""], "This file is empty."),
        ([b"%PDF-" + bytes(MOST_BYTES_FROM_HOME)], "larger than 15 MB"),
        ([b"%PDF-1.7"] * 13, "more than 12 files"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_field(files, said, ours):
    answer = hand_in(*files)

    assert answer.status_code == 200
    assert said in answer.text
    assert ScanFile.objects.count() == 0


def test_a_place_that_nobody_serves_is_said(commune, ours):
    answer = hand_in(b"%PDF-1.7", postal_code="9999")

    assert "No commune served here has this postal code" in answer.text
    assert Batch.objects.count() == 0


def test_it_comes_to_the_commune_of_the_postal_code_and_to_no_other(commune):
    neighbour = OrganisationFactory(area__postal_code="1300")

    hand_in(b"%PDF-1.7", postal_code="1300")

    with within(scope_of(neighbour)):
        assert Batch.objects.get().organisation == neighbour
    with within(scope_of(commune)):
        assert Batch.objects.count() == 0


def test_who_hands_in_very_often_waits(commune, ours):
    client = in_english()
    answers = [hand_in(b"%%PDF-1.%d" % number, client=client) for number in range(14)]

    assert "Many forms were handed in from here" in answers[-1].text
    assert 10 <= Batch.objects.count() < 14
