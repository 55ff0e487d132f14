"""The worker's part of printing: letters are prepared, pressed with no transaction open, and kept.

Whatever becomes of the press, its letters are not stranded: they are printed, or wait again.
"""

import base64
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import override

from tandem.journal.choices import Purpose
from tandem.journal.write import record
from tandem.outbox import enclosing, former, inbox, text
from tandem.outbox.choices import Outcome, PrintState, State
from tandem.outbox.models import Attempt, Message, Printing
from tandem.outbox.paper import press
from tandem.outbox.paper.letter import Addressed
from tandem.outbox.paper.press import Composed
from tandem.outbox.printing import place
from tandem.outbox.still import still_to_post
from tandem.outbox.text import FORMER, Text
from tandem.people import things
from tandem.people.choices import Channel
from tandem.people.identity import Identity
from tandem.people.reveal import reveal
from tandem.territory.models import Area, PostalCode

logger = logging.getLogger(__name__)

TURNS = 3
"""So often is one order begun: a worker may be killed by what it prints."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is pressed, and where each letter of it comes to stand."""

    printing: int
    turn: int
    """Whoever takes the order up later has the say over it."""
    composed: Composed
    numbers: dict[int, int]
    """Of the letter within the file, by message."""
    letters: int
    lacking: list[int]
    """Numbers of those whose form could not be enclosed."""


def make(key: int, *, job: int | None = None) -> None:
    """The PDF and its letters' new state, together or not at all: no letter is ever in doubt."""
    try:
        prepared = _prepare(key)
        if prepared is not None:
            _keep(prepared, press.typeset(prepared.composed), job)
    except DatabaseError:
        # The queue tries again; after so many turns `_prepare` gives the letters back.
        raise
    except Exception as error:
        # Not its words: they may repeat what stands in a letter.
        logger.error("Letters of printing %s were not made: %s", key, type(error).__name__)
        give_back(key)


@transaction.atomic
def _prepare(key: int) -> Prepared | None:
    """Who is written to, and what: read, revealed and put into words once more for each turn."""
    printing = _asked(key)
    if printing is None:
        return None
    if printing.turns >= TURNS:
        give_back(key)
        return None
    messages = list(
        Message.objects.filter(printing=printing, state=State.READY)
        .prefetch_related("person", "organisation__platform")
        .order_by("pk")
    )
    persons = [message.person for message in messages]
    known = reveal(persons, Purpose.CONTACT, what="outbox.contact_used", about=printing)
    posted = still_to_post(messages, known)
    printing.turns += 1
    if not posted:
        printing.state = PrintState.POSTED
    printing.save(update_fields=["turns", "state"])
    return _prepared(printing, posted, known) if posted else None


def _prepared(printing: Printing, messages: list[Message], known: dict[int, Identity]) -> Prepared:
    letters = sorted(
        _addressed(messages, known, printing.holds_words), key=lambda letter: letter.postal_order
    )
    numbered = list(enumerate(letters, 1))
    return Prepared(
        printing.pk,
        printing.turns,
        press.composed(letters, language=printing.language, today=timezone.localdate()),
        {key: number for number, letter in numbered for key in letter.messages},
        len(letters),
        [number for number, letter in numbered if letter.lacks_form],
    )


@transaction.atomic
def _keep(prepared: Prepared, pdf: bytes, job: int | None) -> None:
    printing = _asked(prepared.printing)
    if printing is None or printing.turns != prepared.turn:
        return
    if not inbox.first_time(f"outbox.print:{printing.pk}", printing):
        return
    messages = list(
        Message.objects.filter(printing=printing, state=State.READY)
        .select_for_update(of=("self",))
        .prefetch_related("person")
        .order_by("pk")
    )
    printing.sealed = things.seal(printing, base64.b64encode(pdf), place(printing))
    printing.state, printing.made_at = PrintState.READY, timezone.now()
    printing.count, printing.lacking = prepared.letters, prepared.lacking
    printing.save(update_fields=["sealed", "state", "made_at", "count", "lacking"])
    _mark_printed(messages, prepared.numbers, job)
    persons = [message.person for message in messages]
    record("outbox.letters_printed", printing, persons=persons, facts={"letters": printing.count})


@transaction.atomic
def give_back(key: int) -> None:
    """The order came to nothing: its letters wait again, for the next order or to be taken back."""
    printing = _asked(key)
    if printing is not None:
        Message.objects.filter(printing=printing, state=State.READY).update(printing=None)
        printing.state = PrintState.FAILED
        printing.save(update_fields=["state"])


def _asked(key: int) -> Printing | None:
    rows = Printing.objects.select_for_update(of=("self",))
    return rows.filter(pk=key, state=PrintState.ASKED).first()


def _addressed(
    messages: list[Message], known: dict[int, Identity], holds_words: bool
) -> list[Addressed]:
    envelopes = [(together, _whose(together[0], known)) for together in _by_envelope(messages)]
    localities = _localities({who.postal_code for _together, who in envelopes})
    said: Callable[[Message], Text] = text.opened if holds_words else _without_word
    return [_letter(together, who, localities, said) for together, who in envelopes]


def _without_word(message: Message) -> Text:
    """No file holds a word that does not say so, whatever is known of its messages."""
    with override(message.language):
        return text.without_its_word(message.text)


def _whose(message: Message, known: dict[int, Identity]) -> Identity:
    if message.kind == FORMER:
        return former.kept(message)
    return known.get(message.person_id, Identity())


def _by_envelope(messages: Iterable[Message]) -> list[list[Message]]:
    """What one person is told by one organisation goes in one envelope, oldest first.

    A letter with a form in it goes alone: the form is answered and sent back by itself; and so does
    what goes to an address of before.
    """
    found: dict[tuple[int, int, str, int], list[Message]] = defaultdict(list)
    for message in messages:
        alone = message.pk if message.enclosed or message.kind == FORMER else 0
        person, organisation = message.person_id, message.organisation_id
        found[person, organisation, message.language, alone].append(message)
    return list(found.values())


def _letter(
    together: list[Message],
    who: Identity,
    localities: Callable[[str, int], str],
    said: Callable[[Message], Text],
) -> Addressed:
    first, *others = together
    with override(first.language):
        locality = who.locality or localities(who.postal_code, first.territory_id)
        enclosure = enclosing.made(first.enclosed, first.person) if first.enclosed else None
    if enclosure is not None and enclosure.name != first.enclosed:
        # Printed anew, the same sheet lies in it: she has one, however often her letter is made.
        first.enclosed = enclosure.name
        first.save(update_fields=["enclosed"])
    return Addressed(
        message=first.pk,
        language=first.language,
        text=said(first),
        identity=who,
        locality=locality,
        organisation=first.organisation,
        large=first.person.large_print,
        enclosure=enclosure,
        lacks_form=bool(first.enclosed) and enclosure is None,
        also=tuple((message.pk, said(message)) for message in others),
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


def _mark_printed(messages: list[Message], numbers: dict[int, int], job: int | None) -> None:
    now = timezone.now()
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
