"""Letters: asked for at the desk, made in the worker, posted by a colleague."""

import base64
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override

from tandem.journal import asker
from tandem.journal.choices import Purpose
from tandem.journal.write import record
from tandem.outbox import enclosing, inbox
from tandem.outbox.choices import Outcome, PrintState, State
from tandem.outbox.errors import NotNow
from tandem.outbox.models import Attempt, Message, Printing
from tandem.outbox.paper.letter import Addressed
from tandem.outbox.paper.press import press
from tandem.outbox.queue import ask_for_printing
from tandem.outbox.still import still_to_post
from tandem.outbox.text import MANY
from tandem.people.choices import Channel
from tandem.people.identity import Identity
from tandem.people.reveal import reveal
from tandem.territory.models import Area, Organisation, PostalCode
from tandem.toolbox.sealing import seal, unseal

MOST = 200
"""Letters in one printing: what one tray and one colleague can take."""


@transaction.atomic
def ask_printing(organisation: Organisation, *, to_many: str = "") -> Printing | None:
    """Have the waiting letters made into one PDF by the worker; None if there is none.

    Those of a message to many make a file of their own: `to_many` names what they are about.
    """
    waiting = Message.objects.letters_to_print().filter(organisation=organisation)
    together = waiting.to_many().filter(subject=to_many) if to_many else waiting.exclude(kind=MANY)
    most = settings.BROADCAST_LETTERS if to_many else MOST
    # Locked, so that two colleagues pressing at once do not print the same letter twice.
    locked = together.select_for_update(of=("self",), skip_locked=True)
    letters = list(locked.order_by("pk")[:most])
    if not letters:
        return None
    printing = Printing.objects.create(
        language=get_language() or "fr",
        asked_by=asker.current().account,
        count=len(letters),
        territory_id=letters[0].territory_id,
        organisation_id=letters[0].organisation_id,
    )
    Message.objects.filter(pk__in=[letter.pk for letter in letters]).update(printing=printing)
    ask_for_printing(printing.territory_id, printing.organisation_id, printing.pk)
    return printing


def make(key: int, *, job: int | None = None) -> None:
    """The PDF and its letters' new state, together or not at all: no letter is ever in doubt."""
    with transaction.atomic():
        printing = Printing.objects.select_for_update(of=("self",)).filter(pk=key).first()
        if printing is None or not inbox.first_time(f"outbox.print:{key}", printing):
            return
        messages = list(
            Message.objects.filter(printing=printing, state=State.READY)
            .prefetch_related("person", "organisation__platform")
            .order_by("pk")
        )
        persons = [message.person for message in messages]
        known = reveal(persons, Purpose.CONTACT, what="outbox.contact_used", about=printing)
        if posted := still_to_post(messages, known):
            _print(printing, posted, known, job)
        else:
            printing.state = PrintState.POSTED
            printing.save(update_fields=["state"])


def _print(
    printing: Printing, messages: list[Message], known: dict[int, Identity], job: int | None
) -> None:
    persons = [message.person for message in messages]
    letters = sorted(_addressed(messages, known), key=lambda letter: letter.postal_order)
    today = timezone.localdate()
    pdf = press(letters, language=printing.language, today=today)
    printing.sealed = seal(base64.b64encode(pdf).decode(), _place(printing))
    printing.state, printing.made_at = PrintState.READY, timezone.now()
    printing.count = len(letters)
    printing.save(update_fields=["sealed", "state", "made_at", "count"])
    _mark_printed(messages, letters, job)
    record("outbox.letters_printed", printing, persons=persons, facts={"letters": len(letters)})


def _addressed(messages: list[Message], known: dict[int, Identity]) -> list[Addressed]:
    localities = _localities({who.postal_code for who in known.values()})
    return [
        _letter(together, known.get(together[0].person_id, Identity()), localities)
        for together in _by_envelope(messages)
    ]


def _by_envelope(messages: Iterable[Message]) -> list[list[Message]]:
    """What one person is told by one organisation goes in one envelope, oldest first.

    A letter with a form in it goes alone: the form is answered and sent back by itself.
    """
    found: dict[tuple[int, int, str, int], list[Message]] = defaultdict(list)
    for message in messages:
        alone = message.pk if message.enclosed else 0
        person, organisation = message.person_id, message.organisation_id
        found[person, organisation, message.language, alone].append(message)
    return list(found.values())


def _letter(
    together: list[Message], who: Identity, localities: Callable[[str, int], str]
) -> Addressed:
    first, *others = together
    with override(first.language):
        locality = who.locality or localities(who.postal_code, first.territory_id)
    return Addressed(
        message=first.pk,
        language=first.language,
        text=first.text,
        identity=who,
        locality=locality,
        organisation=first.organisation,
        large=first.person.large_print,
        enclosure=enclosing.made(first.enclosed, first.person) if first.enclosed else None,
        also=tuple((message.pk, message.text) for message in others),
    )


def _localities(codes: Iterable[str]) -> Callable[[str, int], str]:
    """The commune of a code: her own where several share it."""
    found: dict[str, dict[int, Area]] = defaultdict(dict)
    rows = PostalCode.objects.filter(code__in=codes).select_related("commune")
    for row in rows.order_by("commune__nis"):
        found[row.code][row.commune_id] = row.commune

    def locality(code: str, territory: int) -> str:
        # Put into words only now, in the language of the letter.
        return str(found[code].get(territory) or next(iter(found[code].values()), ""))

    return locality


def _mark_printed(messages: list[Message], letters: list[Addressed], job: int | None) -> None:
    now = timezone.now()
    numbers = {key: number for number, letter in enumerate(letters, 1) for key in letter.messages}
    for message in messages:
        message.state, message.number = State.PRINTED, numbers[message.pk]
    Message.objects.bulk_update(messages, ["state", "number"])
    Attempt.objects.bulk_create(
        Attempt(
            message=message,
            channel=Channel.LETTER,
            job=job,
            ended_at=now,
            outcome=Outcome.PRINTED,
            territory_id=message.territory_id,
            organisation_id=message.organisation_id,
        )
        for message in messages
    )


def pdf_of(printing: Printing) -> bytes:
    """The letters themselves; call it through `access`, which leaves the look."""
    if printing.sealed is None:
        raise NotNow("already_posted")
    return base64.b64decode(unseal(bytes(printing.sealed), _place(printing)))


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
    again = {letter.pk for letter in letters if letter.number in set(spoilt)}
    printed_again = [letter for letter in letters if letter.pk in again]
    posted = [letter for letter in letters if letter.pk not in again]
    Message.objects.filter(pk__in=[letter.pk for letter in posted]).update(
        state=State.SENT, left_at=now
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
    last = Attempt.objects.filter(message__in=keys, outcome=Outcome.PRINTED)
    last.update(outcome=Outcome.JAMMED)
    Message.objects.filter(pk__in=keys).update(
        state=State.READY, printing=None, number=None, next_try_at=timezone.now()
    )


def _forget(printing: Printing) -> None:
    # What is in the post box need not be kept here with its addresses.
    printing.state, printing.posted_at, printing.sealed = PrintState.POSTED, timezone.now(), None
    printing.save(update_fields=["state", "posted_at", "sealed"])


def doubt_unposted(before: datetime) -> int:
    """Letters made long ago of which nobody said that they were posted."""
    old = Printing.objects.filter(state=PrintState.READY, made_at__lt=before)
    unposted = Message.objects.filter(state=State.PRINTED, printing__in=old)
    return unposted.update(state=State.UNSURE)


def _place(printing: Printing) -> str:
    return f"printing:{printing.key}"
