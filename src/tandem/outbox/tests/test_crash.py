"""A real worker, killed at the worst moments. What it had begun is found again in its rows."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.outbox.choices import Outcome, State
from tandem.outbox.models import Attempt, Message
from tandem.outbox.tests.sending import sent_to
from tandem.people.choices import Channel
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
ROOT = Path(__file__).resolve().parents[4]
PATIENCE = 60


@contextmanager
def working(mail, texts):
    """A worker process on this test's database."""
    name = connection.settings_dict["NAME"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tandem.project.settings",
        "DATA": str(django_settings.DATA),
        "TANDEM_DATABASE": name,
        "TANDEM_ROLE": "worker",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mail.port),
        "SMS_GATEWAY": "tandem.outbox.tests.gateways.HangingGateway",
        "TEXTS": str(texts),
        "SMS_QUIET_FROM": "0",
        "SMS_QUIET_UNTIL": "0",
        "SMS_ON_SUNDAY": "yes",
    }
    if url := os.environ.get("DATABASE_URL"):
        environment["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{name}").geturl()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker", "--concurrency=1", "--stalled-after=1"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=10)


def until(what, process):
    """Waits for another process; fails with its words when it ends first."""
    for _ in range(PATIENCE * 20):
        if what():
            return
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.05)
    process.kill()
    pytest.fail(f"Nothing came of it: {process.communicate()[0]}")


def state_of(message):
    with transaction.atomic():
        return Message.objects.get(pk=message.pk).state


def test_a_worker_killed_twice_loses_nothing_and_doubles_nothing(town_hall, mail, tmp_path):
    texts = tmp_path / "texts"
    with transaction.atomic():
        email, text, letter = (
            sent_to(
                PersonFactory(
                    organisation=town_hall, channel=way, email="o@b.example", phone="0470 12 34 56"
                ),
                short="Received.",
            )
            for way in (Channel.EMAIL, Channel.SMS, Channel.LETTER)
        )
    mail.holding = True

    with working(mail, texts) as first:
        until(lambda: mail.seen, first)
    mail.holding = False
    assert state_of(email) == State.SENDING
    with working(mail, texts) as second:
        until(texts.exists, second)
    assert (state_of(email), state_of(text)) == (State.SENT, State.SENDING)
    with working(mail, texts) as third:
        until(lambda: state_of(letter) == State.READY, third)
        until(lambda: not ProcrastinateJob.objects.filter(status="doing").exists(), third)

    assert state_of(text) == State.UNSURE
    assert texts.read_text().count("\n") == 1
    assert len(mail.letters) == 1
    assert mail.seen == [email.message_id, email.message_id]
    with transaction.atomic():
        outcomes = Attempt.objects.order_by("pk").values_list("channel", "outcome")
        assert list(outcomes) == [
            (Channel.EMAIL, Outcome.UNKNOWN),
            (Channel.EMAIL, Outcome.HANDED_OVER),
            (Channel.SMS, Outcome.UNKNOWN),
        ]


def test_a_worker_finds_what_no_job_carries(town_hall, mail, tmp_path):
    with transaction.atomic():
        letter = sent_to(PersonFactory(organisation=town_hall, channel=Channel.LETTER))
        Message.objects.update(woken_at=None)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")

    with working(mail, tmp_path / "texts") as worker:
        until(lambda: state_of(letter) == State.READY, worker)

    assert not ProcrastinateJob.objects.filter(status="failed").exists()


def test_a_worker_that_is_not_in_its_role_does_not_start():
    environment = os.environ | {"DATA": str(django_settings.DATA), "TANDEM_ROLE": "web"}
    environment["DJANGO_SETTINGS_MODULE"] = "tandem.project.settings"

    ended = subprocess.run(
        [sys.executable, "manage.py", "worker"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert ended.returncode == 1
    assert "TANDEM_ROLE=worker" in ended.stderr
