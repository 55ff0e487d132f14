"""The only ways to a case on somebody's behalf: it comes back, or 404; a look is noted first."""

import uuid
from dataclasses import dataclass

from django.http import Http404

from tandem.cases.models import Case, CasePicture, Reply
from tandem.cases.queries import ANSWERING, cases_of, handling
from tandem.cases.sealed import Written, photo_in, written_in
from tandem.journal.choices import Purpose
from tandem.journal.write import looked
from tandem.people.http import PersonRequest
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.reveal import look, reveal_one
from tandem.people.watching import turn_away
from tandem.services.catalogue import services
from tandem.territory.choices import Role
from tandem.toolbox import reference as references

READING = frozenset({"GET", "HEAD"})
SEEING_STATES = frozenset({*ANSWERING, Role.OPERATOR})
TAKING_CALLS = frozenset({Role.OPERATOR, Role.COORDINATOR})
"""Of a telephone service, which handles nothing itself."""
EVERY_SERVICE, NONE = "", "-"


def is_staff(request: PersonRequest) -> bool:
    """Coordinators, officers and operators have lists of cases; others have none."""
    return bool(SEEING_STATES & request.roles)


def organisations_of(request: PersonRequest) -> tuple[int, ...]:
    """Those whose cases stand in her lists: where she answers, or for whom she notes down."""
    kept = [m for m in request.memberships if m.role in SEEING_STATES]
    return tuple(sorted({key for m in kept for key in (m.organisation_id, *m.answers_for)}))


def listed(request: PersonRequest) -> dict[int, str]:
    """Of each of these organisations the services whose cases stand in her lists, parted by commas;
    EVERY_SERVICE where all do.

    What her role does not handle is not listed either: a list tells who asks, where, and for what.
    """
    found: dict[int, str] = {}
    for m in request.memberships:
        if m.role not in SEEING_STATES:
            continue
        named = _services_of(Role(m.role))
        for key in (m.organisation_id, *m.answers_for):
            before = found.get(key, named)
            both = before and named and ",".join(sorted({*before.split(","), *named.split(",")}))
            found[key] = both
    return dict(sorted(found.items()))


def _services_of(role: Role) -> str:
    if role == Role.OPERATOR:
        return EVERY_SERVICE
    handled = [service.slug for service in services() if role in service.handled_by]
    return EVERY_SERVICE if len(handled) == len(services()) else ",".join(handled) or NONE


def may_answer(request: PersonRequest, case: Case) -> bool:
    """Only colleagues of the responsible organisation whose role handles the service know who asks."""
    roles = handling(case.service)
    return any(
        m.organisation_id == case.organisation_id and m.role in roles for m in request.memberships
    )


def may_know(request: PersonRequest, case: Case) -> bool:
    """Whether she may tell that there is such a case: who takes calls, and who answers it."""
    takes_calls = any(
        (m.role == Role.OPERATOR and m.organisation_id == case.organisation_id)
        or (m.role in TAKING_CALLS and case.organisation_id in m.answers_for)
        for m in request.memberships
    )
    return takes_calls or may_answer(request, case)


def known_case(request: PersonRequest, reference: str) -> Case:
    """A case whose state the colleague may tell, or 404; nothing in it is opened yet.

    Whoever is excluded by its person does nothing with it.
    """
    try:
        # Named besides the scope, which also holds what is hers as a resident.
        rows = Case.objects.filter(organisation__in=organisations_of(request))
        rows = rows.select_related("person", "territory", "organisation", "handled_by")
        case = rows.get(reference=references.clean(reference))
    except (ValueError, Case.DoesNotExist) as error:
        raise Http404 from error
    if not may_know(request, case):
        raise Http404
    if request.method not in READING:
        turn_away(_whose(case))
    return case


def answerable_case(request: PersonRequest, reference: str) -> Case:
    """A case the colleague handles, or 404: others cannot tell whose it is. Refused as above."""
    case = known_case(request, reference)
    if not may_answer(request, case):
        raise Http404
    if request.method in READING:
        turn_away(_whose(case))
    return case


def _whose(case: Case) -> list[Person]:
    return [case.person] if case.person is not None else []


@dataclass(frozen=True, slots=True)
class Opened:
    case: Case
    who: Identity


def opened(case: Case) -> Opened:
    """The case with who asks: one look, naming the person, noted before anything is read."""
    if case.person is None or case.person.erased_at is not None:
        return Opened(case, Identity())
    who = reveal_one(case.person, Purpose.ANSWER, what="cases.looked", about=case)
    return Opened(case, who)


def answering_for(request: PersonRequest) -> tuple[int, ...]:
    """The organisations for which the colleague reads what people wrote about no request: anything
    may stand in it, so that it is for coordinators alone.
    """
    kept = {m.organisation_id for m in request.memberships if m.role == Role.COORDINATOR}
    return tuple(sorted(kept))


def answerable_reply(request: PersonRequest, key: uuid.UUID) -> Reply:
    """A reply to a message of the colleague's own organisation that is hers to read, or 404."""
    rows = Reply.objects.filter(organisation__in=organisations_of(request), key=key)
    reply = rows.select_related("person", "case", "to").first()
    if reply is None or not _may_read(request, reply):
        raise Http404
    if reply.person is not None and request.method not in READING:
        turn_away([reply.person])
    return reply


def _may_read(request: PersonRequest, reply: Reply) -> bool:
    if reply.case is not None:
        return may_answer(request, reply.case)
    return reply.organisation_id in answering_for(request)


def reply_opened(reply: Reply) -> Written:
    """What she wrote; the look is in the journal before it is read."""
    if reply.person is not None:
        look(reply.person, Purpose.ANSWER, what="cases.reply_looked", about=reply)
    return written_in(reply)


def picture_opened(case: Case, key: uuid.UUID) -> bytes:
    """A photo of this case, or 404; the look is in the journal before it is opened."""
    row = CasePicture.objects.filter(case=case, key=key, waits=False).first()
    if row is None:
        raise Http404
    if case.person is not None:
        look(case.person, Purpose.ANSWER, what="cases.picture_looked", about=case)
    return photo_in(row, case)


def own_case(person: Person, reference: str) -> Case:
    """A case that `person` opened, or 404: a stranger cannot tell that it exists."""
    for case in cases_of(person):
        if case.reference == reference:
            return case
    raise Http404


def shown_to_its_person(case: Case) -> None:
    """Notes that what the case says was shown to whoever proved to be its person."""
    if case.person is not None:
        looked([case.person], Purpose.OWN_DATA, what="cases.looked", about=case)
