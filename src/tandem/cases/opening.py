"""How a draft becomes a case: checked, routed, its person known, its room's deed done."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from tandem.cases import messages
from tandem.cases.actions import add_step, keep_picture
from tandem.cases.choices import StepKind
from tandem.cases.errors import Incomplete, Unserved
from tandem.cases.intake import form_of, place_of
from tandem.cases.models import Case
from tandem.cases.queries import read_back
from tandem.cases.sealed import sealed_answers
from tandem.journal.choices import Door, Purpose
from tandem.journal.write import record
from tandem.mandates.actions import acted_for, helper_at
from tandem.outbox.actions import send
from tandem.people.actions import (
    Reach,
    change_reach,
    note_likenesses,
    register_person,
    with_care,
)
from tandem.people.choices import Care, Channel
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.reveal import reveal_one
from tandem.services import draft_pictures, drafts
from tandem.services.alike import SAME_AS, Joined
from tandem.services.drafts import Code, OpenDraft
from tandem.services.forms import ServiceForm
from tandem.services.picture import Picture
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import scopes, signposts
from tandem.territory.models import Organisation
from tandem.territory.queries import shares_pool_with
from tandem.toolbox.reference import spaced
from tandem.toolbox.sealing import digest

CONTACTS = ("email", "phone", "care_of", "street", "postal_code", "safe_contact", "notes")
HEARD_BY_A_COLLEAGUE = frozenset({Door.PHONE, Door.INPERSON})
"""By every other door a stranger may write down the name and the address of anybody."""
SOMEBODY_NEW = 0x5A3E
"""Under which the locks on who is new are kept apart from any other."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the person keeps: she finds her case by reference and word, without account."""

    reference: str
    word: str
    due_on: date
    organisation: str
    channel: str
    working_days: int
    urgent: bool = False
    voices: int = 0
    """How many told of it, she among them, where it was known already; else nought."""

    @property
    def shown_reference(self) -> str:
        return spaced(self.reference)


def open_case(code: Code, *, door: Door) -> Receipt:
    """One draft, one case, whatever the doors: a second sending shows the first receipt.

    Raises Incomplete with what is wrong, or Unserved where no organisation takes in requests.
    """
    with transaction.atomic():
        # Held, so that a second sending finds the receipt of the first.
        draft = drafts.hold(code)
        if draft is None:
            raise Unserved("no_draft")
        if draft.sent:
            return receipt_of(draft)
        form, organisation = checked(draft)
        # The draft stays open meanwhile: its photos go over to the case.
        here = (current() or Scope()) | scopes.of_organisation(organisation)
        with within(here | Scope(presented=code.digest.hex())):
            case, joined = _opened(draft, form, organisation, door)
        receipt = Receipt(
            case.reference,
            code.word,
            case.due_on,
            str(organisation.pk),
            case.person.channel if case.person else "",
            messages.promise_of(case).working_days,
            case.urgent,
            joined.voices if joined else 0,
        )
        drafts.mark_sent(code, _as_kept(receipt))
    return receipt


def checked(draft: OpenDraft) -> tuple[ServiceForm, Organisation]:
    found, form = place_of(draft), form_of(draft)
    if errors := form.check():
        raise Incomplete(errors)
    if found is None:
        raise Unserved("no_commune")
    return form, found[1]


def _opened(
    draft: OpenDraft, form: ServiceForm, organisation: Organisation, door: Door
) -> tuple[Case, Joined | None]:
    service = draft.service
    person = _person(draft, form, organisation)
    urgent = service.is_urgent(draft.answers)
    case = Case(
        reference=draft.code.reference,
        service=service.slug,
        version=draft.row.version,
        person=person,
        door=door,
        language=draft.row.language,
        postal_code="" if person.protected else form.postal_code(),
        due_on=service.promise_for(urgent=urgent).due_on(timezone.localdate()),
        urgent=urgent,
        draft_digest=draft.code.digest,
        territory_id=organisation.area_id,
        organisation=organisation,
    )
    case.sealed = sealed_answers(case, _told(draft, form))
    case.save(force_insert=True)
    _keep_pictures(case, form)
    signposts.put("case", str(draft.code), case, case.pk)
    # By reference alone nothing is told but where it stands.
    signposts.put("state", case.reference, case, case.pk)
    add_step(case, StepKind.OPENED)
    record("cases.opened", case, persons=[person], facts={"service": service.slug})
    # Whoever typed for her acted for her, though another door sends it; so did whoever sends it.
    for helper in dict.fromkeys(filter(None, (*draft.helpers, helper_at(door)))):
        acted_for(person, service.slug, case, f"cases.case:{case.pk}", by=helper, way=draft.way)
    joined = service.submit({**form.cleaned_data, SAME_AS: form.same_as}, case=case)
    voices = joined.voices if joined else 0
    word = draft.code.word
    unproven = case.door not in HEARD_BY_A_COLLEAGUE
    send(
        person,
        lambda: replace(messages.receipt(case, word, _understood(case), voices), nameless=unproven),
        about=case,
        unproven=unproven,
    )
    return case, joined


def _told(draft: OpenDraft, form: ServiceForm) -> dict[str, Any]:
    known = form.known_pictures()
    pictures = {key: picture.as_kept() for key, picture in known.items()}
    told: dict[str, Any] = {"raw": draft.answers, "changes": draft.changes}
    return told | ({"pictures": pictures} if pictures else {})


def _keep_pictures(case: Case, form: ServiceForm) -> None:
    """The photos that answer a question; the draft's own are thrown away when it is sent."""
    for name, question in form.questions():
        if not isinstance(question, Picture):
            continue
        answer = form.cleaned_data[name]
        photo = draft_pictures.take(answer) or draft_pictures.take_waiting(answer)
        if photo is not None:
            keep_picture(case, photo, name)


def _understood(case: Case) -> list[tuple[str, str]]:
    """Every other door reads back before anything is sent. On paper only the receipt can."""
    if case.door != Door.PAPER or case.person is None or case.person.channel != Channel.LETTER:
        return []
    return [(question, said) for question, said in read_back(case) if said]


def identity_of(form: ServiceForm) -> Identity:
    """Who the person is, as these answers say; the form has been checked."""
    reach = form.cleaned_data.get(form.reach_question) or {}
    who, home = form.who_said(), form.home_said()
    return Identity(
        first_name=who.get("first_name", ""),
        last_name=who.get("last_name", ""),
        born_on=who.get("born_on", ""),
        email=reach.get("email", ""),
        phone=reach.get("phone", ""),
        care_of=home.get("care_of", ""),
        street=home.get("street", ""),
        postal_code=home.get("postal_code", ""),
        safe_contact=reach.get("safe_contact", ""),
        notes=home.get("landmark", ""),
    )


def _person(draft: OpenDraft, form: ServiceForm, organisation: Organisation) -> Person:
    """Whom the operator recognised, reached as she now says; else somebody new."""
    who = identity_of(form)
    channel = Channel(form.cleaned_data[form.reach_question]["channel"])
    reach = with_care(
        Reach(draft.row.language, channel, form.home_said().get("postal_code", "")),
        form.cleaned_data.get(form.care_question) or (),
    )
    # She may be known to another commune than the one that answers: that one then keeps a record
    # of her own, because no file crosses a border.
    known = (
        Person.objects.present()
        .filter(pk__in=[draft.facts.get("person") or 0], organisation=organisation)
        .first()
    )
    if known is None:
        return _somebody_new(draft, who, reach, organisation)
    _say_how_to_reach(known, who, reach)
    return known


def _somebody_new(
    draft: OpenDraft, who: Identity, reach: Reach, organisation: Organisation
) -> Person:
    """Anybody can type anybody's name: she is never taken for somebody known, and never for
    somebody new either, before a colleague has said so.
    """
    with connection.cursor() as cursor:
        # One after the other, or two forms sent at the same moment would not see each other; in one
        # order, or two communes could wait for each other.
        pool = shares_pool_with(organisation, timezone.localdate())
        for key in sorted({organisation.pk, *(key for _area, key in pool)}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SOMEBODY_NEW, key])
    person = register_person(who, reach, organisation)
    if draft.facts.get("somebody_new") != print_of(who):
        note_likenesses(person, who)
    return person


def print_of(who: Identity) -> str:
    """By which one sees whether somebody is still called as when a colleague said “new”."""
    said = [who.full_name, who.born_on, who.email, who.phone]
    return digest("somebody-new", json.dumps(said)).hex()


def _say_how_to_reach(person: Person, said: Identity, reach: Reach) -> None:
    """Her contacts as she gave them now. What she left out, her name and her rules remain."""
    kept = reveal_one(person, Purpose.INTAKE)
    given = {name: getattr(said, name) for name in CONTACTS if getattr(said, name)}
    before = Reach(**{name: getattr(person, name) for name in Reach.__dataclass_fields__})
    now = replace(
        before, language=reach.language, channel=reach.channel, postal_code=reach.postal_code
    )
    now = with_care(now, [care for care in Care.values if getattr(reach, care)])
    if now.never_write and now.channel == Channel.LETTER:
        now = replace(now, channel=before.channel)
    if (replace(kept, **given), now) != (kept, before):
        change_reach(person, replace(kept, **given), now)


def receipt_of(draft: OpenDraft) -> Receipt:
    kept = draft.facts["receipt"]
    return Receipt(**{**kept, "due_on": date.fromisoformat(kept["due_on"])})


def _as_kept(receipt: Receipt) -> dict[str, object]:
    return {
        "reference": receipt.reference,
        "word": receipt.word,
        "due_on": receipt.due_on.isoformat(),
        "organisation": receipt.organisation,
        "channel": receipt.channel,
        "working_days": receipt.working_days,
        "urgent": receipt.urgent,
        "voices": receipt.voices,
    }
