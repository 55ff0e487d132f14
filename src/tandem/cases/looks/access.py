"""Who asks, who agrees and who watches: the only ways to an opening and to a flag."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404

from tandem.cases.models import Case
from tandem.people.errors import NotYours
from tandem.people.http import PersonRequest
from tandem.people.models import Flag, Opening, Person
from tandem.tenancy.scope import Scope, within
from tandem.territory import scopes, signposts
from tandem.territory.choices import Role
from tandem.territory.models import Organisation
from tandem.territory.signposts import Place
from tandem.toolbox import reference as references

OPENING = frozenset({Role.OPERATOR, Role.COORDINATOR, Role.OFFICER})
"""They work with people, and may ask for more. Administrators open nobody's file, in no emergency."""
AGREEING = frozenset({Role.COORDINATOR, Role.OFFICER, Role.DATA_OFFICER})
WATCHING = frozenset({Role.DATA_OFFICER})


def works_with_people(request: PersonRequest) -> Organisation:
    """For which organisation a colleague asks for more; 404 for all others."""
    for membership in request.memberships:
        if membership.role in OPENING:
            return membership.organisation
    raise Http404


def _organisations(request: PersonRequest, roles: frozenset[Role]) -> list[int]:
    found = sorted({m.organisation_id for m in request.memberships if m.role in roles})
    if not found:
        raise Http404
    return found


def asked_of(request: PersonRequest) -> list[Opening]:
    """What waits for a second person's yes where she may give it, and did not ask herself."""
    rows = Opening.objects.waiting().filter(organisation__in=_organisations(request, AGREEING))
    return list(rows.exclude(account=account_of(request)).select_related("person"))


def opening_to_decide(request: PersonRequest, key: UUID) -> Opening:
    for opening in asked_of(request):
        if opening.key == key:
            return opening
    raise Http404


def own_openings(request: PersonRequest) -> list[Opening]:
    """What she asked for herself: the last ones, to see whether somebody agreed."""
    return list(Opening.objects.filter(account=account_of(request))[:5])


def watched(request: PersonRequest) -> list[int]:
    """The organisations for which she is the data-protection officer."""
    return _organisations(request, WATCHING)


def flag_of(request: PersonRequest, key: UUID) -> Flag:
    found = Flag.objects.filter(organisation__in=watched(request), key=key).first()
    if found is None:
        raise Http404
    return found


def person_here(request: PersonRequest, key: UUID) -> Person:
    """A person of an organisation where she works with people; refused until now."""
    rows = Person.objects.filter(organisation__in=_organisations(request, OPENING), key=key)
    found = rows.filter(erased_at__isnull=True).first()
    if found is None:
        raise Http404
    return found


def near(request: PersonRequest) -> Scope:
    """Of all organisations whose files she may open in an emergency; to count, and nothing else."""
    ours = [m.organisation for m in request.memberships if m.role in OPENING]
    area = Q(area__in=[one.area_id for one in ours])
    platform = Q(platform__in=[one.platform_id for one in ours if one.platform_id])
    rows = Organisation.objects.filter(area | platform)
    return scopes.answering_for(rows.values_list("area_id", "pk"))


def place_of_request(request: PersonRequest, typed: str) -> Place | None:
    """Where a request of this platform or of this territory is kept; None for every other."""
    try:
        place = signposts.find_one("state", references.clean(typed))
    except ValueError:
        return None
    if place is None:
        return None
    ours = [m.organisation for m in request.memberships if m.role in OPENING]
    theirs = Organisation.objects.filter(pk=place.organisation).first()
    near = theirs is not None and any(
        one.area_id == theirs.area_id
        or (one.platform_id is not None and one.platform_id == theirs.platform_id)
        for one in ours
    )
    return place if near else None


def person_of_request(place: Place) -> Person | None:
    with within(place.scope):
        case = Case.objects.filter(pk=int(place.target)).select_related("person").first()
        found = case.person if case else None
        return found if found is not None and found.erased_at is None else None


def account_of(request: PersonRequest) -> int:
    if request.account is None:
        raise NotYours("nobody_signed_in")
    return int(request.account.pk)
