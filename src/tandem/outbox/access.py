"""Who opens what at the desk: members of the organisation, and nobody else can tell it exists."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone

from tandem.journal.choices import Purpose
from tandem.outbox import printing as press
from tandem.outbox import speech
from tandem.outbox.choices import State
from tandem.outbox.models import Message, Printing
from tandem.outbox.speech import Phrase
from tandem.people.http import PersonRequest
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.reveal import look_at_all, reveal
from tandem.people.sameness import Care, care_for, counted_together
from tandem.people.words import hold
from tandem.tenancy.scope import Scope, within
from tandem.territory import scopes
from tandem.territory.choices import OrganisationKind, Role
from tandem.territory.models import Membership, Organisation
from tandem.toolbox.telephone import readable

AT_WORK = frozenset({Role.OPERATOR, Role.COORDINATOR})

P = ParamSpec("P")
Row = TypeVar("Row", Message, Printing)
View = Callable[Concatenate[PersonRequest, P], HttpResponse]


def for_desk(view: View[P]) -> View[P]:
    """Open to operators and coordinators, narrowed to what their own desks send out; else 404."""

    @wraps(view)
    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        desks = [held for held in request.memberships if Role(held.role) in AT_WORK]
        if not desks:
            raise Http404
        with within(_scope_of(desks)):
            return view(request, *args, **kwargs)

    signed_in: View[P] = login_required(guarded)
    return signed_in


def _scope_of(desks: list[Membership]) -> Scope:
    # Without open borders: a neighbour's letters and calls are the neighbour's.
    scope = Scope()
    for held in desks:
        if held.organisation.kind == OrganisationKind.CALL_CENTRE:
            served = Organisation.objects.filter(
                platform=held.organisation.platform_id, takes_in=True
            )
            scope |= scopes.answering_for(served.values_list("area_id", "pk"))
        scope |= scopes.of_organisation(held.organisation)
    return scope


def message_of_desk(key: uuid.UUID) -> Message:
    return _row(Message, key)


def call_of_desk(key: uuid.UUID) -> Message:
    message = _row(Message, key)
    if message.state != State.READY or message not in Message.objects.calls_to_make():
        raise Http404
    return message


def next_for_the_same(call: Message) -> Message | None:
    """What else this person is told by telephone now: she is on the line."""
    rows = Message.objects.calls_to_make().filter(person=call.person_id).exclude(pk=call.pk)
    return rows.filter(next_try_at__lte=timezone.now()).order_by("pk").first()


@dataclass(frozen=True, slots=True)
class Called:
    """Her number, her name and how to be careful, on whichever of her records she said it."""

    who: Identity
    careful: list[str]
    care: Care


def whom_to_call(call: Message) -> Called:
    """The look is in the journal before; also at records that are joined to hers, or perhaps hers."""
    return _called([call], about=call)[call.person_id]


def care_of(call: Message) -> Care:
    """What must be heeded in this call; nothing of her is revealed to tell."""
    return care_for([call.person])[call.person_id]


def _called(calls: Iterable[Message], about: Message | None = None) -> dict[int, Called]:
    persons = {call.person_id: call.person for call in calls}
    together = counted_together()
    every = together.every_record(persons)
    rows = [*persons.values(), *Person.objects.filter(pk__in=every - persons.keys())]
    known = reveal(rows, Purpose.CONTACT, what="outbox.call_opened", about=about)
    care = care_for(persons.values())
    return {
        person: Called(
            known.get(person, Identity()),
            _careful([person, *sorted(together.records(person) - {person})], known),
            care[person],
        )
        for person in persons
    }


def _careful(records: Iterable[int], known: Mapping[int, Identity]) -> list[str]:
    said = [known[record].safe_contact for record in records if record in known]
    return list(dict.fromkeys(filter(None, said)))


@dataclass(frozen=True, slots=True)
class CallOnPaper:
    """One call of a printed list."""

    call: Message
    called: Called
    number: str
    phrases: list[Phrase]


def calls_on(page: Iterable[Message]) -> list[CallOnPaper]:
    """Everybody on the list with her number; the look at all of them is in the journal before."""
    keys = [call.pk for call in page]
    rows = Message.objects.filter(pk__in=keys).select_related("person", "organisation")
    calls = list(rows.order_by("pk"))
    called = _called(calls)
    # What is said may be in words of hers: one question for the keys of all.
    hold(call.person_id for call in calls)
    return [
        CallOnPaper(call, found, readable(found.who.phone), speech.of_message(call))
        for call in calls
        if (found := called[call.person_id]).who != Identity()
    ]


def printing_of_desk(key: uuid.UUID) -> Printing:
    return _row(Printing, key)


def reading_words(request: PersonRequest) -> list[int]:
    """Organisations in which the colleague may read what a word in a letter opens."""
    held = (m for m in request.memberships if m.role == press.READS_WORDS)
    return sorted({m.organisation_id for m in held})


def may_open_letters(request: PersonRequest, printing: Printing) -> bool:
    return not printing.holds_words or printing.organisation_id in reading_words(request)


def opened_letters(printing: Printing) -> bytes:
    """The PDF, with names and addresses; the look is in the journal before.

    It is one file: where one of them excluded the colleague, another colleague prints it.
    """
    letters = Message.objects.filter(printing=printing).prefetch_related("person").order_by("pk")
    persons = [letter.person for letter in letters]
    look_at_all(persons, Purpose.CONTACT, what="outbox.letters_opened", about=printing)
    return press.pdf_of(printing)


def _row(model: type[Row], key: uuid.UUID) -> Row:
    row = model.objects.filter(key=key).first()
    if row is None:
        raise Http404
    return row
