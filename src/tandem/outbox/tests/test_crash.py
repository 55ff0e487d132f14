"""A real worker, killed at the worst moments. What it had begun is found again in its rows."""

import subprocess
import sys

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.outbox.choices import Outcome, State
from tandem.outbox.models import Attempt, Message
from tandem.outbox.tests.sending import sent_to
from tandem.people.choices import Channel
from tests.factories import PersonFactory
from tests.processes import ROOT, WORKER, environment, running, until

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])


def working(mail, texts):
    return running(
        *WORKER,
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=str(mail.port),
        SMS_GATEWAY="tandem.outbox.tests.gateways.HangingGateway",
        TEXTS=str(texts),
        SMS_QUIET_FROM="0",
        SMS_QUIET_UNTIL="0",
        SMS_ON_SUNDAY="yes",
    )


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
    ended = subprocess.run(
        [sys.executable, "manage.py", "worker"],
        cwd=ROOT,
        env=environment(TANDEM_ROLE="web"),
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert ended.returncode == 1
    assert "TANDEM_ROLE=worker" in ended.stderr
