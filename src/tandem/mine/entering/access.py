"""Who may let somebody in at the desk, or configure a service; others cannot tell that there is one."""

from uuid import UUID

from django.http import Http404

from tandem.accounts.models import Provider
from tandem.cases import access as cases
from tandem.cases.models import Case
from tandem.people.http import PersonRequest
from tandem.people.models import Person
from tandem.people.queries import record_in_use
from tandem.people.watching import turn_away
from tandem.territory.choices import Role
from tandem.territory.models import Organisation


def at_the_desk(request: PersonRequest, reference: str) -> tuple[Case, Person]:
    """A request of her own organisation, and its person; 404 for a telephone service, which sees
    nobody.
    """
    if not cases.is_staff(request):
        raise Http404
    case = cases.known_case(request, reference)
    own = {m.organisation_id for m in request.memberships if m.role in cases.SEEING_STATES}
    if case.person is None or case.person.erased_at is not None or case.organisation_id not in own:
        raise Http404
    person = record_in_use(case.person)
    turn_away([person])
    return case, person


def run_by(request: PersonRequest, key: int) -> Organisation:
    """An organisation that takes in, of which she is administrator; or 404."""
    for membership in request.memberships:
        mine = membership.organisation_id == key and membership.role == Role.ADMINISTRATOR
        if mine and membership.organisation.takes_in:
            return membership.organisation
    raise Http404


def provider_of(organisation: Organisation, key: UUID) -> Provider:
    found = Provider.objects.filter(organisation=organisation.pk, key=key).first()
    if found is None:
        raise Http404
    return found
