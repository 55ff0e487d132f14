"""One need comes by six doors. Six equal cases come of it, and six receipts lie in one print file.

In the middle the worker and the mail server die while a mail is leaving.
"""

import re
import smtplib
from collections.abc import Callable, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from email.message import EmailMessage
from email.utils import make_msgid

import httpx
import pytest
from django.db import transaction
from django.utils.translation import gettext, override

from tandem.cases.models import Case
from tandem.doors.kiosk.actions import give_code, make_terminal
from tandem.journal.choices import Door
from tandem.outbox.tests.conftest import MailServer, free_port
from tandem.people.choices import Channel
from tandem.services.catalogue import known
from tandem.services.conditions import Raw
from tandem.tenancy.scope import transaction_within
from tests.factories import scope_of
from tests.journeys.on_paper import (
    NEED,
    filled_in,
    hand_in,
    print_in_large,
    scanned,
    type_and_send,
)
from tests.journeys.steps import fill, press, printed_letters, receipt_in, receipt_on
from tests.journeys.texting import LONG, through, told_by_text
from tests.kannel import answers, until
from tests.parity.drivers.api import Api
from tests.parity.drivers.email import DOMAIN, Email
from tests.parity.outcome import case_of, outcome
from tests.processes import WORKER, running

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "looks"]),
    pytest.mark.parametrize("script", [False], indirect=True, ids=["without script"]),
]
ASK = known("ask-for-help")
NAMES = {
    Door.PAPER: "Odette",
    Door.SMS: "Rosalie",
    Door.PHONE: "Leontine",
    Door.KIOSK: "Philomena",
    Door.API: "Clementine",
    Door.EMAIL: "Wilhelmina",
}


def need_of(door: Door) -> Raw:
    return NEED | {"who_first_name": [NAMES[door]]}


def by_paper(town, somebody):
    """Printed in large, ticked, one mark too pale, scanned badly; a colleague types the rest."""
    sheet = filled_in(print_in_large(somebody()))
    desk = somebody(town.coordinators["Schaerbeek"])
    hand_in(desk, scanned(sheet))
    with override("nl"):
        until(lambda: desk.reload() and gettext("In the waiting room") in said_on(desk), LONG)
    desk.goto("/desk/waiting-room/")
    press(desk, "Open the one that waits longest")
    assert desk.locator('[name="kind"][value="meal"]').is_checked()
    assert not desk.locator('[name="how_often"]:checked').count()
    type_and_send(desk)
    return receipt_on(desk)


def said_on(page):
    return page.locator("main").inner_text()


def by_text_message(telephone):
    return told_by_text(telephone, ASK, need_of(Door.SMS), more="ja")


def by_telephone(town, somebody):
    """She calls; the operator reads the questions out and types."""
    desk = somebody(town.operator)
    desk.goto("/desk/new/")
    desk.locator('button[name="service"][value="ask-for-help"]').click()
    fill(desk, **need_of(Door.PHONE))
    desk.locator('button[name="do"][value="review"]').last.click()
    # Others of that family are known by now; none of them has her name, and nobody is asked.
    desk.wait_for_url("**/review/")
    press(desk, "The person agrees: send")
    return receipt_on(desk)


def at_the_kiosk(town, somebody):
    """One question a page, on a terminal that a colleague enrolled."""
    with transaction_within(scope_of(town.schaerbeek)):
        terminal = make_terminal(town.schaerbeek, "Inkom", "Naast de lift", by=None)
        code = give_code(terminal)
    page = somebody()
    page.goto("/kiosk/enrol/")
    fill(page, code=code)
    press(page, "Make it a kiosk")
    page.goto("/kiosk/s/ask-for-help/")
    press(page, "Start")
    need = need_of(Door.KIOSK)
    while "/review/" not in page.url:
        here = page.url
        fill(page, **{name: said for name, said in need.items() if is_asked(page, name)})
        press(page, "Continue")
        assert page.url != here, said_on(page)
    press(page, "Send")
    return receipt_on(page)


def is_asked(page, name):
    return page.locator(f'main [name="{name}"]').count()


class Partner(Api):
    """A partner's program, over the net."""

    def __init__(self, house: str) -> None:
        super().__init__("nl")
        self.house = house

    def call(self, method: str, path: str, body: object = None, **headers: str):
        said = {"Authorization": f"Bearer {self.secret}", "Accept-Language": self.language}
        more = {} if method == "get" else {"json": body}
        address = f"{self.house}/api/v1/{path}"
        return httpx.request(method, address, headers=said | headers, timeout=LONG, **more)


def by_api(house):
    program = Partner(house)
    program.begin(ASK)
    need = need_of(Door.API)
    form = ASK.form(need)
    given = {
        name: {html: need.get(html, []) for html in form.question(name).names(name)}
        for name in form.asked()
    }
    assert not program.answer(given).errors
    told = program.send()
    return told.reference, told.word


class Correspondent(Email):
    """At her mail program; her mail goes to the house's own line, its answers to a real server."""

    def __init__(self, line: int, server: MailServer) -> None:
        super().__init__("nl")
        self.line, self.server = line, server
        self.meanwhile: Callable[[], None] = lambda: None

    def write(self, to: str, words: str, files: Sequence[bytes] = ()) -> None:
        assert not files, "Nobody here has a photo."
        before = len(self.letters)
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self.address, to, "Hallo"
        letter["Message-ID"] = make_msgid()
        letter.set_content(words)
        with smtplib.LMTP("127.0.0.1", self.line, local_hostname="mail.example") as spoken:
            spoken.sendmail(self.address, [to], bytes(letter))
        self.meanwhile()
        until(lambda: len(self.arrived()) > before, LONG)
        self.letters = self.arrived()

    def arrived(self) -> list[EmailMessage]:
        return [one for one in self.server.letters if one["To"] == self.address]


@contextmanager
def taking_in_mail():
    port = free_port()
    with running("mail_line", MAIL_IN_DOMAIN=DOMAIN, MAIL_IN_PORT=str(port)):
        until(lambda: answers(port), LONG)
        yield port


def by_email(town, working):
    """She says yes; while the receipt leaves, the worker and the mail server die."""
    server = town.mail
    with taking_in_mail() as line:
        writer = Correspondent(line, server)
        writer.write(f"hulp@{DOMAIN}", "Kan iemand mij helpen?")
        with override("nl"):
            named = re.search(rf"^{ASK.title}\s+(\S+@{DOMAIN})", writer.text, re.MULTILINE)
        writer.write(named[1], "")
        assert not writer.answer({"all": need_of(Door.EMAIL)}).errors
        before = len(server.seen)

        def all_die():
            until(lambda: len(server.seen) > before, LONG)
            working.kill()
            server.stop()
            server.holding = False
            server.start()
            working.start()

        server.holding, writer.meanwhile = True, all_die
        told = writer.send()
    assert receipt_in(told.text) == (told.reference, told.word)
    # It was on its way twice under one name, and came once.
    name = writer.letters[-1]["Message-ID"]
    assert server.seen.count(name) == 2
    assert [one["Message-ID"] for one in server.letters].count(name) == 1
    return told.reference, told.word


class Working:
    """A worker that can be killed, and another that follows."""

    def __init__(self, **told: str) -> None:
        self.told, self.stack = told, ExitStack()

    def start(self) -> None:
        self.stack.enter_context(running(*WORKER, **self.told))

    def kill(self) -> None:
        self.stack.close()


@pytest.fixture
def working(town, house, kannel):
    made = Working(
        SITE_URL=house,
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=str(town.mail.port),
        DEFAULT_FROM_EMAIL="tandem@commune.example",
        MAIL_IN_DOMAIN=DOMAIN,
        **through(kannel),
    )
    made.start()
    yield made
    made.kill()


def came_of(reference, door):
    """All but who she is and by which door she came."""
    assert case_of(reference).door == door
    found = outcome(reference)
    assert found["answers"].pop("who_first_name") == [NAMES[door]]
    identity = found["person"]["identity"]
    assert identity.first_name == NAMES[door]
    found["person"]["identity"] = replace(identity, first_name="")
    return found


def the_receipts(town, page, working):
    """Six letters wait; printed, they are one file."""
    page.goto("/desk/letters/")
    until(lambda: page.reload() and "Schaarbeek: 6 " in said_on(page), LONG)
    working.kill()
    return printed_letters(page, town, "nl")


def test_one_need_by_six_doors(town, house, telephone, working, somebody):
    receipts = {
        Door.PAPER: by_paper(town, somebody),
        Door.EMAIL: by_email(town, working),
        Door.SMS: by_text_message(telephone),
        Door.PHONE: by_telephone(town, somebody),
        Door.KIOSK: at_the_kiosk(town, somebody),
        Door.API: by_api(house),
    }

    with transaction.atomic():
        first, *others = [came_of(said, door) for door, (said, _word) in receipts.items()]
    assert first["answers"] == {name: NEED[name] for name in NEED if name != "who_first_name"}
    assert [message["wanted"] for message in first["messages"]] == [Channel.LETTER]
    for other in others:
        assert other == first
    with transaction_within(scope_of(town.schaerbeek, town.wavre)):
        assert Case.objects.filter(service=ASK.slug).count() == len(receipts)

    cover, *pages = the_receipts(town, somebody(town.coordinators["Schaerbeek"]), working)
    assert "Aantal brieven 6 " in " ".join(cover.split())
    for door, (reference, word) in receipts.items():
        [letter] = [page for page in pages if f"Dag {NAMES[door]} Verzonnen," in page]
        assert receipt_in(letter) == (reference, word), door
