"""kannel itself, with its fake SMSC: what a telephone shows is what was written."""

import pytest
import time_machine

from tandem.outbox.choices import State
from tandem.outbox.errors import Later
from tandem.outbox.gateways import kannel as gateways
from tandem.outbox.tests.sending import delivered, sent_to
from tandem.people.choices import Channel
from tests.factories import PersonFactory
from tests.kannel import Kannel, Telephone, needed, until

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
MOBILE = "+32470123456"
SECRET = "between-kannel-and-us"
NOBODY = "http://127.0.0.1:1"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    needed()
    made = Kannel(tmp_path_factory.mktemp("kannel"), NOBODY, SECRET)
    made.start()
    telephone = Telephone(made.ports["network"])
    telephone.connect()
    yield made, telephone
    telephone.hang_up()
    made.kill()


@pytest.fixture
def kannel(running, settings):
    settings.SMS_URL, settings.SMS_SECRET, settings.SITE_URL = running[0].address, SECRET, NOBODY
    settings.SMS_USER, settings.SMS_PASSWORD = "tandem", running[0].password
    settings.SMS_NUMBER = "8080"
    settings.SMS_GATEWAY = "tandem.outbox.gateways.kannel.Kannel"
    return running[0]


@pytest.fixture
def telephone(running):
    running[1].texts.clear()
    return running[1]


@pytest.mark.parametrize(
    "text",
    [
        "Reçu. Votre mot : tofu. Réf ZKQ7 4MPA.",
        "Ça va à 9 h ? {5 €} [ok]",
        "Grüße, Straße, één, Æble",
        "مرحبا بكم في البلدية",
        "é" * 400,
        "ê" * 140,
        "One\nline and another",
    ],
)
def test_a_text_arrives_at_the_telephone_as_it_was_written(kannel, telephone, text):
    gateways.Kannel().send(MOBILE, text, "key")

    until(lambda: "".join(telephone.texts) == text)
    assert len(telephone.texts) == 1


def test_a_message_of_the_outbox_leaves_through_kannel(kannel, telephone, town_hall):
    person = PersonFactory(organisation=town_hall, channel=Channel.SMS, phone=MOBILE)

    message = delivered(sent_to(person, short="Reçu."))

    assert message.state == State.SENT
    until(lambda: telephone.texts == ["Reçu."])


def test_a_kannel_that_does_not_know_us_is_asked_later_and_nothing_leaves(
    kannel, telephone, settings
):
    settings.SMS_PASSWORD = "forgotten"

    with pytest.raises(Later, match="not_let_in"):
        gateways.Kannel().send(MOBILE, "Received.", "key")


def test_a_kannel_that_is_gone_has_taken_nothing_and_the_message_waits(kannel, town_hall, settings):
    settings.SMS_URL = f"{NOBODY}/cgi-bin/sendsms"
    person = PersonFactory(organisation=town_hall, channel=Channel.SMS, phone=MOBILE)

    message = delivered(sent_to(person, short="Received."))

    assert (message.state, message.attempts) == (State.WAITING, 1)


def test_what_a_killed_kannel_had_taken_arrives_once_it_runs_again(
    kannel, telephone, town_hall, settings
):
    person = PersonFactory(organisation=town_hall, channel=Channel.SMS, phone=MOBILE)
    telephone.hang_up()

    message = delivered(sent_to(person, short="Received."))
    kannel.kill()
    waiting = delivered(sent_to(person, short="The second one."))
    kannel.start()
    telephone.connect()
    with time_machine.travel(waiting.next_try_at, tick=True):
        delivered(waiting)

    assert (message.state, waiting.state) == (State.SENT, State.SENT)
    until(lambda: len(telephone.texts) == 2)
    assert sorted(telephone.texts) == ["Received.", "The second one."]
