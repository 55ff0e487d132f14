"""The whole way: a telephone, kannel's fake SMSC, kannel, the house, a worker, and back."""

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.test.testcases import LiveServerThread

from tandem.cases.models import Case
from tandem.journal.choices import Door
from tandem.outbox.choices import State
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of
from tests.kannel import Kannel, Telephone, needed, until

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
ROOT = Path(__file__).resolve().parents[2]
SECRET = "between-kannel-and-us"
NUMBER = "+32470998877"
LONG = 60.0
REPLIES = {
    "Your postal code?": "1030",
    "Street and number": "Rue des Tilleuls 12",
    "What help?": "2",
    "what you need": "Pills, please: it’s urgent",
    "When would it suit you?": "MO AM",
    "Once, or every week?": "1",
    "In which languages": "4",
    "Without food or medicines": "no",
    "May our program": "yes",
    "First name": "Rosa",
    "Last name": "Vandenput",
    "Day of birth": "27/3/1958",
    "How can we reach you?": "2",
    "Telephone number": NUMBER,
}
"""What she says to what she is asked; everything else she leaves open."""


@pytest.fixture
def house(settings):
    settings.SMS_SECRET = SECRET
    server = LiveServerThread("127.0.0.1", lambda _files: WSGIHandler())
    server.daemon = True
    server.start()
    server.is_ready.wait()
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.fixture
def kannel(house, tmp_path):
    needed()
    made = Kannel(tmp_path, house, SECRET)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def telephone(kannel):
    made = Telephone(kannel.ports["network"])
    made.connect()
    yield made
    made.hang_up()


@contextmanager
def working(house, kannel):
    name = connection.settings_dict["NAME"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tandem.project.settings",
        "DATA": str(django_settings.DATA),
        "TANDEM_DATABASE": name,
        "TANDEM_ROLE": "worker",
        "SITE_URL": house,
        "SMS_GATEWAY": "tandem.outbox.gateways.kannel.Kannel",
        "SMS_URL": kannel.address,
        "SMS_USER": "tandem",
        "SMS_PASSWORD": kannel.password,
        "SMS_NUMBER": "8080",
        "SMS_SECRET": SECRET,
        "SMS_QUIET_FROM": "0",
        "SMS_QUIET_UNTIL": "0",
        "SMS_ON_SUNDAY": "yes",
    }
    if url := os.environ.get("DATABASE_URL"):
        environment["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{name}").geturl()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker", "--concurrency=1", "--stalled-after=2"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)


def talk(telephone, said):
    """One message, and what comes back to it."""
    before = len(telephone.texts)
    telephone.text(NUMBER, said)
    until(lambda: len(telephone.texts) > before, LONG)
    return telephone.texts[-1]


def reply_to(asked):
    return next((said for question, said in REPLIES.items() if question in asked), "-")


def test_a_need_is_asked_for_answered_and_receipted_by_text_message(house, kannel, telephone):
    hall = OrganisationFactory(area__postal_code="1030")
    with working(house, kannel):
        talk(telephone, "EN")
        asked = talk(telephone, "NEED")
        while "Please check:" not in asked:
            asked = talk(telephone, reply_to(asked))
        until(lambda: any("Answer YES to send it" in text for text in telephone.texts), LONG)
        talk(telephone, "yes")
        until(lambda: any("Sent. Your reference" in text for text in telephone.texts), LONG)
        with within(scope_of(hall)):
            until(lambda: _receipt().state in {State.SENT, State.DELIVERED}, LONG)
            until(lambda: _receipt().state == State.DELIVERED, LONG)

    with within(scope_of(hall)), transaction.atomic():
        case = Case.objects.get()
    assert case.door == Door.SMS
    told = next(text for text in telephone.texts if "Sent. Your reference" in text)
    assert re.search(r"\b[2-9A-Z]{4} [2-9A-Z]{4}\b", told)[0].replace(" ", "") == case.reference
    assert any(text.startswith("Received. Ref") for text in telephone.texts), asked


def _receipt():
    with transaction.atomic():
        return Message.objects.get(kind="receipt", wanted=Channel.SMS)


def test_a_gateway_killed_in_the_middle_loses_nothing(house, kannel, telephone):
    OrganisationFactory(area__postal_code="1030")
    with working(house, kannel):
        talk(telephone, "EN")
        assert "Your postal code?" in talk(telephone, "NEED")

        kannel.kill()
        kannel.start()
        telephone.hang_up()
        telephone.connect()
        asked = talk(telephone, "1030")

    assert "Street and number" in asked
    assert sum("Your postal code?" in text for text in telephone.texts) == 1
