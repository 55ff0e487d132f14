"""Who may sit at the desk, and the only way to a draft or a person from there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from tandem.cases import following
from tandem.cases.models import Case
from tandem.journal.asker import acting, current
from tandem.journal.choices import Door, Purpose
from tandem.journal.write import looked
from tandem.people.http import PersonRequest
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.protection import hides_address
from tandem.people.reveal import look_at_all, reveal_one
from tandem.people.watching import turn_away
from tandem.services import drafts
from tandem.services.drafts import OpenDraft
from tandem.tenancy.scope import required, within
from tandem.territory.choices import Role
from tandem.territory.models import Organisation
from tandem.territory.queries import writing_for

SIT_HERE = frozenset({Role.OPERATOR, Role.COORDINATOR})
READ_OUT = timedelta(minutes=30)
"""How long whoever sent a request may read out its reference once more."""
WORD_SHOWN = "word_shown"
"""Noted on the draft once the desk saw the word of its request."""
DRAFT_WORD_SHOWN = "draft_word_shown"
"""The same while it is not sent: it is the word of the request that it will be."""
DOORS = (Door.PHONE, Door.INPERSON)

P = ParamSpec("P")
Page = Callable[Concatenate[PersonRequest, Organisation, P], HttpResponse]
View = Callable[Concatenate[PersonRequest, P], HttpResponse]
DraftPage = Callable[Concatenate[PersonRequest, Organisation, OpenDraft, P], HttpResponse]


def desk_page(page: Page[P]) -> View[P]:
    """For operators and coordinators; a stranger is asked to sign in, others find no page."""

    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        desk = _desk_of(request)
        # Where she lives, or what else she works for, is no business of this desk.
        with (
            within(writing_for(desk)),
            acting(replace(current(), organisation=desk.pk, door=Door.PHONE)),
        ):
            return page(request, desk, *args, **kwargs)

    private = cache_control(no_store=True, private=True)
    kept_nowhere: View[P] = private(login_required(guarded))
    return kept_nowhere


def _desk_of(request: PersonRequest) -> Organisation:
    held = (m.organisation for m in request.memberships if Role(m.role) in SIT_HERE)
    desk = next(held, None)
    if desk is None:
        raise Http404
    return desk


def draft_page(page: DraftPage[P]) -> Callable[..., HttpResponse]:
    """The same, for one draft of this desk; whatever is done there is done by the draft's door.

    Refused where whoever it is for is known and excluded the colleague.
    """

    @desk_page
    def opened(
        request: PersonRequest,
        desk: Organisation,
        /,
        key: UUID,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> HttpResponse:
        draft = drafts.at_desk(desk.pk, key)
        if draft is None:
            raise Http404
        # Another may be on the line: what was opened for a call is closed.
        following.end_with_her(request)
        turn_away(_recognised(draft))
        draft = _as_shown_to(request, draft)
        with through(door_of(draft)):
            return page(request, desk, draft, *args, **kwargs)

    return opened


def _as_shown_to(request: PersonRequest, draft: OpenDraft) -> OpenDraft:
    """Where a protected person stays is seen by who typed it, and by whoever was let see it."""
    person, account = draft.facts.get("person"), request.account.pk if request.account else 0
    if not person or draft.facts.get("place_by") == account:
        return draft
    if not hides_address(Person.objects.filter(pk=person).first()):
        return draft
    if request.method == "POST":
        # Whoever writes on asks her again: an address she cannot see is not sent under her name.
        return drafts.place_typed_by(draft.code, account) or draft
    return drafts.without_place(draft)


@contextmanager
def through(door: Door) -> Iterator[None]:
    """What is done here is recorded as done on the telephone, or at the desk."""
    with acting(replace(current(), door=door)):
        yield


def door_of(draft: OpenDraft) -> Door:
    """Through which of its doors the desk writes this draft down."""
    said = draft.facts.get("desk_door", draft.row.door)
    return Door(said) if said in DOORS else Door.PHONE


@dataclass(slots=True)
class _Teller:
    """Whoever tells a draft, before she is known as a person: named by the draft's own key."""

    key: UUID
    territory_id: int
    organisation_id: int


def look_at(desk: Organisation, draft: OpenDraft, *, what: str = "services.draft_opened") -> None:
    """Its answers are about to be shown: noted before they are."""
    told_by = _Teller(draft.row.key, desk.area_id, desk.pk)
    looked([told_by], Purpose.INTAKE, what=what)
    look_at_all(_recognised(draft), Purpose.INTAKE, what=what, task=True)


def is_sender(draft: OpenDraft) -> bool:
    """Whether this colleague sent it just now."""
    sent, by = draft.row.sent_at, draft.facts.get("sent_by")
    return sent is not None and by == current().account and sent > timezone.now() - READ_OUT


def look_at_kept(desk: Organisation, draft: OpenDraft) -> bool:
    """Reference and word are about to be read out; whether with the word: once, by whomever."""
    first = not draft.facts.get(DRAFT_WORD_SHOWN)
    look_at(desk, draft, what="doors.draft_word_shown" if first else "services.draft_opened")
    if first:
        drafts.note(draft.code, **{DRAFT_WORD_SHOWN: True})
    return first


def look_at_sent(desk: Organisation, draft: OpenDraft, reference: str) -> bool:
    """The receipt is about to be read out; refused where its person excluded the colleague.

    Whether with its word: once, and she is told that the desk saw it.
    """
    look_at(desk, draft)
    first = not draft.facts.get(WORD_SHOWN)
    word = "doors.word_shown" if first else "services.draft_opened"
    case = Case.objects.filter(reference=reference).select_related("person").first()
    known = [case.person] if case is not None and case.person is not None else []
    look_at_all(known, Purpose.INTAKE, what=word, about=case, task=True)
    if first:
        drafts.note(draft.code, **{WORD_SHOWN: True})
    return first


def _recognised(draft: OpenDraft) -> list[Person]:
    known = draft.facts.get("person")
    return list(Person.objects.filter(pk=known)) if known else []


def person_here(**named: object) -> Person | None:
    """Somebody whose own organisation this desk writes for; none across an open border.

    Whoever is protected is there for the desk of her own organisation alone.
    """
    here = required().may_write
    rows = Person.objects.present().filter(territory__in=here, **named)
    found = rows.filter(Q(protected=False) | Q(organisation=current().organisation)).first()
    turn_away([found] if found else [])
    return found


def person_shown(key: UUID) -> tuple[Person, Identity]:
    """Somebody this desk knows, with who she is; 404 for anybody else."""
    person = person_here(key=key)
    if person is None:
        raise Http404
    return person, reveal_one(person, Purpose.INTAKE)
