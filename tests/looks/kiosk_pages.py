"""Pages of the kiosk and of the operator line, to be looked at."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tandem.cases.actions import close_intake
from tandem.doors.choices import CallState
from tandem.doors.line.actions import Told, note_call, open_line, say_languages
from tandem.doors.models import Call
from tandem.outbox.tests.sending import sent_to
from tandem.people.choices import Channel
from tandem.services.catalogue import known
from tandem.tenancy.scope import transaction_within
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    scope_of,
)
from tests.looks.door_pages import SERVICE
from tests.parity.answers import Somebody, by_question
from tests.parity.drivers import Kiosk

Arranged = tuple[str, Any, dict[str, str]]
FORM = f"/kiosk/s/{SERVICE}/"


def _commune() -> Any:
    return OrganisationFactory(
        area__postal_code="1030", telephone="02 000 10 30", platform=PlatformFactory()
    )


def at_kiosk(path: str, *, sent: bool = False, rung: bool = False) -> Callable[[], Arranged]:
    """Before a terminal, with a form begun; what the browser holds of it comes along."""

    def arrange() -> Arranged:
        kiosk = Kiosk(desk=_commune())
        kiosk.begin(known(SERVICE))
        given = by_question(known(SERVICE), Somebody(), kiosk.desk.area)
        kiosk.answer(given if sent else dict(list(given.items())[:1]))
        if sent:
            kiosk.send()
        if rung:
            kiosk.browser.post("/kiosk/help/", {"share": "yes"})
        held = kiosk.browser.client.cookies
        names = ("terminal", f"draft-{SERVICE}")
        return path, None, {name: held[name].value for name in names}

    return arrange


def at_desk(path: str) -> Callable[[], Arranged]:
    """At the desk: a ring, a call that rings, one to return, and a service closed for a while."""

    def arrange() -> Arranged:
        kiosk = Kiosk(desk=_commune())
        kiosk.browser.post("/kiosk/help/", {})
        member = MembershipFactory(organisation=kiosk.desk, role="coordinator")
        person = PersonFactory(organisation=kiosk.desk, phone="0450 11 22 33", language="nl")
        with transaction_within(scope_of(kiosk.desk)):
            line, _token = open_line(kiosk.desk, "Town hall")
            for name in ("missed", "rings"):
                note_call(line, Told(name, CallState.RINGING, "0450 11 22 33", "nl"))
            note_call(line, Told("missed", CallState.ENDED))
            say_languages(kiosk.desk, member.account, timezone.localdate(), ["nl", "tr"])
            day = timezone.localdate() + timedelta(days=9)
            close_intake(
                kiosk.desk, SERVICE, {"fr": "Tous sont en route.", "nl": "Alles bezet."}, day
            )
            sent_to(person, channel=Channel.CALL)
            key = Call.objects.get(exchange_id="rings").key
        return path.format(call=key), member.account, {}

    return arrange


PAGES: dict[str, Callable[[], Arranged]] = {
    "kiosk-home": at_kiosk("/kiosk/"),
    "kiosk-where": at_kiosk(f"{FORM}where/"),
    "kiosk-half-days": at_kiosk(f"{FORM}when/"),
    "kiosk-help": at_kiosk("/kiosk/help/"),
    "kiosk-ringing": at_kiosk("/kiosk/help/", rung=True),
    "kiosk-still-there": at_kiosk("/kiosk/still-there/"),
    "kiosk-receipt": at_kiosk(f"{FORM}sent/", sent=True),
    "rings": at_desk("/desk/rings/"),
    "terminals": at_desk("/desk/terminals/"),
    "line": at_desk("/desk/line/"),
    "line-call": at_desk("/desk/line/calls/{call}/"),
    "line-closing": at_desk("/desk/line/closing/"),
    "calls-to-print": at_desk("/desk/calls/list/"),
}
