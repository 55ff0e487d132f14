"""One mail, worked off: read, done, answered. Done twice, it has one effect."""

import logging
import uuid
from datetime import timedelta

from django.db import Error, transaction

from tandem.doors.email import about_messages, actions, answers, attached, dialogue, letters
from tandem.doors.email.addresses import Errand, Purpose, errand_of
from tandem.doors.email.enclosures import Cleaned, clean
from tandem.doors.email.envelope import Envelope, Outgoing
from tandem.doors.email.letters import Letter
from tandem.doors.models import MailState
from tandem.doors.photos import Drawn
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.outbox.errors import Later, Refused
from tandem.outbox.return_address import mail_domain
from tandem.tenancy.scope import Scope, within
from tandem.toolbox import drawing

logger = logging.getLogger(__name__)
GIVEN_UP_AFTER = timedelta(days=2)
DRAWN_WITHIN = timedelta(hours=1)
"""So long a mail waits for its pictures; then it is taken in without, and she is told."""


def work_off(key: uuid.UUID) -> None:
    """What follows from this mail has happened, and its answer has left."""
    with acting(Asker(door=Door.EMAIL)), within(Scope()):
        envelope = actions.opened(key)
        if envelope is not None:
            _read_and_do(key, envelope)
        _answer(key)


def _read_and_do(key: uuid.UUID, envelope: Envelope) -> None:
    letter = letters.read(envelope.raw, from_nobody=not envelope.sender)
    with transaction.atomic():
        errand = errand_of(envelope.recipient)
    # Files are drawn before the transaction: a slow one would hold a connection and its locks.
    for_a_case = errand is not None and errand.purpose in {Purpose.ANSWER, Purpose.BACK}
    cleaned = clean(letter.files) if for_a_case and not letter.from_nobody else Cleaned()
    drawn = attached.drawn(errand, letter) if errand is not None else ()
    if _may_be_drawn_later(key, cleaned, drawn):
        raise Later("not_drawn")
    try:
        _do(key, errand, letter, cleaned, drawn)
    except Error:
        raise
    except Exception as error:
        # One mail must not stop the line. Of the error only its kind is written down.
        logger.error("Mail %s met %s.", key, type(error).__name__)
        _do(key, errand, Letter(sender=letter.sender, whole=False), Cleaned())


def _may_be_drawn_later(key: uuid.UUID, cleaned: Cleaned, drawn: tuple[Drawn, ...]) -> bool:
    """What draws pictures has died: the mail is kept, and read once it is there again."""
    missing = bool(cleaned.left_out) or any(one.refused == "not_now" for one in drawn)
    return missing and not drawing.is_at_work() and actions.age_of(key) < DRAWN_WITHIN


def _do(
    key: uuid.UUID,
    errand: Errand | None,
    letter: Letter,
    cleaned: Cleaned,
    drawn: tuple[Drawn, ...] = (),
) -> None:
    """In one transaction with the mail's own mark, so that it happens once."""
    with actions.presenting(key), transaction.atomic():
        mail = actions.waiting(key, MailState.CAME)
        if mail is None:
            return
        answer: Outgoing | None = None
        match errand:
            case None:
                pass
            case Errand(purpose=Purpose.ANSWER):
                about_messages.take_answer(errand.token, letter, cleaned)
            case Errand(purpose=Purpose.BACK):
                about_messages.take_back(errand.token, letter, cleaned)
            case Errand(token="") if about_messages.take_named(letter, cleaned):
                pass
            case _ if _is_from_somebody(letter):
                answer = dialogue.answer_to(errand, letter, drawn)
        actions.settle(mail, answer)


def _is_from_somebody(letter: Letter) -> bool:
    return not letter.automatic and bool(letter.sender) and actions.may_answer(letter.sender)


def _answer(key: uuid.UUID) -> None:
    """No transaction is open while the mail server is spoken to."""
    waiting = actions.answer_of(key)
    if waiting is None:
        return
    answer, since = waiting
    try:
        answers.hand_over(answer, f"<{key}.answer@{mail_domain()}>")
    except Refused:
        pass
    except Later:
        if since < GIVEN_UP_AFTER:
            raise
    actions.answer_left(key)
