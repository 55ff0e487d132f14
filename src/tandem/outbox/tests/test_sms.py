import pytest

from tandem.outbox.choices import Obstacle, State
from tandem.outbox.tests.sending import delivered, sent_to
from tandem.people.choices import Channel
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
MOBILE = "0470 12 34 56"


@pytest.fixture
def texts(tmp_path, monkeypatch):
    file = tmp_path / "texts"
    monkeypatch.setenv("TEXTS", str(file))
    return file


def with_gateway(settings, name):
    settings.SMS_GATEWAY = f"tandem.outbox.tests.gateways.{name}"


def reader(town_hall, **facts):
    return PersonFactory(organisation=town_hall, channel=Channel.SMS, phone=MOBILE, **facts)


def test_a_text_message_leaves_through_the_gateway(town_hall, settings, texts):
    with_gateway(settings, "Gateway")

    message = delivered(sent_to(reader(town_hall), short="Reçu. Réf ZKQ7 4MPA."))

    assert message.state == State.SENT
    assert texts.read_text() == "+32470123456 Reçu. Réf ZKQ7 4MPA.\n"


@pytest.mark.parametrize(
    ("telephone", "texted"),
    [("022001122", "Please call us. 02 200 11 22"), ("", "Please call us.")],
)
def test_who_is_asked_to_call_is_told_the_number_where_one_is_known(
    town_hall, settings, texts, telephone, texted
):
    with_gateway(settings, "Gateway")
    town_hall.telephone, town_hall.platform = telephone, None
    town_hall.save()

    delivered(sent_to(reader(town_hall), short="Please call us.", calls=True))

    assert texts.read_text() == f"+32470123456 {texted}\n"


@pytest.mark.parametrize(
    ("gateway", "short", "way", "why"),
    [
        ("", "Received.", Channel.LETTER, Obstacle.NO_GATEWAY),
        ("Gateway", "", Channel.CALL, Obstacle.TOO_LONG),
    ],
)
def test_what_cannot_be_texted_goes_another_way_and_says_why(
    town_hall, settings, texts, gateway, short, way, why
):
    if gateway:
        with_gateway(settings, gateway)

    message = delivered(sent_to(reader(town_hall), short=short))

    assert (message.state, message.channel, message.obstacle) == (State.READY, way, why)


def test_a_busy_gateway_is_tried_again(town_hall, settings):
    with_gateway(settings, "BusyGateway")

    message = delivered(sent_to(reader(town_hall), short="Received."))

    assert (message.state, message.attempts) == (State.WAITING, 1)


def test_a_number_the_gateway_refuses_is_called_instead(town_hall, settings):
    with_gateway(settings, "UnwillingGateway")

    message = delivered(sent_to(reader(town_hall), short="Received."))

    assert (message.state, message.channel) == (State.READY, Channel.CALL)


def test_what_a_gateway_leaves_in_doubt_waits_for_a_person(town_hall, settings, caplog):
    with_gateway(settings, "BrokenGateway")

    message = delivered(sent_to(reader(town_hall), short="Received."))

    assert message.state == State.UNSURE
    assert "470" not in caplog.text
