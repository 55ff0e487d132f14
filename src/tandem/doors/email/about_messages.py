"""Answers to messages of ours, and reports that one could not be delivered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.cases import by_word, elsewhere, following, messages
from tandem.cases.actions import take_reply
from tandem.cases.models import Case
from tandem.cases.sealed import Written
from tandem.doors.email.cutting import own_words
from tandem.doors.email.enclosures import Cleaned
from tandem.doors.email.letters import Letter, printable
from tandem.outbox import bounces, progress, return_address
from tandem.outbox.actions import send
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.people.queries import addresses_known_since, email_digest, writes_from
from tandem.services.drafts import Code
from tandem.tenancy.scope import within
from tandem.territory.signposts import Place

MOST_WORDS = 20_000
MOST_WHOLE = 60_000


def take_answer(token: str, letter: Letter, cleaned: Cleaned) -> None:
    """With its case, for a person to read; nobody is answered by a machine."""
    place = return_address.find(return_address.ANSWER, token)
    if place is not None:
        with within(place.scope):
            _take(_message(place), letter, cleaned)


def take_named(letter: Letter, cleaned: Cleaned) -> bool:
    """Whether it answers a message of ours, though it came to a general address: by what it names and
    by whom it is from.
    """
    words = f"{letter.subject}\n{own_words(letter.text)}"
    found = elsewhere.named_in(letter.sender, words) if letter.sender else None
    if found is None:
        return False
    with within(found.scope):
        rows = Message.objects.select_related("person")
        _take(rows.get(pk=found.message), letter, cleaned)
    return True


def take_back(token: str, letter: Letter, cleaned: Cleaned) -> None:
    """A message that came back goes another way; whatever else is sent there is kept as such."""
    place = return_address.find(return_address.BACK, token)
    if place is None:
        return
    with within(place.scope):
        message = _message(place)
        told = _report_in(letter, message)
        if told is None:
            _take(message, letter, cleaned)
        elif told.failed:
            progress.came_back(message.pk, told.code, for_good=told.for_good)


@dataclass(frozen=True, slots=True)
class Receipted:
    """The receipt of a case, as the outbox tells it."""

    answered_at: str
    """The address from which an answer lands on the case."""
    comes_here: bool
    """Whether it leaves for this very address: nobody needs two."""


def receipt_of(code: Code, address: str) -> Receipted | None:
    """Of the case that this code opens; None where nobody is told of it."""
    place = following.find(code)
    if place is None:
        return None
    with within(place.scope):
        told = Message.objects.about(Case.objects.get(pk=int(place.target))).filter(kind="receipt")
        # Locked: the worker lays the same addresses when it leaves.
        message = told.select_for_update(of=("self",)).prefetch_related("person").first()
        addresses = return_address.addresses_of(message.key) if message is not None else None
        if message is None or addresses is None:
            return None
        return_address.lay(message)
        by_email = message.wanted == Channel.EMAIL
        return Receipted(addresses.answer, by_email and writes_from(message.person, address))


def _report_in(letter: Letter, message: Message) -> bounces.Bounce | None:
    """What a mail server tells of her address; what anybody else writes is no report."""
    if letter.report is None or not letter.from_nobody:
        return None
    left = message.left_at or message.queued_at
    known = addresses_known_since(message.person, left)

    def is_hers(address: str) -> bool:
        # Where she has changed her address since, nobody can tell any more.
        return not known or email_digest(address) in known

    return bounces.read(letter.report, letter.sender, letter.text, is_hers)


def _take(message: Message, letter: Letter, cleaned: Cleaned) -> None:
    is_hers = bool(letter.sender) and writes_from(message.person, letter.sender)
    written = _written(message, letter, cleaned)
    reply = take_reply(
        message,
        written,
        from_her_address=is_hers,
        automatic=letter.automatic,
        pictures=cleaned.pictures,
    )
    if letter.automatic or not is_hers:
        # A stranger is told nothing, and a program must not be answered.
        return
    progress.lives_again(message.person)
    if told := by_word.take_written(message, written.words):
        send(
            message.person,
            lambda: messages.answer_taken(message.reference, told),
            about=reply.case or message,
            channel=Channel.EMAIL,
        )
    if written.left_out:
        send(
            message.person,
            lambda: messages.not_taken_in(message.reference, written.left_out),
            about=reply.case or message,
            channel=Channel.EMAIL,
        )


def _written(message: Message, letter: Letter, cleaned: Cleaned) -> Written:
    whole = printable(letter.text)
    words = own_words(whole)
    with override(message.language):
        left_out = (*cleaned.left_out, *_not_read(letter, words, whole))
    kept = Written(words[:MOST_WORDS], sender=letter.sender, left_out=left_out)
    return kept if words == whole.strip() else replace(kept, whole=whole[:MOST_WHOLE])


def _not_read(letter: Letter, words: str, whole: str) -> Iterator[str]:
    """What of her words is not kept as she wrote it, in words: she is told to send it anew."""
    if not letter.whole and not whole.strip():
        yield _("the whole message: it is built in a way that we do not open")
    elif not letter.whole:
        yield _("part of the message: it is built in a way that we cannot read line by line")
    if len(words) > MOST_WORDS or len(whole) > MOST_WHOLE:
        yield _("the end of the message: it is longer than we can keep")


def _message(place: Place) -> Message:
    return Message.objects.select_related("person").get(pk=int(place.target))
