"""Who opens what at the desk: members of the organisation, and nobody else can tell it exists."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import Http404, HttpResponse

from tandem.journal.choices import Purpose
from tandem.journal.write import looked
from tandem.outbox import printing as press
from tandem.outbox.choices import State
from tandem.outbox.models import Message, Printing
from tandem.people.http import PersonRequest
from tandem.people.identity import Identity
from tandem.people.reveal import reveal
from tandem.people.sameness import Care, care_for, records_of
from tandem.tenancy.scope import Scope, within
from tandem.territory import scopes
from tandem.territory.choices import OrganisationKind, Role
from tandem.territory.models import Membership, Organisation

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

    return guarded


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


@dataclass(frozen=True, slots=True)
class Called:
    """Her number, her name and how to be careful, on whichever of her records she said it."""

    who: Identity
    careful: list[str]
    care: Care


def whom_to_call(call: Message) -> Called:
    """The look is in the journal before; also at records that are joined to hers, or perhaps hers."""
    records = records_of(call.person)
    known = reveal(records, Purpose.CONTACT, what="outbox.call_opened", about=call)
    said = [known[record.pk].safe_contact for record in records if record.pk in known]
    return Called(
        known.get(call.person_id, Identity()),
        list(dict.fromkeys(filter(None, said))),
        care_for([call.person])[call.person_id],
    )


def printing_of_desk(key: uuid.UUID) -> Printing:
    return _row(Printing, key)


def opened_letters(printing: Printing) -> bytes:
    """The PDF, with names and addresses; the look is in the journal before."""
    letters = Message.objects.filter(printing=printing).prefetch_related("person").order_by("pk")
    persons = [letter.person for letter in letters]
    looked(persons, Purpose.CONTACT, what="outbox.letters_opened", about=printing)
    return press.pdf_of(printing)


def _row(model: type[Row], key: uuid.UUID) -> Row:
    row = model.objects.filter(key=key).first()
    if row is None:
        raise Http404
    return row
