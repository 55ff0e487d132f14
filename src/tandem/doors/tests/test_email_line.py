"""Over real lines: what is acknowledged is kept, and what is kept is answered, whoever dies."""

import asyncio
import smtplib
import socket
import threading
import time

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.doors.email import line
from tandem.doors.tests.mailing import DOMAIN, ROSA, letter
from tandem.outbox.tests.conftest import MailServer, free_port
from tests.processes import WORKER, running, until

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
HELP = f"help@{DOMAIN}"


def kept():
    """Counted by the jobs: the mails themselves open with their keys only."""
    with transaction.atomic():
        return ProcrastinateJob.objects.filter(task_name="doors.read_mail").count()


@pytest.fixture
def port(settings):
    """A line in this process, in a thread of its own."""
    settings.MAIL_IN_DOMAIN, settings.MAIL_IN_MEGABYTES = DOMAIN, 1
    chosen, loop = free_port(), asyncio.new_event_loop()
    # Its loop never runs in this thread: a browser's may be running here already.
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = done(loop, line.listen("127.0.0.1", chosen))
    yield chosen
    loop.call_soon_threadsafe(server.close)
    done(loop, _end(loop))
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def done(loop, task):
    return asyncio.run_coroutine_threadsafe(task, loop).result(timeout=30)


async def _end(loop):
    await loop.shutdown_default_executor()
    for task in asyncio.all_tasks(loop) - {asyncio.current_task()}:
        task.cancel()
    await asyncio.sleep(0)


def hand_over(port, made, *to, sender=ROSA, speak=smtplib.SMTP):
    with speak("127.0.0.1", port, local_hostname="mail.example", timeout=30) as spoken:
        return spoken.sendmail(sender, list(to), made if isinstance(made, bytes) else bytes(made))


def test_mail_for_us_is_kept_before_it_is_acknowledged(port):
    hand_over(port, letter("Hello"), HELP)

    assert kept() == 1


def test_a_report_without_sender_is_taken(port):
    hand_over(port, letter("Hello"), HELP, sender="<>")

    assert kept() == 1


@pytest.mark.parametrize(
    "to", ["rosa@elsewhere.example", f"nobody@{DOMAIN}", f"case+{'a' * 26}@{DOMAIN}", f"@{DOMAIN}"]
)
def test_mail_for_others_or_for_forged_addresses_is_refused_at_once(port, to):
    with pytest.raises((smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)):
        hand_over(port, letter("Hello"), to)

    assert kept() == 0


def test_the_same_mail_again_is_acknowledged_and_kept_once(port):
    made = letter("Hello")

    for _ in range(2):
        hand_over(port, made, HELP)

    assert kept() == 1


def test_a_mail_too_large_is_refused_with_the_reason(port):
    with pytest.raises(smtplib.SMTPResponseException) as refused:
        hand_over(port, letter(("x" * 900 + "\n") * 1_400), HELP)

    assert refused.value.smtp_code == 552
    assert kept() == 0


def test_by_lmtp_every_recipient_has_an_answer(port):
    with smtplib.LMTP("127.0.0.1", port, timeout=30) as spoken:
        spoken.ehlo("mail.example")
        spoken.mail(ROSA)
        assert [spoken.rcpt(to)[0] for to in (HELP, f"no@{DOMAIN}", f"hulp@{DOMAIN}")] == [
            250,
            550,
            250,
        ]
        assert spoken.data(bytes(letter("Hello")))[0] == 250
        assert spoken.getreply()[0] == 250

    assert kept() == 2


def answers(port):
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def test_a_line_killed_in_the_middle_has_acknowledged_nothing_that_is_lost():
    port = free_port()
    made = bytes(letter("Hello"))
    with running("mail_line", MAIL_IN_DOMAIN=DOMAIN, MAIL_IN_PORT=str(port)) as first:
        until(lambda: answers(port), first)
        spoken = smtplib.SMTP("127.0.0.1", port, timeout=30)
        spoken.helo("mail.example")
        spoken.mail(ROSA)
        spoken.rcpt(HELP)
        spoken.docmd("DATA")
        spoken.send(made)
    spoken.close()
    assert kept() == 0

    with running("mail_line", MAIL_IN_DOMAIN=DOMAIN, MAIL_IN_PORT=str(port)) as second:
        until(lambda: answers(port), second)
        hand_over(port, made, HELP)

    assert kept() == 1


def test_an_answer_leaves_though_the_worker_is_killed_while_it_leaves():
    out, port = MailServer(free_port()), free_port()
    told = {
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(out.port),
        "MAIL_IN_DOMAIN": DOMAIN,
        "DEFAULT_FROM_EMAIL": "tandem@commune.example",
    }
    out.start()
    out.holding = True
    try:
        with running("mail_line", MAIL_IN_DOMAIN=DOMAIN, MAIL_IN_PORT=str(port)) as taking:
            until(lambda: answers(port), taking)
            hand_over(port, letter("Bonjour"), f"aide@{DOMAIN}")
        with running(*WORKER, **told) as first:
            until(lambda: out.seen, first)
        out.holding = False
        with running(*WORKER, **told) as second:
            until(lambda: out.letters, second)
            time.sleep(1)
    finally:
        out.stop()

    [answer] = out.letters
    assert answer["To"] == ROSA
    assert set(out.seen) == {answer["Message-ID"]}
    assert f"@{DOMAIN}" in answer.get_content()
