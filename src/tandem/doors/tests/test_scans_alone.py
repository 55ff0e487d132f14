"""A sheet on which everything is ticked needs no colleague: it is sent by itself."""

import pytest

from tandem.doors.models import Sheet
from tandem.doors.paper import printing
from tandem.doors.paper.actions import sheet_for
from tandem.doors.scans.choices import SheetState
from tandem.doors.scans.gathered import gathered
from tandem.doors.tests.scanning import scan
from tandem.tenancy.scope import within
from tests import paper
from tests.factories import PersonFactory, scope_of

pytestmark = pytest.mark.django_db
TICKED = {
    "kind": ["errands"],
    "when": ["0", "13"],
    "how_often": ["weekly"],
    "languages": ["fr"],
    "vital": ["no"],
    "program": ["yes"],
}


def test_a_form_of_somebody_known_on_which_all_is_ticked_is_sent_by_itself(
    scanner, service, commune
):
    with within(scope_of(commune)):
        ana = PersonFactory(organisation=commune)
        sheet = paper.of_pdf(printing.personal(sheet_for(ana, service), author="Tandem"))
    sheet.fill_in(TICKED)

    scan(scanner, sheet)

    with within(scope_of(commune)):
        read = Sheet.objects.get()
        assert gathered(read).questions_to_look_at(()) == []
        assert read.state == SheetState.SENT
