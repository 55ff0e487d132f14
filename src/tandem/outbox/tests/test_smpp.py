"""The whole way to a real centre and back."""

import pytest
import time_machine

from tandem.outbox import coding
from tandem.outbox.choices import State
from tandem.outbox.errors import HalfSent, Later, Refused
from tandem.outbox.gateways import smpp
from tandem.outbox.gateways.listening import Listener, Receipt
from tandem.outbox.gateways.smpp import Smpp
from tandem.outbox.tests.conftest import free_port
from tandem.outbox.tests.sending import delivered, sent_to
from tandem.outbox.tests.smsc import Centre
from tandem.people.choices import Channel
from tests.factories import PersonFactory

MOBILE = "+32470123456"
ARABIC = "مرحبا بكم في البلدية. " * 8
UDH = 0x40


@pytest.fixture(scope="module")
def running():
    centre = Centre(free_port())
    centre.start()
    yield centre
    centre.stop()


@pytest.fixture
def centre(running, settings):
    settings.SMS_URL = f"smpp://127.0.0.1:{running.port}"
    settings.SMS_USER, settings.SMS_PASSWORD, settings.SMS_NUMBER = "tandem", "secret", "8080"
    running.taken, running.busy, running.refuses, running.refuses_from = [], 0, False, None
    running.silent = False
    return running


@pytest.fixture
def gateway(centre):
    made = Smpp()
    yield made
    made.close()


def read(parts):
    """What a telephone shows of these parts, put together by their headers."""
    said = {}
    for part in parts:
        octets = part.short_message
        header, body = (octets[:6], octets[6:]) if part.esm_class & UDH else (b"", octets)
        unicode = part.data_coding == 8
        text = body.decode("utf-16-be") if unicode else coding.read_septets(body)
        said[header[5] if header else 1] = text
    return "".join(said[place] for place in sorted(said))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Reçu".replace("ç", "c") + " à 9 h: {5 €} [ok]", 1),
        ("€" * 80, 1),
        ("a" + "€" * 80, 2),
        ("x" * 161, 2),
        ("é" * 400, 3),
        ("Ça va? Élan, été, forêt.", 1),
        (ARABIC, 3),
        ("👩🏽‍🦽 " * 12, 2),
    ],
)
def test_a_text_arrives_as_it_was_written_whatever_its_letters(centre, gateway, text, parts):
    gateway.send(MOBILE, text, "key")

    assert read(centre.taken) == text
    assert len(centre.taken) == parts == coding.count_parts(text)
    assert {part.destination_addr for part in centre.taken} == {"32470123456"}


def test_only_the_last_part_is_told_of_and_under_the_name_the_centre_gave_it(centre, gateway):
    name = gateway.send(MOBILE, "x" * 200, "key")

    assert name == "smpp:c2"
    assert [part.registered_delivery for part in centre.taken] == [0, 1]


def test_no_part_ends_in_the_middle_of_a_sign(centre, gateway):
    gateway.send(MOBILE, "a" * 152 + "€" * 30, "key")
    gateway.send(MOBILE, "ж" * 66 + "👩" * 10, "key")

    for part in centre.taken:
        assert not part.short_message.endswith(b"\x1b")
        if part.data_coding == 8:
            part.short_message[6:].decode("utf-16-be")


def test_a_centre_that_is_busy_is_asked_again_later(centre, gateway):
    centre.busy = 1

    with pytest.raises(Later):
        gateway.send(MOBILE, "Received.", "key")


def test_a_number_that_the_centre_does_not_take_is_refused(centre, gateway):
    centre.refuses = True

    with pytest.raises(Refused):
        gateway.send(MOBILE, "Received.", "key")


def test_a_text_of_which_half_left_is_in_doubt(centre, gateway):
    centre.refuses_from = 1

    with pytest.raises(HalfSent):
        gateway.send(MOBILE, "x" * 200, "key")


def test_where_nobody_listens_nothing_left(settings):
    settings.SMS_URL = f"smpp://127.0.0.1:{free_port()}"

    with pytest.raises(Later):
        Smpp().send(MOBILE, "Received.", "key")


@pytest.mark.django_db(databases=["default", "looks"])
def test_a_message_of_the_outbox_leaves_through_the_centre(centre, town_hall, settings):
    settings.SMS_GATEWAY = "tandem.outbox.gateways.smpp.Smpp"
    person = PersonFactory(organisation=town_hall, channel=Channel.SMS, phone=MOBILE)

    message = delivered(sent_to(person, short="Reçu. Réf ZKQ7 4MPA."))

    assert message.state == State.SENT
    assert read(centre.taken) == "Reçu. Réf ZKQ7 4MPA."


@pytest.mark.django_db(databases=["default", "looks"])
def test_a_centre_that_takes_it_and_never_answers_leaves_a_doubt_and_no_double(
    centre, town_hall, settings, monkeypatch, caplog
):
    settings.SMS_GATEWAY = "tandem.outbox.gateways.smpp.Smpp"
    monkeypatch.setattr(smpp, "PATIENCE", 0.5)
    person = PersonFactory(organisation=town_hall, channel=Channel.SMS, phone=MOBILE)
    message = sent_to(person, short="Received.")
    centre.silent = True

    assert delivered(message).state == State.UNSURE
    assert delivered(message).state == State.UNSURE
    assert len(centre.taken) == 1
    assert "470" not in caplog.text


@pytest.mark.django_db(databases=["default", "looks"])
def test_after_a_centre_came_back_what_waited_leaves_once(centre, town_hall, settings):
    settings.SMS_GATEWAY = "tandem.outbox.gateways.smpp.Smpp"
    person = PersonFactory(organisation=town_hall, channel=Channel.SMS, phone=MOBILE)
    message = sent_to(person, short="Received.")
    there, settings.SMS_URL = settings.SMS_URL, f"smpp://127.0.0.1:{free_port()}"
    assert delivered(message).state == State.WAITING

    settings.SMS_URL = there
    with time_machine.travel(message.next_try_at, tick=False):
        assert delivered(message).state == State.SENT
    assert [part.short_message for part in centre.taken] == [b"Received."]


class Pdu:
    """What smpplib hands over of a message that came in."""

    def __init__(self, text=b"", *, sequence=1, esm_class=0, data_coding=0, **more):
        self.short_message, self.sequence = text, sequence
        self.esm_class, self.data_coding = esm_class, data_coding
        self.source_addr, self.source_addr_ton = b"32470123456", 1
        self.message_payload = self.receipted_message_id = self.message_state = None
        self.__dict__.update(more)


def test_parts_that_come_in_any_order_are_put_together():
    listener = Listener()
    parts = coding.parts("Ça va? " * 30, 7)

    heard = [
        listener.hear(
            Pdu(
                part.header + part.body,
                sequence=number,
                esm_class=UDH,
                data_coding=0 if part.is_gsm else 8,
            )
        )
        for number, part in reversed(list(enumerate(parts)))
    ]

    assert heard[:-1] == [None] * (len(parts) - 1)
    assert (heard[-1].sender, heard[-1].text) == (MOBILE, "Ça va? " * 30)


def test_parts_whose_rest_never_comes_are_told_as_far_as_they_came():
    now = [0.0]
    listener = Listener(clock=lambda: now[0])
    first, *_rest = coding.parts("x" * 200, 7)
    listener.hear(Pdu(first.header + first.body, esm_class=UDH))

    assert list(listener.given_up()) == []
    now[0] = 1000
    assert [one.text for one in listener.given_up()] == ["x" * 153]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        (b"id:c7 sub:001 dlvrd:001 stat:DELIVRD err:000", Receipt("smpp:c7", True)),
        (b"id:c7 stat:UNDELIV err:001", Receipt("smpp:c7", False)),
        (b"id:c7 stat:ENROUTE", None),
        (b"nothing of the kind", None),
    ],
)
def test_a_receipt_is_read_in_the_words_that_centres_use(said, heard):
    assert Listener().hear(Pdu(said, esm_class=0x04)) == heard
