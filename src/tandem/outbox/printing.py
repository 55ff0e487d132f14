"""Letters: asked for at the desk, made in the worker (`pressing`), posted by a colleague."""

import base64
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from tandem.journal import asker
from tandem.journal.write import record
from tandem.outbox import enclosing, rules
from tandem.outbox.choices import Outcome, PrintState, State
from tandem.outbox.errors import NotNow
from tandem.outbox.models import Attempt, Message, Printing
from tandem.outbox.queue import ask_for_printing, wake
from tandem.outbox.text import MANY
from tandem.people.choices import Channel
from tandem.people.models import Person
from tandem.people.words import unseal_for
from tandem.territory.choices import Role
from tandem.territory.models import Membership, Organisation

READS_WORDS = Role.COORDINATOR
"""Of those who print letters, the one that reads every request of its organisation."""
NOT_POSTED = (State.READY, State.PRINTED)


@transaction.atomic
def ask_printing(
    organisation: Organisation, *, to_many: str = "", reads_words: bool = False
) -> Printing | None:
    """Have waiting letters made into one PDF by the worker; None if there is none.

    Those of a message to many make a file of their own: `to_many` names what they are about. What
    is too much for one file is left to the next order. A letter that holds a word waits for whoever
    `reads_words` there; where nobody does, it leaves without.
    """
    waiting = Message.objects.letters_to_print().filter(organisation=organisation)
    waiting = waiting.printed_by(taken_whole([organisation.pk] if reads_words else []))
    together = waiting.to_many().filter(subject=to_many) if to_many else waiting.exclude(kind=MANY)
    forms = together.exclude(enclosed="").exists()
    most = rules.most_in_one_file(to_many=bool(to_many), with_forms=forms)
    # Locked, so that two colleagues pressing at once do not print the same letter twice.
    locked = together.select_for_update(of=("self",), skip_locked=True)
    letters = list(locked.order_by("pk")[:most])
    if not letters:
        return None
    printing = Printing.objects.create(
        language=get_language() or "fr",
        asked_by=asker.current().account,
        count=len(letters),
        holds_words=reads_words and any(letter.holds_word for letter in letters),
        territory_id=letters[0].territory_id,
        organisation_id=letters[0].organisation_id,
    )
    Message.objects.filter(pk__in=[letter.pk for letter in letters]).update(printing=printing)
    ask_for_printing(printing.territory_id, printing.organisation_id, printing.pk)
    return printing


def taken_whole(reading: Iterable[int]) -> list[int]:
    """Organisations whose every letter she may order who reads the words of these: besides them
    those that have nobody who does, since no letter may wait for ever.
    """
    rows = Membership.objects.in_force().filter(role=READS_WORDS)
    others = Organisation.objects.exclude(pk__in=rows.values("organisation"))
    return [*reading, *others.values_list("pk", flat=True)]


def pdf_of(printing: Printing) -> bytes:
    """The letters themselves; call it through `access`, which leaves the look."""
    pdf = unseal_for(None, printing.sealed, place(printing)) if printing.sealed else None
    if pdf is None:
        raise NotNow("already_posted")
    return base64.b64decode(pdf)


def numbers_in(printing: Printing) -> list[int]:
    """Those that stand on its letters."""
    rows = Message.objects.filter(printing=printing, number__isnull=False)
    return sorted(filter(None, rows.values_list("number", flat=True)))


@transaction.atomic
def mark_posted(printing: Printing, *, spoilt: Iterable[int] = ()) -> int:
    """All are posted but those whose numbers were spoilt: these are printed again next time."""
    printing = Printing.objects.select_for_update(of=("self",)).get(pk=printing.pk)
    if printing.state != PrintState.READY:
        raise NotNow("not_printed")
    now = timezone.now()
    letters = list(
        Message.objects.filter(printing=printing, state__in=[State.PRINTED, State.UNSURE])
        .select_for_update(of=("self",))
        .prefetch_related("person")
        .order_by("number")
    )
    if set(spoilt) - set(numbers_in(printing)):
        # A spoilt letter would be said to be posted, and nobody would print it again.
        raise NotNow("no_such_letter")
    again = {letter.pk for letter in letters if letter.number in set(spoilt)}
    printed_again = [letter for letter in letters if letter.pk in again]
    posted = [letter for letter in letters if letter.pk not in again]
    Message.objects.filter(pk__in=[letter.pk for letter in posted]).update(
        state=State.SENT, left_at=now, sealed_former=None
    )
    _print_again(printed_again)
    _forget(printing)
    for word, found in (("posted", posted), ("spoilt", printed_again)):
        if found:
            persons = [letter.person for letter in found]
            record(f"outbox.letters_{word}", printing, persons=persons)
    return len(posted)


def _print_again(letters: list[Message]) -> None:
    keys = [letter.pk for letter in letters]
    for letter in letters:
        if (enclosed := enclosing.spoilt(letter.enclosed)) != letter.enclosed:
            letter.enclosed = enclosed
            letter.save(update_fields=["enclosed"])
    last = Attempt.objects.filter(message__in=keys, outcome=Outcome.PRINTED)
    last.update(outcome=Outcome.JAMMED)
    Message.objects.filter(pk__in=keys).update(
        state=State.READY, printing=None, number=None, next_try_at=timezone.now()
    )


@transaction.atomic
def void_letters_to(person: Person) -> None:
    """Nothing made with her address is kept: her letters go another way, the others are made anew."""
    within_one = Message.objects.filter(person=person, printing__isnull=False).values("printing")
    orders = Printing.objects.filter(
        pk__in=within_one, state__in=[PrintState.ASKED, PrintState.READY]
    )
    for printing in orders.select_for_update(of=("self",)).order_by("pk"):
        rows = Message.objects.filter(printing=printing, state__in=NOT_POSTED)
        letters = list(rows.select_for_update(of=("self",)).prefetch_related("person"))
        _print_again(letters)
        # A worker that is pressing it finds that it is no longer asked for, and keeps nothing.
        printing.state, printing.sealed = PrintState.FAILED, None
        printing.save(update_fields=["state", "sealed"])
        if others := [letter.person for letter in letters if letter.person_id != person.pk]:
            record("outbox.letters_spoilt", printing, persons=others)
    hers = Message.objects.filter(person=person, channel=Channel.LETTER, state=State.READY)
    for message in hers.select_for_update(of=("self",)).order_by("pk"):
        message.state, message.next_try_at = State.WAITING, timezone.now()
        message.save(update_fields=["state", "next_try_at"])
        wake(message)


def _forget(printing: Printing) -> None:
    # What is in the post box need not be kept here with its addresses.
    printing.state, printing.posted_at, printing.sealed = PrintState.POSTED, timezone.now(), None
    printing.save(update_fields=["state", "posted_at", "sealed"])


def doubt_unposted(before: datetime) -> int:
    """Letters made long ago of which nobody said that they were posted."""
    old = Printing.objects.filter(state=PrintState.READY, made_at__lt=before)
    unposted = Message.objects.filter(state=State.PRINTED, printing__in=old)
    return unposted.update(state=State.UNSURE)


def place(printing: Printing) -> str:
    """For which its letters are sealed."""
    return f"printing:{printing.key}"
