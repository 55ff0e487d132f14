"""Pages of the doors that need a draft, or somebody at the desk, to be looked at."""

from datetime import date

from django.utils import timezone

from tandem.cases.measuring import public_services
from tandem.cases.models import Measurement
from tandem.doors.models import PrintOrder
from tandem.journal.choices import Door
from tandem.people.choices import Channel
from tandem.services.catalogue import known
from tandem.tenancy.scope import transaction_within
from tests.factories import OrganisationFactory, PersonFactory, PlatformFactory, scope_of
from tests.parity.answers import Somebody, by_question
from tests.parity.drivers import Telephone

SERVICE = "ask-for-help"
MANY = {"service": SERVICE, "sort": "form", "language": "fr", "copies": "21"}


def _desk() -> Telephone:
    commune = OrganisationFactory(
        area__postal_code="1030", telephone="02 000 10 30", platform=PlatformFactory()
    )
    return Telephone(desk=commune)


def the_desk():
    """With a draft that waits and a call that is promised."""
    desk = _begun()
    desk.answer({})
    desk.browser.post(f"{desk.draft}call-back/", _tomorrow(desk))
    return "/desk/", desk.member.account


def a_request_of_somebody_known():
    desk = _desk()
    person = PersonFactory(
        organisation=desk.member.organisation, safe_contact="Only in the morning"
    )
    return f"/desk/new/{person.key}/", desk.member.account


def a_script_with_mistakes():
    desk = _begun()
    return f"{desk.draft}?check=all", desk.member.account


def a_script_in_another_language():
    desk = _begun("nl")
    return desk.draft, desk.member.account


def a_draft_kept():
    desk = _begun()
    return f"{desk.draft}kept/", desk.member.account


def somebody_alike():
    desk = _full()
    PersonFactory(organisation=desk.member.organisation, first_name="Rosa", last_name="Vandenput")
    return f"{desk.draft}known/", desk.member.account


def a_reading_back():
    desk = _full()
    return f"{desk.draft}review/", desk.member.account


def a_receipt_to_read_out():
    desk = _full()
    desk.send()
    return f"{desk.draft}sent/", desk.member.account


def forms_to_print():
    """With an order that the worker has yet to make."""
    desk = _desk()
    desk.browser.post("/desk/paper/", MANY)
    return "/desk/paper/", desk.member.account


def an_order_of_forms():
    """Made already: a page that looks again by itself cannot be looked at in peace."""
    desk = _desk()
    desk.browser.post("/desk/paper/", MANY)
    with transaction_within(scope_of(desk.member.organisation)):
        PrintOrder.objects.update(made_at=timezone.now(), pdf=b"%PDF")
    return desk.browser.path, desk.member.account


def a_form_for_somebody_known():
    desk = _desk()
    person = PersonFactory(organisation=desk.member.organisation)
    return f"/desk/paper/for/{person.key}/", desk.member.account


def every_door_measured():
    """With doors that are equal, one that is slower, and numbers too small to be shown."""
    PlatformFactory()
    slugs = ["", *(service.slug for service in public_services())]
    doors = [
        {
            "service": slug,
            "door": door,
            "opened": 1200 + place,
            "answered": None if place % 3 else 1100,
            "in_time": None if place % 3 else 950 - 100 * place,
            "again": 0,
            "days": 1.5 + place,
        }
        for slug in slugs
        for place, door in enumerate(Door.values)
    ]
    channels = [
        {"channel": channel, "answers": 300, "days": 1.0 + place}
        for place, channel in enumerate(Channel.values)
    ]
    Measurement.objects.create(
        since=date(2025, 11, 1),
        until=date(2026, 11, 1),
        figures={"doors": doors, "channels": channels},
    )
    return "/doors/", None


def _begun(language: str = "en") -> Telephone:
    desk = _desk()
    desk.language = language
    desk.begin(known(SERVICE))
    return desk


def _full() -> Telephone:
    desk = _begun()
    area = desk.member.organisation.area
    desk.answer(by_question(known(SERVICE), Somebody(), area))
    return desk


def _tomorrow(desk: Telephone) -> dict[str, str]:
    days = desk.browser.get(f"{desk.draft}kept/").html.split('value="20')[2:]
    return {"back-day": f"20{days[0][:8]}", "back-hour": "10:00"}


PAGES = {
    "desk": the_desk,
    "desk-known-person": a_request_of_somebody_known,
    "desk-mistakes": a_script_with_mistakes,
    "desk-other-language": a_script_in_another_language,
    "desk-kept": a_draft_kept,
    "desk-alike": somebody_alike,
    "desk-read-back": a_reading_back,
    "desk-receipt": a_receipt_to_read_out,
    "doors-measured": every_door_measured,
    "desk-paper": forms_to_print,
    "desk-paper-order": an_order_of_forms,
    "desk-paper-person": a_form_for_somebody_known,
}
