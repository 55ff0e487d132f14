"""An old telephone in a drawer, played by a server that speaks as its app does."""

import hashlib
import hmac
import json
import threading
import time
from base64 import b64encode
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tandem.outbox.choices import State
from tandem.outbox.errors import Later, Refused
from tandem.outbox.gateways.telephone import Telephone
from tandem.outbox.tests.conftest import free_port
from tandem.outbox.tests.sending import delivered, sent_to
from tandem.people.choices import Channel
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
MOBILE = "+32470123456"
SECRET = "the key that signs"
LET_IN = "Basic " + b64encode(b"sms:let me in").decode()


@dataclass
class App:
    """The app on the telephone: it keeps what it was handed, once for each key."""

    server: ThreadingHTTPServer = None
    texted: dict = field(default_factory=dict)
    asked: int = 0
    busy: bool = False
    hangs_up: bool = False
    """Whether it takes a message and drops the line instead of answering."""

    def take(self, told: dict) -> int:
        self.asked += 1
        if self.busy:
            return 503
        if "+" not in told["phoneNumbers"][0]:
            return 400
        if told["id"] in self.texted:
            return 409
        self.texted[told["id"]] = (told["phoneNumbers"][0], told["textMessage"]["text"])
        return 202


@pytest.fixture
def app(settings):
    made = App()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            let_in = self.headers["Authorization"] == LET_IN
            status = made.take(json.loads(body)) if let_in else 401
            if made.hangs_up:
                self.connection.close()
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_given):
            return

    made.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.server.daemon_threads = True
    made.server.handle_error = lambda *_given: None
    threading.Thread(target=made.server.serve_forever, daemon=True).start()
    settings.SMS_GATEWAY = "tandem.outbox.gateways.telephone.Telephone"
    settings.SMS_URL = f"http://127.0.0.1:{made.server.server_port}/message"
    settings.SMS_USER, settings.SMS_PASSWORD, settings.SMS_SECRET = "sms", "let me in", SECRET
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def texted(town_hall):
    person = PersonFactory(organisation=town_hall, channel=Channel.SMS, phone=MOBILE)
    return sent_to(person, short="Reçu. Réf ZKQ7 4MPA.")


def tells(client, event, message):
    body = json.dumps({"event": event, "payload": {"messageId": str(message.key)}}).encode()
    stamp = str(int(time.time()))
    signed = hmac.new(SECRET.encode(), body + stamp.encode(), hashlib.sha256).hexdigest()
    return client.post(
        "/sms/telephone/receipt/",
        data=body,
        content_type="application/json",
        headers={"X-Signature": signed, "X-Timestamp": stamp},
    )


def test_a_message_leaves_through_the_telephone_and_is_told_to_have_arrived(app, client, texted):
    assert delivered(texted).state == State.SENT

    assert tells(client, "sms:delivered", texted).status_code == 200

    texted.refresh_from_db()
    assert texted.state == State.DELIVERED
    assert list(app.texted.values()) == [(MOBILE, "Reçu. Réf ZKQ7 4MPA.")]


def test_a_message_that_the_telephone_could_not_send_becomes_a_call(app, client, texted):
    delivered(texted)

    tells(client, "sms:failed", texted)

    assert (delivered(texted).channel, texted.state) == (Channel.CALL, State.READY)


def test_a_telephone_that_hangs_up_after_taking_it_leaves_a_doubt_and_is_not_asked_again(
    app, client, texted
):
    app.hangs_up = True
    assert delivered(texted).state == State.UNSURE

    app.hangs_up = False
    delivered(texted)
    assert (texted.state, app.asked) == (State.UNSURE, 1)

    tells(client, "sms:delivered", texted)
    texted.refresh_from_db()
    assert texted.state == State.DELIVERED


def test_the_same_key_twice_is_one_message(app):
    Telephone().send(MOBILE, "Received.", "key")
    Telephone().send(MOBILE, "Received.", "key")

    assert app.asked == 2
    assert len(app.texted) == 1


def test_a_telephone_that_is_busy_or_does_not_know_us_is_asked_later(app, settings):
    app.busy = True
    with pytest.raises(Later, match="busy"):
        Telephone().send(MOBILE, "Received.", "key")

    settings.SMS_PASSWORD = "forgotten"
    with pytest.raises(Later, match="not_let_in"):
        Telephone().send(MOBILE, "Received.", "key")


def test_a_number_that_it_does_not_take_is_refused(app):
    with pytest.raises(Refused):
        Telephone().send("0470", "Received.", "key")


def test_a_telephone_that_is_switched_off_has_taken_nothing(settings):
    settings.SMS_URL = f"http://127.0.0.1:{free_port()}/message"

    with pytest.raises(Later, match="no_gateway"):
        Telephone().send(MOBILE, "Received.", "key")
