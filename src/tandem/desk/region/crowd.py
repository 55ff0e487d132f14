"""The people of the region, many at a time: registered, asking and offering."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from tandem.cases.choices import Reason, State, StepKind
from tandem.cases.models import Case, Step
from tandem.cases.sealed import sealed_answers
from tandem.desk.region import past
from tandem.desk.region.past import Came
from tandem.outbox.models import Message
from tandem.people import identity, keys
from tandem.people.choices import Channel
from tandem.people.identity import Identity
from tandem.people.models import Identity as SealedIdentity
from tandem.people.models import Person, PersonKey, Trace
from tandem.people.words import WordsKey, hold, of_new, ring
from tandem.services.catalogue import known
from tandem.services.conditions import Raw
from tandem.services.drafts import Code
from tandem.solidarity.choices import VITAL, Contact, Group, HowOften, NeedState
from tandem.solidarity.models import Need, Offer
from tandem.tenancy.scope import within
from tandem.territory import scopes
from tandem.territory.models import Organisation, Signpost
from tandem.toolbox.distance import to_metres
from tandem.toolbox.half_days import to_bits
from tandem.toolbox.invented.facts import chance
from tandem.toolbox.invented.people import InventedPerson
from tandem.toolbox.invented.wishes import (
    InventedNeed,
    InventedOffer,
    invented_needs,
    invented_offers,
)
from tandem.toolbox.reference import new_reference, new_word
from tandem.toolbox.sealing import digest

FAMILY = uuid.UUID("5b0c9d0e-6c1a-4c56-9d3a-2f6f1b6f7a01")
NEED_STATES = {
    State.CLOSED: NeedState.DONE,
    State.ANSWERED: NeedState.NOBODY,
    State.WITHDRAWN: NeedState.WITHDRAWN,
    State.CONTESTED: NeedState.NOBODY,
}
CHECKED = {"identity_checked": "identity", "criminal_record_seen": "record", "insured": "insured"}
CONTACTS = {
    Channel.CALL: Contact.PHONE,
    Channel.SMS: Contact.PHONE,
    Channel.EMAIL: Contact.EMAIL,
    Channel.LETTER: Contact.ADDRESS,
}


@dataclass(slots=True)
class Rows:
    """What is written together, parents before children."""

    under: keys.Under
    persons: list[Person] = field(default_factory=list)
    keys: list[PersonKey] = field(default_factory=list)
    words: dict[uuid.UUID, WordsKey] = field(default_factory=dict)
    identities: list[SealedIdentity] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    signposts: list[Signpost] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    opened: list[tuple[Case, datetime]] = field(default_factory=list)
    told: list[tuple[Case, Person, datetime]] = field(default_factory=list)
    """Answered long ago, and by then the answer had left."""

    def every(self) -> Iterator[list[Any]]:
        yield from (self.persons, self.keys, self.identities, self.traces, self.cases)
        yield from (self.steps, self.signposts, self.needs, self.offers)


@transaction.atomic
def settle(
    seed: int, people: Iterable[InventedPerson], organisation: Organisation, now: datetime
) -> int:
    """Everybody of one commune, with needs and offers; how many came to live there."""
    with within(scopes.of_organisation(organisation)):
        rows = Rows(keys.under_latest(organisation.area_id, organisation.pk))
        for invented in people:
            _one(rows, seed, invented, organisation, now)
        for kind in rows.every():
            if kind:
                with past.at_its_time(Step, "at"):
                    _write(kind)
            if kind is rows.cases:
                for signpost, case in zip(rows.signposts, rows.cases, strict=True):
                    signpost.target = str(case.pk)
        with ring():
            hold(person.pk for _case, person, _at in rows.told)
            sent = [past.answer_sent(*told) for told in rows.told]
        with past.at_its_time(Message, "queued_at"):
            Message.objects.bulk_create(sent, batch_size=1000)
        for case, at in rows.opened:
            case.opened_at = at
        Case.objects.bulk_update([case for case, _ in rows.opened], ["opened_at"], batch_size=500)
        for need in rows.needs:
            need.made_at = need.case.opened_at
        Need.objects.bulk_update(rows.needs, ["made_at"], batch_size=500)
    return len(rows.persons)


def _write(rows: list[models.Model]) -> None:
    type(rows[0])._base_manager.bulk_create(rows, batch_size=1000)


def _one(
    rows: Rows, seed: int, invented: InventedPerson, organisation: Organisation, now: datetime
) -> None:
    held = {"territory_id": organisation.area_id, "organisation_id": organisation.pk}
    person = Person(
        key=uuid.uuid5(FAMILY, f"{seed}:{invented.key}"),
        language=invented.language,
        other_languages=list(invented.other_languages),
        channel=Channel(invented.channel),
        postal_code=invented.postal_code,
        large_print=invented.large_print,
        easy_words=invented.easy_words,
        read_aloud=invented.read_aloud,
        interpreter=invented.interpreter,
        never_write=invented.never_write,
        never_leave_word=invented.never_leave_word,
        careful=bool(invented.safe_contact),
        **held,
    )
    who = _identity(invented)
    made = keys.new_for(person, rows.under)
    rows.persons.append(person)
    rows.keys.append(made.row)
    rows.words[person.key] = of_new(person, made.words)
    rows.identities.append(
        SealedIdentity(person=person, sealed=identity.sealed(who, person, made.key), **held)
    )
    rows.traces += [
        Trace(person=person, kind=kind, digest=found, **held)
        for kind, found in sorted(identity.traces(who))
    ]
    spot = invented.quarter or organisation.area
    for need in invented_needs(seed, invented):
        for rng, came in _times(seed, need.key, "ask-for-help", now):
            case = _case(rows, rng, "ask-for-help", person, came, asked(need, invented))
            row = _need(rng, need, case, person, (spot.lat, spot.lon))
            said = " ".join(filter(None, [need.text, need.constraints])).encode()
            row.sealed_what = rows.words[person.key].seal(said, row.place)
            rows.needs.append(row)
    for offer in invented_offers(seed, invented):
        raw = offered(offer, invented)
        for rng, came in _times(seed, offer.key, "offer-help", now):
            case = _case(rows, rng, "offer-help", person, came, raw)
        # The last one: an offer of long ago was renewed.
        rows.offers.append(_offer(offer, case, person, (spot.lat, spot.lon)))


def _identity(invented: InventedPerson) -> Identity:
    return Identity(
        first_name=invented.first_name,
        last_name=invented.last_name,
        born_on=invented.born.isoformat() if invented.born else "",
        email=invented.email,
        phone=invented.phone,
        street=f"{invented.street} {invented.number}".strip(),
        postal_code=invented.postal_code,
        locality=invented.locality,
        safe_contact=invented.safe_contact,
    )


def _times(seed: int, key: str, service: str, now: datetime) -> Iterator[tuple[Random, Came]]:
    """Perhaps once long ago, and surely lately."""
    before = chance(seed, "past", key)
    if (came := past.long_ago(before, now)) is not None:
        yield before, came
    rng = chance(seed, "case", key)
    yield rng, past.lately(rng, service, now)


def _case(rows: Rows, rng: Random, service: str, person: Person, came: Came, raw: Raw) -> Case:
    code = Code(new_reference(rng.choice), new_word(rng.choice))
    state = came.state
    held = {"territory_id": person.territory_id, "organisation_id": person.organisation_id}
    answered = state in {State.ANSWERED, State.CLOSED, State.CONTESTED}
    case = Case(
        key=uuid.UUID(int=rng.getrandbits(128), version=4),
        reference=code.reference,
        service=service,
        version=1,
        person=person,
        door=came.door,
        language=person.language,
        postal_code=person.postal_code,
        state=state,
        reason=_reason(service, state) if answered else "",
        urgent=known(service).is_urgent(raw),
        due_on=_due_on(service, raw, came.opened.date()),
        answered_at=came.answered,
        draft_digest=code.digest,
        **held,
    )
    if state == State.CONTESTED:
        case.due_on = _due_on(service, raw, timezone.localdate() - timedelta(days=1))
    case.sealed = sealed_answers(case, {"raw": raw, "changes": []}, rows.words[person.key])
    rows.cases.append(case)
    rows.opened.append((case, came.opened))
    if came.answered is not None and came.told:
        rows.told.append((case, person, came.answered))
    rows.signposts.append(Signpost(kind="case", digest=digest("signpost:case", str(code)), **held))
    for kind, then in _steps(state):
        at = came.opened if kind == StepKind.OPENED else came.later
        rows.steps.append(Step(case=case, kind=kind, state=then, door=case.door, at=at, **held))
    return case


def _due_on(service: str, raw: Raw, opened: date) -> date:
    declared = known(service)
    return declared.promise_for(urgent=declared.is_urgent(raw)).due_on(opened)


def _who(invented: InventedPerson) -> Raw:
    return {
        "where_postal_code": [invented.postal_code],
        "where_street": [f"{invented.street} {invented.number}".strip()],
        "who_first_name": [invented.first_name],
        "who_last_name": [invented.last_name],
        "reach_channel": [invented.channel],
        "reach_email": [invented.email],
        "reach_phone": [invented.phone],
        "reach_safe_contact": [invented.safe_contact],
    }


def asked(need: InventedNeed, invented: InventedPerson) -> Raw:
    """As if she had filled the form."""
    return _who(invented) | {
        "kind": [need.kind],
        "where_to": ["Hôpital imaginé, entrée B" if need.kind == "lift" else ""],
        "what": [" ".join(filter(None, [need.text, need.constraints]))],
        "quantity": [str(sum(goods.quantity for goods in need.goods) or "")],
        "when": [str(half_day) for half_day in need.half_days],
        "how_often": ["weekly" if need.often == "weekly" else "once"],
        "languages": list(need.languages),
        "vital": ["yes" if need.vital else "no"],
        "program": ["yes"],
        "contact": [CONTACTS.get(Channel(invented.channel), Contact.PASSED_ON)],
    }


def offered(offer: InventedOffer, invented: InventedPerson) -> Raw:
    return _who(invented) | {
        "skills": list(offer.kinds),
        "more": ["no"],
        "when": [str(half_day) for half_day in offer.half_days],
        "far": ["5000"],
        "capacity": [str(max(1, offer.capacity // 2))],
        "languages": list(offer.languages),
        "group": ["school" if offer.group == "school_class" else offer.group],
        "group_name": [offer.group_name],
        "group_size": [str(offer.group_size) if offer.group_size > 1 else ""],
    }


def _reason(service: str, state: State) -> Reason:
    if service == "offer-help" or state == State.CLOSED:
        return Reason.DONE
    return Reason.NOBODY_FOUND


def _steps(state: State) -> Iterator[tuple[StepKind, State]]:
    yield StepKind.OPENED, State.RECEIVED
    if state == State.WITHDRAWN:
        yield StepKind.WITHDRAWN, state
    if state in {State.ANSWERED, State.CLOSED, State.CONTESTED}:
        yield StepKind.ANSWERED, State.ANSWERED
    if state == State.CONTESTED:
        yield StepKind.CONTESTED, state
    if state == State.CLOSED:
        yield StepKind.CLOSED, state


def _need(
    rng: Random, told: InventedNeed, case: Case, person: Person, spot: tuple[float, float]
) -> Need:
    east, north = to_metres(*spot)
    need = Need(
        key=uuid.UUID(int=rng.getrandbits(128), version=4),
        case=case,
        person=person,
        kind=told.kind,
        skill=told.kind,
        quantity=sum(goods.quantity for goods in told.goods),
        half_days=to_bits(told.half_days),
        how_often=HowOften.WEEKLY if told.often == "weekly" else HowOften.ONCE,
        languages=sorted(told.languages),
        vital_said=told.vital,
        vital=told.vital and told.kind in VITAL,
        contact=CONTACTS.get(Channel(person.channel), Contact.PASSED_ON),
        no_program=rng.random() < 0.03,
        postal_code=person.postal_code,
        east=east,
        north=north,
        state=NEED_STATES.get(State(case.state), NeedState.OPEN),
        territory_id=person.territory_id,
        organisation_id=person.organisation_id,
    )
    return need


def _offer(told: InventedOffer, case: Case, person: Person, spot: tuple[float, float]) -> Offer:
    east, north = to_metres(*spot)
    group = "school" if told.group == "school_class" else told.group
    return Offer(
        key=uuid.uuid5(FAMILY, told.key),
        case=case,
        person=person,
        skills=sorted(told.kinds),
        likes=sorted(told.kinds)[:1],
        half_days=to_bits(told.half_days),
        radius_m=max(3, told.radius_km) * 1000,
        capacity=max(1, told.capacity // 2) * max(1, told.group_size),
        at_once=max(1, told.group_size),
        outings=max(1, told.capacity // 2) if told.group_size > 1 else None,
        languages=sorted(told.languages),
        safeguards=sorted(CHECKED[name] for name in told.safeguards),
        group=Group(group),
        group_name=told.group_name,
        welcomed_at=case.answered_at,
        postal_code=person.postal_code,
        east=east,
        north=north,
        territory_id=person.territory_id,
        organisation_id=person.organisation_id,
    )
