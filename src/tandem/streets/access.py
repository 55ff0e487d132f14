"""The only ways to a row on somebody's behalf. Who may not see it cannot tell that it exists."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from tandem.cases import following
from tandem.journal.choices import Purpose
from tandem.people.http import PersonRequest
from tandem.people.models import Person
from tandem.people.reveal import look_at_all
from tandem.people.watching import turn_away
from tandem.streets import showing, telling
from tandem.streets.models import Job, Photo, Report, Rule, Team, Visit, Voice
from tandem.streets.sealed import photo_in
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import scopes, signposts
from tandem.territory.choices import OrganisationKind, Role
from tandem.territory.models import Organisation
from tandem.territory.queries import writing_for
from tandem.toolbox.reference import clean
from tandem.ui.headers import never_kept

P = ParamSpec("P")
Row = TypeVar("Row")
DECIDING = frozenset({Role.OFFICER, Role.COORDINATOR})
NOTING = DECIDING | {Role.OPERATOR}


@dataclass(frozen=True, slots=True)
class Office:
    """Whose reports somebody of the staff looks at, and whether she decides about them."""

    organisation: Organisation
    may_decide: bool


Page = Callable[Concatenate[PersonRequest, Office, P], HttpResponse]
View = Callable[Concatenate[PersonRequest, P], HttpResponse]


def office_page(page: Page[P]) -> View[P]:
    """For whoever decides about what is broken in the street; else 404."""
    return _page(page, DECIDING)


def seen_page(page: Page[P]) -> View[P]:
    """Also for whoever only writes down what people say; else 404."""
    return _page(page, NOTING)


def _page(page: Page[P], roles: frozenset[Role]) -> View[P]:
    @wraps(page)
    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        # Who works for several: a row leads to the one that holds it.
        for office in _offices(request, roles):
            try:
                with within(scopes.of_organisation(office.organisation)):
                    return page(request, office, *args, **kwargs)
            except Http404:
                continue
        raise Http404

    kept_nowhere: View[P] = never_kept(login_required(guarded))
    return kept_nowhere


def _offices(request: PersonRequest, roles: frozenset[Role]) -> list[Office]:
    found: dict[int, Office] = {}
    for membership in request.memberships:
        organisation, role = membership.organisation, Role(membership.role)
        # Who takes in nothing may have been given something by a neighbour.
        if role in roles and organisation.kind != OrganisationKind.CALL_CENTRE:
            known = found.get(organisation.pk)
            may = role in DECIDING or (known is not None and known.may_decide)
            found[organisation.pk] = Office(organisation, may)
    # Where she is at work just now comes first.
    here = request.desk.pk if request.desk else None
    return sorted(found.values(), key=lambda one: one.organisation.pk != here)


def noting_page(page: Callable[Concatenate[PersonRequest, P], HttpResponse]) -> View[P]:
    """For whoever writes down what people say, also for a telephone service; else 404."""

    @wraps(page)
    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        scope = Scope()
        held = [one for one in request.memberships if Role(one.role) in NOTING]
        if not held:
            raise Http404
        for membership in held:
            scope |= writing_for(membership.organisation)
        with within(scope):
            return page(request, *args, **kwargs)

    kept_nowhere: View[P] = never_kept(login_required(guarded))
    return kept_nowhere


def report_of(office: Office, sign: str) -> Report:
    """A report of hers, by its public sign; refused where one who reported it excluded her."""
    rows = Report.objects.select_related("territory", "organisation", "team", "job", "joined_to")
    report = _one(rows.filter(organisation=office.organisation, sign=_cleaned(sign)).first())
    turn_away(_reporters(report))
    return report


def _cleaned(sign: str) -> str:
    try:
        return clean(sign)
    except ValueError as error:
        raise Http404 from error


def note_look(report: Report) -> None:
    """What was seen may be read afterwards."""
    look_at_all(
        _reporters(report), Purpose.STREETS, what="streets.report_read", about=report, task=True
    )


def _reporters(report: Report) -> list[Person]:
    return [voice.person for voice in Voice.objects.of(report).select_related("person")]


def photo_of(office: Office, sign: str, key: UUID) -> Photo:
    """A photo of a report of hers, or of one joined to it."""
    report = report_of(office, sign)
    return _one(showing.rows().of(report).filter(key=key).first())


def photo_opened(photo: Photo, *, unreadable: bool) -> bytes:
    """The look is in the journal before it is opened."""
    if photo.voice is not None:
        who = [photo.voice.person]
        look_at_all(who, Purpose.STREETS, what="streets.photo_looked", about=photo, task=True)
    sealed = photo.sealed_unreadable if unreadable else photo.sealed
    if sealed is None:
        raise Http404
    return photo_in(photo, sealed)


def photo_on_paper(office: Office, sign: str, key: UUID, *, own: bool) -> bytes:
    """As it goes along on a sheet: a contractor sees what everybody does. Paper lies about: to our own
    too it shows no face that was made unreadable.
    """
    photo = photo_of(office, sign, key)
    if own:
        return photo_opened(photo, unreadable=photo.sealed_unreadable is not None)
    if not photo.released:
        raise Http404
    return showing.for_everybody(photo)


def team_of(office: Office, key: int) -> Team:
    return _one(Team.objects.filter(organisation=office.organisation, pk=key).first())


def rule_of(office: Office, key: int) -> Rule:
    return _one(Rule.objects.filter(organisation=office.organisation, pk=key).first())


def job_of(office: Office, key: int) -> Job:
    rows = Job.objects.select_related("team", "territory")
    return _one(rows.filter(organisation=office.organisation, pk=key).first())


def visit_of(office: Office, key: int) -> Visit:
    rows = Visit.objects.select_related("report__territory")
    return _one(rows.filter(organisation=office.organisation, pk=key).first())


def voice_of(report: Report, key: int) -> Voice:
    """One voice of a report, or of one joined to it."""
    rows = Voice.objects.of(report).select_related("case", "person")
    return _one(rows.filter(pk=key).first())


@contextmanager
def followed(request: PersonRequest) -> Iterator[Voice]:
    """The voice of the case that is open for this visit, by its reference and word; else 404."""
    with following.opened(request, shown=False) as case:
        if case is None:
            raise Http404
        rows = Voice.objects.select_related("case", "person", "report__territory")
        yield _one(rows.filter(case=case.pk).first())


def find_asked(reference: str) -> signposts.Place | None:
    """By reference alone: only for what staff write down, and for a known telephone."""
    return signposts.find_one(telling.REPAIRED, reference)


@contextmanager
def asked_at(place: signposts.Place) -> Iterator[Voice]:
    with within((current() or Scope()) | place.scope):
        yield voice_at(place)


def voice_at(place: signposts.Place) -> Voice:
    """Within a scope that may read it; else 404."""
    rows = Voice.objects.select_related("case", "person", "report")
    return _one(rows.filter(pk=int(place.target)).first())


def _one(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
