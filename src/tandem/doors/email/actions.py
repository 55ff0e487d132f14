import json
import uuid
from contextlib import AbstractContextManager
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tandem.doors.email import asked as asking
from tandem.doors.email.asked import Asked
from tandem.doors.email.envelope import Envelope, Outgoing
from tandem.doors.email.queue import ask_to_read
from tandem.doors.models import AskedByMail, Mail, MailState
from tandem.people import loose
from tandem.services.drafts import LIVES
from tandem.tenancy.scope import Scope, current, within
from tandem.toolbox.sealing import digest

AN_HOUR = timedelta(hours=1)
ANSWERED_SINCE = "SELECT public.doors_mails_answered(%s, %s)"


def presenting(key: uuid.UUID) -> AbstractContextManager[None]:
    """The scope in force, and this one mail."""
    return within((current() or Scope()) | Scope(presented=key.hex))


def keep(envelope: Envelope) -> uuid.UUID | None:
    """Kept, with its job, when this returns; None where it was kept before."""
    row = Mail(same=digest("mail", envelope.identity))
    try:
        with presenting(row.key), transaction.atomic():
            row.sealed = loose.seal(envelope.as_kept().encode(), row.place)
            row.save(force_insert=True)
            # In the same transaction: there is no mail without its job.
            ask_to_read(row.key)
    except IntegrityError:
        return None
    return row.key


def waiting(key: uuid.UUID, state: MailState) -> Mail | None:
    """The mail, for this transaction alone, if it is still to be done."""
    rows = Mail.objects.select_for_update()
    return rows.filter(pk=key, state=state).first()


def opened(key: uuid.UUID) -> Envelope | None:
    """A mail that was not worked off yet."""
    with presenting(key), transaction.atomic():
        row = Mail.objects.filter(pk=key, state=MailState.CAME).first()
    told = loose.text_of(row, row.place) if row is not None else ""
    return Envelope.opened(told) if told else None


def age_of(key: uuid.UUID) -> timedelta:
    """For how long it has been here."""
    with presenting(key), transaction.atomic():
        came = Mail.objects.filter(pk=key).values_list("came_at", flat=True).first()
    return timezone.now() - came if came is not None else timedelta()


def settle(mail: Mail, answer: Outgoing | None) -> None:
    """What came of it, with the answer that is to leave, if there is one. What she wrote stands with her
    draft or request from now on; here nothing of it is left.
    """
    mail.sealed = b""
    if answer is None or not may_answer(answer.to):
        mail.state, mail.done_at = MailState.DONE, timezone.now()
    else:
        mail.state, mail.answered_at = MailState.ANSWERED, timezone.now()
        mail.answers_to = _who(answer.to)
        mail.answer = loose.seal(json.dumps(answer.as_kept()).encode(), mail.place_of_answer)
    mail.save(update_fields=["state", "done_at", "answered_at", "answers_to", "answer", "sealed"])


def may_answer(address: str) -> bool:
    """Not if it was answered so often within the hour that it must be a machine."""
    with connection.cursor() as cursor:
        cursor.execute(ANSWERED_SINCE, [_who(address), timezone.now() - AN_HOUR])
        (many,) = cursor.fetchone()
    return bool(many < settings.MAIL_IN_ANSWERS)


def _who(address: str) -> bytes:
    return digest("mail-answered", address.strip().lower())


def answer_of(key: uuid.UUID) -> tuple[Outgoing, timedelta] | None:
    """What is to leave, and for how long it has been waiting."""
    with presenting(key), transaction.atomic():
        row = Mail.objects.filter(pk=key, state=MailState.ANSWERED).first()
    if row is None or row.answered_at is None:
        return None
    told = loose.text_of(row, row.place_of_answer, "answer")
    return (Outgoing(**json.loads(told)), timezone.now() - row.answered_at) if told else None


def answer_left(key: uuid.UUID) -> None:
    """It has left, or never will."""
    with presenting(key), transaction.atomic():
        row = waiting(key, MailState.ANSWERED)
        if row is not None:
            row.state, row.done_at, row.answer = MailState.DONE, timezone.now(), None
            row.save(update_fields=["state", "done_at", "answer"])


def remember(asked: Asked) -> str:
    """The token of the address at which these questions are answered."""
    token = asking.new_token()
    with asking.presenting(token), transaction.atomic():
        row = AskedByMail(digest=asking.digest_of(token), draft_digest=asked.code.digest)
        row.sealed = loose.seal(asking.as_kept(asked).encode(), row.place)
        row.expires_at = timezone.now() + LIVES
        row.save(force_insert=True)
    return token
