"""The only ways to a seeker or a circle; who may not see it cannot tell that it exists."""

from uuid import UUID

from django.http import Http404

from tandem.cases.models import Case
from tandem.people.watching import turn_away
from tandem.solidarity.access import Desk
from tandem.solidarity.neighbours.models import Circle, Seeker
from tandem.territory.models import Organisation


def circle_of_ours(organisation: Organisation, key: UUID) -> Circle:
    circle = Circle.objects.filter(organisation=organisation, key=key).first()
    if circle is None:
        raise Http404
    rows = circle.members.select_related("seeker__person")
    turn_away([member.seeker.person for member in rows])
    return circle


def seekers_of_ours(organisation: Organisation, keys: list[str]) -> list[Seeker]:
    try:
        wanted = {UUID(key) for key in keys}
    except ValueError:
        raise Http404 from None
    rows = Seeker.objects.filter(organisation=organisation, key__in=wanted)
    found = list(rows.select_related("person"))
    turn_away([one.person for one in found])
    return found


def seeker_to_note(desk: Desk, key: UUID) -> Seeker:
    rows = Seeker.objects.filter(organisation__in=desk.organisations, key=key)
    seeker = rows.select_related("person").first()
    if seeker is None:
        raise Http404
    turn_away([seeker.person])
    return seeker


def seeker_of_case(case: Case | None) -> Seeker:
    """Of the case that is open for this visit, by its reference and word."""
    if case is None:
        raise Http404
    seeker = Seeker.objects.select_related("person").filter(case=case.pk).first()
    if seeker is None:
        raise Http404
    return seeker
