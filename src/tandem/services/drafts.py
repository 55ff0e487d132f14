"""The draft travels: kept on the server, taken up at any door by its code."""

import json
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tandem.journal import asker
from tandem.journal.asker import Asker
from tandem.journal.choices import Door
from tandem.mandates.actions import helper_at
from tandem.mandates.choices import Way
from tandem.people import loose
from tandem.people.models import Person
from tandem.services.catalogue import known
from tandem.services.composites import Reach, Where
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tandem.services.models import Draft, DraftPicture
from tandem.services.questions import OneOf
from tandem.tenancy.scope import Scope, current, within
from tandem.toolbox.never_kept import masked
from tandem.toolbox.reference import clean, clean_word, new_reference, new_word, spaced
from tandem.toolbox.sealing import digest
from tandem.toolbox.texts import plain_lines

LIVES = timedelta(days=30)
RECEIPT_SHOWN = timedelta(minutes=30)
MOST_CHANGES = 400
FIRST = "first"
MOST_SIGNS, MOST_IN_ALL = 25_000, 1_500_000
"""Of one value, and of all: far more than any form has room for, so that whoever typed too much
reads it back; what only a machine would send is cut."""

PLACE = ("street", "postal_code", "care_of", "landmark")
"""Parts of an answer that tell where somebody stays."""


@dataclass(frozen=True, slots=True)
class Code:
    """A reference and its word, the same for the draft and for the case it becomes."""

    reference: str
    word: str

    @property
    def digest(self) -> bytes:
        return digest("draft", f"{self.reference}.{self.word}")

    @property
    def shown_reference(self) -> str:
        return spaced(self.reference)

    def __str__(self) -> str:
        return f"{self.reference}.{self.word}"


def read_code(reference: str, word: str) -> Code | None:
    """The code as it was given, however it was typed; None if it cannot be one."""
    try:
        return Code(clean(reference), clean_word(word))
    except ValueError:
        return None


@dataclass(slots=True)
class OpenDraft:
    row: Draft
    code: Code
    answers: Raw = field(default_factory=dict)
    changes: list[dict[str, str]] = field(default_factory=list)
    """Which question was answered, through which door, when."""
    facts: dict[str, Any] = field(default_factory=dict)
    """What a door notes beside the answers: the person chosen, the receipt."""

    @property
    def service(self) -> type[Service]:
        return known(self.row.service)

    @property
    def helpers(self) -> list[Asker]:
        """Who typed any of it for her: each leaves a trace, whichever door sends it at last."""
        return [Asker(who, of, Door(door)) for who, of, door in self.facts.get("helpers", ())]

    @property
    def way(self) -> Way:
        """How much of it she did herself, as whoever helped her says."""
        said = self.facts.get("way", "")
        return Way(said) if said in Way.values else Way.FOR_HER

    @property
    def sent(self) -> bool:
        return self.row.sent_at is not None


def is_past(draft: OpenDraft) -> bool:
    """Sent so long ago that whoever sits there now may be somebody else."""
    sent_at = draft.row.sent_at
    return sent_at is not None and sent_at + RECEIPT_SHOWN < timezone.now()


def presenting(code: Code) -> AbstractContextManager[None]:
    """The scope in force, and the one draft that `code` opens."""
    return within((current() or Scope()) | Scope(presented=code.digest.hex()))


@transaction.atomic
def begin(
    service: type[Service], language: str, *, door: Door, organisation: int | None = None
) -> OpenDraft:
    code = Code(new_reference(), new_word())
    row = Draft(
        code_digest=code.digest,
        service=service.slug,
        version=service.version,
        language=language,
        door=door,
        expires_at=timezone.now() + LIVES,
        organisation_id=organisation,
    )
    draft = OpenDraft(row, code)
    with presenting(code):
        _seal(draft)
        row.save(force_insert=True)
    return draft


@transaction.atomic
def take_up(code: Code) -> OpenDraft | None:
    """The draft of this code, or None: a stranger cannot tell that there is one."""
    with presenting(code):
        row = Draft.objects.filter(code_digest=code.digest).first()
    return _opened(row)


@transaction.atomic
def hold(code: Code) -> OpenDraft | None:
    """The draft of this code, for this transaction alone: two sendings come one after the other."""
    with presenting(code):
        return _held(code)


@transaction.atomic
def keep(
    code: Code, answers: Raw, *, asked: Iterable[str], door: Door, midway: bool = False
) -> OpenDraft | None:
    """These answers, the last given winning; which question changed is kept with its door.

    `midway`: not yet said, only typed so far.
    """
    # Of what nobody may keep nothing is kept, not even until it is checked.
    answers = {
        name: [masked(plain_lines(value[:MOST_SIGNS])) for value in values]
        for name, values in answers.items()
    }
    with presenting(code):
        draft = _held(code)
        if draft is None or draft.sent:
            return draft
        answers |= _standing(draft, answers, door, midway=midway)
        at = timezone.now().isoformat(timespec="seconds")
        if any(draft.answers.get(name) != said for name, said in answers.items()):
            draft.changes += [{"question": name, "door": door, "at": at} for name in asked]
            del draft.changes[:-MOST_CHANGES]
            _note_helper(draft, door)
        draft.answers = _bounded(draft.answers | answers)
        _keep(draft)
    return draft


@transaction.atomic
def ask_again(code: Code, names: Iterable[str]) -> OpenDraft | None:
    """What stood under these HTML names counts as never answered: nobody could read it."""
    with presenting(code):
        draft = _held(code)
        if draft is None or draft.sent:
            return draft
        for name in names:
            draft.answers.pop(name, None)
        _keep(draft)
    return draft


@transaction.atomic
def note(code: Code, **facts: Any) -> OpenDraft | None:
    """What a door notes beside the answers."""
    with presenting(code):
        draft = _held(code)
        if draft is None:
            return None
        draft.facts |= facts
        _keep(draft)
    return draft


def without_place(draft: OpenDraft) -> OpenDraft:
    """As it may be shown to who is not to know where she stays; what is kept is not changed."""
    asked = draft.service.form({}).fields.items()
    about = [name for name, question in asked if isinstance(question, Where | Reach)]
    hidden = {f"{name}_{part}" for name in about for part in PLACE}
    draft.answers = {name: said for name, said in draft.answers.items() if name not in hidden}
    return draft


@transaction.atomic
def place_typed_by(code: Code, account: int) -> OpenDraft | None:
    """From now on `account` writes down where she stays; what another typed is gone."""
    draft = hold(code)
    if draft is None or draft.sent:
        return draft
    with presenting(code):
        without_place(draft).facts["place_by"] = account
        _keep(draft)
    return draft


@transaction.atomic
def empty_places_of(person: Person) -> None:
    """Her address is protected from now on: no unfinished form at the desk keeps it."""
    for draft in _unfinished_of(person):
        _seal(without_place(draft))
        draft.row.save(update_fields=["sealed"])


@transaction.atomic
def throw_away_unfinished_of(person: Person) -> None:
    """She is erased: what desks began to write down for her goes too."""
    keys = [draft.row.pk for draft in _unfinished_of(person)]
    Draft.objects.filter(pk__in=keys).delete()


def _unfinished_of(person: Person) -> list[OpenDraft]:
    """Locked; those that a desk wrote down for somebody it knows."""
    rows = Draft.objects.filter(organisation__isnull=False, sent_at__isnull=True)
    found = map(_opened, rows.select_for_update(of=("self",)).order_by("pk"))
    return [one for one in found if one and one.facts.get("person") == person.pk]


@transaction.atomic
def mark_sent(code: Code, receipt: dict[str, Any]) -> None:
    """A case came of it: sending again shows the same receipt."""
    with presenting(code):
        draft = _held(code)
        if draft is None:
            return
        row = draft.row
        # What she told is in the case from now on; the draft keeps only the way to it.
        draft.answers, draft.changes = {}, []
        draft.facts.pop("helpers", None)
        draft.facts.pop(FIRST, None)
        draft.facts["receipt"] = receipt
        DraftPicture.objects.filter(draft=row).delete()
        row.sent_at = timezone.now()
        _seal(draft)
        row.save(update_fields=["sealed", "sent_at", "touched_at"])


def _standing(draft: OpenDraft, answers: Raw, door: Door, *, midway: bool) -> Raw:
    """Of these, what was answered before and stands: where the first answer is kept.

    On a sheet she goes back herself, and what a reader took for her answer is put right.
    """
    first: Raw = draft.facts.get(FIRST, {})
    for name, question in draft.service.form.base_fields.items():
        if not isinstance(question, OneOf) or not question.first_stands:
            continue
        said = answers.get(name, [])
        is_one = len(said) == 1 and said[0] in dict(question.choices)  # type: ignore[arg-type]
        if is_one and name not in first and door != Door.PAPER and not midway:
            draft.facts[FIRST] = first = {**first, name: said}
    return {name: said for name, said in first.items() if name in answers}


def _note_helper(draft: OpenDraft, door: Door) -> None:
    helper = helper_at(door)
    if helper is not None and helper not in draft.helpers:
        mine = [helper.account, helper.organisation, helper.door]
        draft.facts["helpers"] = [*draft.facts.get("helpers", ()), mine]


def _bounded(answers: Raw) -> Raw:
    room = MOST_IN_ALL
    kept: Raw = {}
    for name, values in answers.items():
        kept[name] = []
        for value in values:
            kept[name].append(value[: min(MOST_SIGNS, max(room, 0))])
            room -= len(value) + 1
            if room < 0:
                break
    return kept


def language_of(draft: OpenDraft, language: str) -> None:
    """The person changed language in the middle: the receipt will be in the new one."""
    with transaction.atomic(), presenting(draft.code):
        Draft.objects.filter(code_digest=draft.code.digest).update(language=language)
    draft.row.language = language


def of_desk(organisation: int) -> list[OpenDraft]:
    """Unfinished drafts that this desk wrote down, for any colleague to take up."""
    rows = Draft.objects.filter(organisation=organisation, sent_at__isnull=True)
    return [draft for draft in map(_opened, rows[:50]) if draft is not None]


def at_desk(organisation: int, key: UUID) -> OpenDraft | None:
    """One draft that this desk wrote down or was handed."""
    row = Draft.objects.filter(organisation=organisation, pk=key).first()
    return _opened(row)


def asked_for(keys: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """For which service each of these drafts is, and in which language its person speaks."""
    rows = Draft.objects.filter(pk__in=list(keys)).values_list("pk", "service", "language")
    return {key: (service, language) for key, service, language in rows}


@transaction.atomic
def hand_to_desk(code: Code, organisation: int) -> None:
    """The person read out her code: from now on the colleagues of this desk may go on with it."""
    with presenting(code):
        Draft.objects.filter(code_digest=code.digest).update(organisation=organisation)


@transaction.atomic
def throw_away(code: Code) -> None:
    """The person does not go on with it: nothing of it remains."""
    with presenting(code):
        Draft.objects.filter(code_digest=code.digest, sent_at__isnull=True).delete()


def erase(digest: bytes) -> None:
    """Nothing of the draft with this digest remains, sent or not."""
    with within((current() or Scope()) | Scope(presented=bytes(digest).hex())):
        Draft.objects.filter(code_digest=digest).delete()


def current_door() -> Door:
    return asker.current().door


def _held(code: Code) -> OpenDraft | None:
    # Locked: the same draft may be open on the web and on the telephone.
    return _opened(Draft.objects.select_for_update().filter(code_digest=code.digest).first())


def _keep(draft: OpenDraft) -> None:
    _seal(draft)
    draft.row.save(update_fields=["sealed", "touched_at"])


def _seal(draft: OpenDraft) -> None:
    told = {
        "code": [draft.code.reference, draft.code.word],
        "answers": draft.answers,
        "changes": draft.changes,
        "facts": draft.facts,
    }
    said = json.dumps(told, ensure_ascii=False).encode()
    draft.row.sealed = loose.seal_again(draft.row, said, draft.row.place)


def _opened(row: Draft | None) -> OpenDraft | None:
    """None also where its key is gone: it was thrown away since this copy of it was made."""
    said = loose.text_of(row, row.place) if row is not None else ""
    if row is None or not said:
        return None
    told = json.loads(said)
    return OpenDraft(row, Code(*told["code"]), told["answers"], told["changes"], told["facts"])
