"""The only ways to a row on somebody's behalf. Who may not see it cannot tell that it exists."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone

from tandem.cases import following
from tandem.journal.choices import Purpose
from tandem.people.http import PersonRequest
from tandem.people.reveal import look
from tandem.people.staff_pages import Page, View, staff_page, taking_in
from tandem.people.watching import turn_away
from tandem.solidarity import whereabouts
from tandem.solidarity.choices import COORDINATING, OfferState
from tandem.solidarity.models import Arrangement, Batch, Need, Offer, Remark
from tandem.tenancy.scope import Scope, current, required, within
from tandem.territory import scopes, signposts
from tandem.territory.choices import OrganisationKind, Role
from tandem.territory.models import Membership, Organisation
from tandem.territory.queries import coordinating
from tandem.toolbox.reference import clean
from tandem.ui.headers import never_kept

P = ParamSpec("P")
Row = TypeVar("Row")
MOST_TASKS = 50
WORDING = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})
NOTING = COORDINATING | {Role.OPERATOR}


def coordinator_page(page: Page[Organisation, P]) -> View[P]:
    """For whoever coordinates for an organisation that takes in; else 404."""
    return _page(page, frozenset({Role.COORDINATOR}))


def wording_page(page: Page[Organisation, P]) -> View[P]:
    """For whoever may put the commune's kinds of help into words; else 404."""
    return _page(page, WORDING)


def auditing_page(page: Page[Organisation, P]) -> View[P]:
    """For whoever answers for the program, or oversees it: no identity stands there; else 404."""
    return _page(page, frozenset({Role.COORDINATOR, Role.ADMINISTRATOR, Role.DATA_OFFICER}))


def _page(page: Page[Organisation, P], roles: frozenset[Role]) -> View[P]:
    return staff_page(page, lambda request: taking_in(request, roles), _opened)


def _opened(organisation: Organisation) -> Scope:
    return coordinating(organisation, timezone.localdate())


def coordinated(request: PersonRequest) -> list[Organisation]:
    """Every organisation for which she coordinates, the one she works for now first."""
    return taking_in(request, {Role.COORDINATOR})


def worded(request: PersonRequest) -> list[Organisation]:
    """Every organisation of which she words the kinds of help, the one she works for now first."""
    return taking_in(request, WORDING)


@dataclass(frozen=True, slots=True)
class Desk:
    """For whom a member of staff writes down what people say."""

    organisations: frozenset[int]
    coordinated: frozenset[int]


def desk_page(page: Callable[Concatenate[PersonRequest, Desk, P], HttpResponse]) -> View[P]:
    """For whoever answers for an organisation, in the scope of their desks alone; else 404."""

    @wraps(page)
    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        held = [m for m in request.memberships if Role(m.role) in NOTING]
        if not held:
            raise Http404
        scope = Scope()
        for membership in held:
            scope |= _scope_of(membership)
        coordinated = {m.organisation_id for m in held if m.role == Role.COORDINATOR}
        desk = Desk(frozenset(key for m in held for key in _served(m)), frozenset(coordinated))
        with within(scope):
            return page(request, desk, *args, **kwargs)

    kept_nowhere: View[P] = never_kept(login_required(guarded))
    return kept_nowhere


def _scope_of(membership: Membership) -> Scope:
    organisation = membership.organisation
    if organisation.kind == OrganisationKind.CALL_CENTRE:
        return scopes.answering_for(_served_by(organisation))
    if membership.role == Role.COORDINATOR:
        return coordinating(organisation, timezone.localdate())
    return scopes.of_organisation(organisation)


def _served(membership: Membership) -> list[int]:
    if membership.organisation.kind == OrganisationKind.CALL_CENTRE:
        return [key for _area, key in _served_by(membership.organisation)]
    return [membership.organisation_id]


def _served_by(centre: Organisation) -> list[tuple[int, int]]:
    rows = Organisation.objects.filter(platform=centre.platform_id, takes_in=True)
    return list(rows.values_list("area_id", "pk"))


def need_to_note(desk: Desk, key: UUID) -> Need:
    """A need of an organisation for which this desk writes down; a neighbour's is not."""
    need = Need.objects.select_related("person", "territory").filter(key=key).first()
    if need is None or need.organisation_id not in desk.organisations:
        raise Http404
    turn_away([need.person])
    return need


def note_look(need: Need) -> None:
    """Its words may be read afterwards."""
    look(need.person, Purpose.SOLIDARITY, what="solidarity.need_read", about=need)


def need_to_decide(organisation: Organisation, key: UUID) -> Need:
    """A need of the organisation for which she coordinates, to do something about it."""
    rows = Need.objects.select_related("person", "territory").filter(organisation=organisation)
    need = _one(rows.filter(key=key).first())
    turn_away([need.person])
    return need


def offer_of_ours(organisation: Organisation, key: UUID) -> Offer:
    """An offer made to the organisation for which she coordinates."""
    rows = Offer.objects.select_related("person", "territory").filter(organisation=organisation)
    offer = _one(rows.filter(key=key).first())
    turn_away([offer.person])
    return offer


def offer_in_sight(key: UUID) -> Offer:
    """An offer that may be chosen: ours, or a neighbour's with open borders."""
    return _one(Offer.objects.filter(key=key, state=OfferState.ACTIVE).first())


def batch_of_ours(organisation: Organisation, key: UUID) -> Batch:
    rows = Batch.objects.select_related("organisation", "territory")
    return _one(rows.filter(organisation=organisation, key=key).first())


def remark_of_ours(organisation: Organisation, reference: str) -> Remark:
    """What somebody said of the program to the organisation for which she coordinates."""
    rows = Remark.objects.filter(organisation=organisation, case__reference=reference)
    remark = _one(rows.select_related("case", "need", "run").first())
    turn_away([remark.case.person] if remark.case.person else [])
    return remark


def own_offers(request: PersonRequest) -> list[Offer]:
    """What the person who is signed in offers herself."""
    if request.person is None:
        raise Http404
    return list(Offer.objects.filter(person=request.person.pk).order_by("-pk"))


def own_offer(request: PersonRequest, key: UUID) -> Offer:
    return _one(next((offer for offer in own_offers(request) if offer.key == key), None))


@contextmanager
def own_tasks(offers: list[Offer]) -> Iterator[list[Arrangement]]:
    """Everything these offers were asked, newest first, the communes of the needs open."""
    # Somebody may be signed in who is known nowhere yet.
    scope = current() or Scope()
    for offer in offers:
        scope |= whereabouts.where_tasks_are(offer)
    with within(scope):
        rows = Arrangement.objects.leading().filter(offer__in=[offer.pk for offer in offers])
        yield list(rows.select_related("need").order_by("-day", "-pk")[:MOST_TASKS])


@contextmanager
def followed(request: PersonRequest, key: UUID) -> Iterator[Arrangement]:
    """A help of the case that is open for this visit, by its reference and word; else 404."""
    with following.opened(request, shown=False) as case:
        rows = Arrangement.objects.filter(key=key, need__case=case.pk) if case else None
        yield _one(rows.first() if rows is not None else None)


@contextmanager
def followed_need(request: PersonRequest) -> Iterator[Need]:
    """The need of the case that is open for this visit; else 404."""
    with following.opened(request, shown=False) as case:
        yield _one(Need.objects.filter(case=case.pk).first() if case else None)


@contextmanager
def followed_offer(request: PersonRequest) -> Iterator[Offer]:
    """The offer of the case that is open for this visit; else 404."""
    with following.opened(request, shown=False) as case:
        yield _one(Offer.objects.filter(case=case.pk).first() if case else None)


@contextmanager
def own_task(request: PersonRequest, key: UUID) -> Iterator[Arrangement]:
    """What the volunteer who is signed in was asked, on either side of a border."""
    offers = own_offers(request)
    scope = required()
    for offer in offers:
        scope |= whereabouts.where_tasks_are(offer)
    with within(scope):
        rows = Arrangement.objects.filter(key=key, offer__in=[offer.pk for offer in offers])
        arrangement = _one(rows.first())
        with within(_of(arrangement)):
            yield arrangement


@contextmanager
def task_of_ours(offer: Offer, key: UUID) -> Iterator[Arrangement]:
    """What a volunteer of ours was asked, on either side of a border; never who asks."""
    with within(required() | whereabouts.where_tasks_are(offer)):
        yield _one(Arrangement.objects.filter(offer=offer, key=key).first())


def read_code(code: str) -> tuple[str, str] | None:
    """Reference and word of what a volunteer was asked, however they were typed."""
    reference, _dot, word = code.partition(".")
    letters = "".join(sign for sign in word.lower() if sign.isalpha())
    try:
        return (clean(reference), letters) if letters else None
    except ValueError:
        return None


def find_asked(reference: str, word: str) -> signposts.Place | None:
    return signposts.find_one(whereabouts.ASK, f"{reference}.{word}")


def find_reference(reference: str) -> signposts.Place | None:
    """By reference alone: only for what staff write down, and for a known telephone."""
    return signposts.find_one(whereabouts.ANSWER, reference)


@contextmanager
def asked_at(place: signposts.Place) -> Iterator[Arrangement]:
    """The arrangement that a signpost leads to, and its commune open for as long as it is needed."""
    with within((current() or Scope()) | place.scope):
        yield _one(Arrangement.objects.filter(pk=int(place.target)).first())


def may_note(desk: Desk, arrangement: Arrangement) -> bool:
    """Whether this desk may say what the volunteer answered: he, or who asks, is its own."""
    if arrangement.organisation_id in desk.organisations:
        return True
    own = Offer.objects.filter(pk=arrangement.offer_id, organisation__in=desk.organisations)
    return own.exists()


@contextmanager
def asked(code: str) -> Iterator[Arrangement]:
    """What the bearer of this reference and word was asked, or 404."""
    said = read_code(code)
    place = find_asked(*said) if said else None
    if place is None:
        raise Http404
    with asked_at(place) as arrangement:
        yield arrangement


def arrangement_of(need: Need, key: UUID) -> Arrangement:
    return _one(Arrangement.objects.filter(need=need, key=key).first())


def _of(arrangement: Arrangement) -> Scope:
    keys = scopes.of_keys(arrangement.territory_id, arrangement.organisation_id)
    return required() | keys


def _one(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
