"""Administrators and data-protection officers answer for the register; others get 404."""

from django.http import Http404

from tandem.people.http import PersonRequest
from tandem.territory.choices import Role
from tandem.territory.models import Controller, Organisation

ANSWERING = frozenset({Role.ADMINISTRATOR, Role.DATA_OFFICER})


def answered_for(request: PersonRequest) -> list[Organisation]:
    found = {
        membership.organisation_id: membership.organisation
        for membership in request.memberships
        if Role(membership.role) in ANSWERING
    }
    if not found:
        raise Http404
    return sorted(found.values(), key=str)


def one_of(request: PersonRequest, key: int) -> Organisation:
    for organisation in answered_for(request):
        if organisation.pk == key:
            return organisation
    raise Http404


def controller_of(key: int) -> Controller:
    """Public, once it was written down."""
    found = Controller.objects.select_related("organisation").filter(organisation=key).first()
    if found is None:
        raise Http404
    return found
