"""Whoever kept the number of a sheet learns whether it has come, and nothing that stands on it."""

from uuid import uuid4

import pytest

from tandem.cases.models import Case
from tandem.doors.models import Sheet
from tandem.doors.paper import codes
from tandem.doors.scans.choices import SheetState
from tandem.doors.tests.scanning import filled, read, scan
from tandem.tenancy.scope import within
from tandem.toolbox.sealing import seal
from tests import paper
from tests.factories import scope_of
from tests.parity.drivers import Sms
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


def ask(number):
    return Browser("en").client.post("/number/", {"number": number, "postal_code": ""})


def test_its_number_tells_whether_it_has_come_and_how_far_it_is(scanner, lamp, ours):
    sheet = filled(lamp)
    scan(scanner, sheet)
    paper.work()
    printed = codes.shown(Sheet.objects.get().printed)

    waiting = ask(printed.lower())
    read(scanner, f"/desk/waiting-room/{Sheet.objects.get().key}/", "send", **WRITTEN)
    sent = ask(printed)

    assert "It came in on" in waiting.text
    assert "A colleague still has to read it." in waiting.text
    assert Sheet.objects.get().state == SheetState.SENT
    case = Case.objects.get()
    for page in (waiting, sent):
        for secret in (*WRITTEN.values(), case.reference):
            assert secret not in page.text
    assert printed in Sms().text(printed)


def test_of_a_photocopy_only_that_it_has_come_is_told(scanner, lamp, ours):
    scan(scanner, filled(lamp))
    paper.work()
    other = Sheet.objects.get()
    printed = codes.shown(other.printed)
    # Somebody else filled in a photocopy of it.
    other.pk, other.key, other.copy = None, uuid4(), 2
    other.sealed_code = seal("7K2M9PXA.word", other.place)
    other.save(force_insert=True)

    page = ask(printed)

    assert "It has arrived. For more, telephone us" in page.text
    assert "A colleague still has to read it." not in page.text


def test_a_number_that_nobody_knows_is_slowed_down_and_said_kindly(ours):
    assert "We know nothing by this number." in ask(codes.shown(codes.new_sheet())).text
