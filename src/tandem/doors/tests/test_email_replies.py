import io

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from PIL import Image

from tandem.cases.models import Case, Enclosure, Reply, Step
from tandem.cases.sealed import picture_in, written_in
from tandem.doors.email import actions
from tandem.doors.email.envelope import Envelope
from tandem.doors.email.working import DRAWN_WITHIN, work_off
from tandem.doors.tests.mailing import DOMAIN, ROSA, answer_to, arrives, letter
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.outbox.actions import send
from tandem.outbox.errors import Later
from tandem.outbox.models import DeadAddress, Message
from tandem.outbox.tests.sending import a_text, delivered
from tandem.people.choices import Channel
from tandem.people.queries import email_digest
from tandem.tenancy.scope import within
from tandem.toolbox import drawing
from tests.factories import CaseFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture(autouse=True)
def _mail_comes_in(settings):
    settings.MAIL_IN_DOMAIN = DOMAIN


@pytest.fixture
def town(db):
    town = OrganisationFactory()
    with within(scope_of(town)):
        yield town


@pytest.fixture
def rosa(town):
    return PersonFactory(organisation=town, channel=Channel.EMAIL, email=ROSA, language="en")


@pytest.fixture
def case(town, rosa):
    return CaseFactory(organisation=town, person=rosa)


@pytest.fixture
def message(case, rosa):
    return delivered(send(rosa, a_text, about=case))


def the_reply():
    reply = Reply.objects.get()
    return reply, written_in(reply)


def test_every_email_has_addresses_of_its_own_to_answer_and_to_come_back(message, case, rosa):
    other = delivered(send(rosa, a_text, about=case))

    first, second = (sent.message() for sent in mail.outbox)
    assert first["Reply-To"] == answer_to(message) != answer_to(other) == second["Reply-To"]
    assert mail.outbox[0].from_email.startswith("bounce+")
    assert first["From"].endswith("<tandem@localhost>")
    assert "rosa" not in first["Reply-To"].lower()


def test_a_password_in_a_reply_is_kept_nowhere(message):
    arrives(letter("Hello.\n\nMy password is sunflower.\n-- \nPIN: 4 8 2 1\n"), answer_to(message))

    _reply, written = the_reply()
    assert written.words == "Hello.\n\nMy password is •••."
    assert "4 8 2 1" not in written.whole


def test_a_reply_lands_on_its_case_without_what_it_quotes(message, case):
    words = "Thank you, Tuesday is fine.\n\nOn Monday, Town hall wrote:\n> The clinic\n-- \nRosa\n"
    arrives(letter(words), answer_to(message))

    reply, written = the_reply()
    assert (reply.case, reply.to, reply.door) == (case, message, Door.EMAIL)
    assert written.words == "Thank you, Tuesday is fine."
    assert "clinic" in written.whole
    assert reply.from_her_address
    assert Case.objects.get().has_unread
    assert Step.objects.last().kind == "wrote"
    assert Entry.objects.filter(word="cases.reply_came").count() == 1


def test_the_same_mail_handed_over_twice_is_one_reply(message):
    made = letter("Yes.").as_bytes()

    first = arrives(made, answer_to(message))
    second = arrives(b"Received: by mail.example\r\n" + made, answer_to(message))

    assert first and second is None
    assert Reply.objects.count() == 1


def test_a_mail_from_another_address_is_marked_and_its_sender_told_nothing(message):
    made = letter("It is me.", sender="eve@example.example")
    made.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="a.exe")
    before = Message.objects.count()

    arrives(made, answer_to(message), sender=ROSA)

    reply, written = the_reply()
    assert not reply.from_her_address
    assert written.sender == "eve@example.example"
    assert Message.objects.count() == before


@pytest.mark.parametrize("senders", ["rosa@example.example, eve@example.example", "", "no address"])
def test_a_sender_that_is_not_one_address_is_nobody_we_know(message, senders):
    made = letter("Hello.")
    del made["From"]
    made["From"] = senders or "Rosa"

    arrives(made, answer_to(message))

    assert not the_reply()[0].from_her_address


AUTOMATIC = [
    {"Auto_Submitted": "auto-replied"},
    {"Precedence": "bulk"},
    {"X_Loop": "elsewhere"},
    {"X_Autoreply": "yes"},
]


@pytest.mark.parametrize("headers", AUTOMATIC, ids=lambda one: next(iter(one)))
def test_what_a_program_answers_is_kept_and_nothing_follows(message, headers):
    before = Message.objects.count()

    arrives(letter("I am away until June.", **headers), answer_to(message))

    reply, _written = the_reply()
    assert reply.automatic
    assert not Case.objects.get().has_unread
    assert Message.objects.count() == before


def test_a_mail_without_sender_on_its_envelope_is_a_program_s(message):
    arrives(letter("I am away."), answer_to(message), sender="")

    assert the_reply()[0].automatic


def photograph(**saved):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    Image.new("RGB", (60, 40), "red").save(
        out, "JPEG", exif=exif, comment=b"secret remark", **saved
    )
    return out.getvalue()


def test_pictures_are_drawn_anew_and_hold_nothing_besides(message):
    made = letter("Look.")
    made.add_attachment(photograph(), maintype="image", subtype="jpeg", filename="lift.jpg")

    arrives(made, answer_to(message))

    picture = picture_in(Enclosure.objects.get())
    assert b"secret" in photograph() and b"secret" not in picture
    assert Image.open(io.BytesIO(picture)).size == (60, 40)


DIES = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"


def test_where_what_draws_pictures_dies_the_mail_waits_and_they_are_drawn_later(
    message, monkeypatch, tmp_path
):
    made = letter("Look.")
    made.add_attachment(photograph(), maintype="image", subtype="jpeg", filename="lift.jpg")
    program = tmp_path / "dies.py"
    program.write_text(DIES)

    with within(None):
        key = actions.keep(Envelope(ROSA, answer_to(message), made.as_bytes()))
        with monkeypatch.context() as broken, pytest.raises(Later):
            broken.setattr(drawing, "REDRAW", program)
            work_off(key)
    assert not Reply.objects.exists()

    with within(None):
        work_off(key)

    assert Image.open(io.BytesIO(picture_in(Enclosure.objects.get()))).size == (60, 40)


def test_it_does_not_wait_for_ever_and_nothing_written_is_lost(message, monkeypatch, tmp_path):
    made = letter("Look.")
    made.add_attachment(photograph(), maintype="image", subtype="jpeg", filename="lift.jpg")
    monkeypatch.setattr(drawing.sys, "executable", str(tmp_path / "nowhere"))
    with within(None):
        key = actions.keep(Envelope(ROSA, answer_to(message), made.as_bytes()))
        with pytest.raises(Later):
            work_off(key)

    with within(None), time_machine.travel(timezone.now() + DRAWN_WITHIN, tick=False):
        work_off(key)

    _reply, written = the_reply()
    assert written.words == "Look." and written.left_out == ("lift.jpg",)


def test_whatever_else_is_left_out_and_the_person_told_what_to_do(message, rosa):
    made = letter("Look.")
    for name, content in {"run.exe": b"MZ\x90", "a.svg": b"<svg onload=alert(1)>"}.items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)

    arrives(made, answer_to(message))

    assert Enclosure.objects.count() == 0
    assert the_reply()[1].left_out == ("run.exe", "a.svg")
    told = Message.objects.latest("pk")
    assert (told.kind, told.wanted, told.person) == ("not_taken_in", Channel.EMAIL, rosa)
    assert "run.exe" in told.text.paragraphs[1]


def test_a_reply_to_a_message_about_no_case_is_kept_for_a_colleague(town, rosa):
    message = delivered(send(rosa, a_text, about=rosa))

    arrives(letter("Yes, I come."), answer_to(message))

    reply, written = the_reply()
    assert (reply.case, written.words) == (None, "Yes, I come.")


def test_an_address_from_which_she_writes_lives_again(message, rosa, town):
    DeadAddress.objects.create(
        person=rosa, digest=email_digest(ROSA), code="5.1.1", organisation=town, territory=town.area
    )

    arrives(letter("I am here."), answer_to(message))

    assert not DeadAddress.objects.exists()


def test_neither_words_nor_addresses_are_written_in_a_log(message, caplog):
    caplog.set_level("DEBUG")

    arrives(letter("The kidney clinic."), answer_to(message))

    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert "kidney" not in logged
    assert ROSA not in logged
