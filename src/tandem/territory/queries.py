from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery

from tandem.tenancy.scope import Scope
from tandem.territory import scopes
from tandem.territory.choices import OrganisationKind
from tandem.territory.models import Agreement, Area, Organisation, PostalCode


def organisation_for(postal_code: str) -> tuple[Area, Organisation] | None:
    """The commune of a postal code, and the organisation that takes in there.

    A code shared by several communes leads to the one with the fewest codes: 1040 is all of
    Etterbeek and a corner of Brussels.
    """
    codes = PostalCode.objects.filter(commune=OuterRef("area")).order_by()
    how_many = codes.values("commune").annotate(number=Count("pk")).values("number")
    taking_in = Organisation.objects.filter(takes_in=True, area__postal_codes__code=postal_code)
    ranked = taking_in.select_related("area").order_by(Subquery(how_many), "area__nis")
    found = ranked.first()
    return (found.area, found) if found else None


def writing_for(desk: Organisation) -> Scope:
    """What a desk opens: its own files; a shared telephone service, those it writes down for."""
    scope = scopes.of_organisation(desk)
    if desk.kind == OrganisationKind.CALL_CENTRE:
        served = Organisation.objects.filter(platform=desk.platform_id, takes_in=True)
        scope |= scopes.answering_for(served.values_list("area_id", "pk"))
    return scope


def coordinating(organisation: Organisation, today: date) -> Scope:
    """What coordinating for `organisation` opens: its own files, and across open borders."""
    neighbours = shares_pool_with(organisation, today)
    return scopes.of_organisation(organisation) | scopes.across_borders(neighbours)


def shares_pool_with(organisation: Organisation, today: date) -> set[tuple[int, int]]:
    """Area and key of every organisation with which the border is open."""
    agreements = Agreement.objects.filter(
        Q(one=organisation) | Q(other=organisation), signed_on__lte=today, until__gte=today
    ).select_related("one", "other")
    sides = {(side.area_id, side.pk) for both in agreements for side in (both.one, both.other)}
    return sides - {(organisation.area_id, organisation.pk)}
