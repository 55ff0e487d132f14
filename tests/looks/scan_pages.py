"""Pages of paper that comes back: looked at with a form that was scanned before."""

from PIL import Image

from tandem.services.catalogue import known
from tests import paper
from tests.factories import OrganisationFactory, PersonFactory, PlatformFactory
from tests.parity.answers import Somebody, by_question
from tests.parity.drivers import Paper

SERVICE = "post-a-project"


def _desk() -> Paper:
    commune = OrganisationFactory(
        area__postal_code="1030", telephone="02 000 10 30", platform=PlatformFactory()
    )
    return Paper(desk=commune)


def _answers(desk: Paper):
    return by_question(known(SERVICE), Somebody(), desk.member.organisation.area)


def _first_page(*more: bytes) -> tuple[Paper, str]:
    """Only the first page of a form came, and whatever else lay on the scanner."""
    desk = _desk()
    desk.begin(known(SERVICE))
    desk.form.fill_in({"group_name": ["Les voisins"], "where_postal_code": ["1030"]})
    scan = paper.as_png(desk.form.scanned()[0])
    batch = paper.handed_in(desk.browser.client, scan, *more)
    desk.sheet = desk.sheets_on(desk.browser.get(batch))[0]
    return desk, batch


def scans_handed_in():
    desk, _batch = _first_page()
    return "/desk/scans/", desk.member.account


def what_came_of_scans():
    """Of a form, of something that is none, and of a file that is no scan."""
    nothing = Image.new("L", (1240, 1754), 255)
    nothing.paste(0, (200, 200, 900, 400))
    desk, batch = _first_page(paper.as_png(nothing), b"<svg/>")
    return batch, desk.member.account


def the_waiting_room():
    desk, _batch = _first_page()
    return "/desk/waiting-room/", desk.member.account


def a_sheet_that_waits():
    desk, _batch = _first_page()
    return desk.sheet, desk.member.account


def a_sheet_with_mistakes():
    desk, _batch = _first_page()
    return f"{desk.sheet}?check=all", desk.member.account


def a_sheet_that_went_back():
    desk, _batch = _first_page()
    desk.save()
    return f"{desk.sheet}done/", desk.member.account


def _read() -> Paper:
    desk = _desk()
    desk.begin(known(SERVICE))
    desk.answer(_answers(desk))
    return desk


def somebody_alike():
    desk = _read()
    PersonFactory(organisation=desk.member.organisation, first_name="Rosa", last_name="Vandenput")
    return f"{desk.sheet}known/", desk.member.account


def a_sheet_that_is_sent():
    desk = _read()
    desk.send()
    return f"{desk.sheet}done/", desk.member.account


PAGES = {
    "scans": scans_handed_in,
    "scans-batch": what_came_of_scans,
    "waiting-room": the_waiting_room,
    "waiting-sheet": a_sheet_that_waits,
    "waiting-sheet-mistakes": a_sheet_with_mistakes,
    "waiting-back": a_sheet_that_went_back,
    "waiting-alike": somebody_alike,
    "waiting-sent": a_sheet_that_is_sent,
}
