import json
from datetime import date
from typing import Any, TypeVar

from django.db.models import JSONField, Q

from tandem.tenancy import repeated
from tandem.tenancy.scope import Scope
from tandem.territory import scopes
from tandem.territory.choices import OrganisationKind
from tandem.territory.models import Agreement, Area, Organisation

Row = TypeVar("Row", Area, Organisation)


# Written by hand: a form asks it whenever it is shown, and the ORM takes ten times as long to say it
# as PostgreSQL to answer.
AREA, ORGANISATION = Area._meta.concrete_fields, Organisation._meta.concrete_fields
TAKING_IN = f"""
SELECT {", ".join(f"o.{field.column}" for field in ORGANISATION)},
       {", ".join(f"a.{field.column}" for field in AREA)}
FROM territory_postalcode asked
JOIN territory_area a ON a.id = asked.commune_id
JOIN territory_organisation o ON o.area_id = a.id AND o.takes_in
WHERE asked.code = %(code)s
ORDER BY (SELECT count(*) FROM territory_postalcode other WHERE other.commune_id = a.id), a.nis
LIMIT 1
"""  # noqa: S608 - names of our own columns


def organisation_for(postal_code: str) -> tuple[Area, Organisation] | None:
    """The commune of a postal code, and the organisation that takes in there.

    A code shared by several communes leads to the one with the fewest codes: 1040 is all of
    Etterbeek and a corner of Brussels.
    """
    rows = repeated.rows(TAKING_IN, {"code": postal_code})
    if not rows:
        return None
    organisation = _read(Organisation, rows[0][: len(ORGANISATION)])
    area = organisation.area = _read(Area, rows[0][len(ORGANISATION) :])
    return area, organisation


def _read(model: type[Row], values: tuple[Any, ...]) -> Row:
    fields = model._meta.concrete_fields
    read = [
        json.loads(value) if isinstance(field, JSONField) else value
        for field, value in zip(fields, values, strict=True)
    ]
    return model.from_db("default", [field.attname for field in fields], read)


def writing_for(desk: Organisation) -> Scope:
    """What a desk opens: its own files; a shared telephone service, those it writes down for."""
    scope = scopes.of_organisation(desk)
    if desk.kind == OrganisationKind.CALL_CENTRE:
        served = Organisation.objects.filter(platform=desk.platform_id, takes_in=True)
        scope |= scopes.answering_for(served.values_list("area_id", "pk"))
    return scope


def speaks_for(organisation: Organisation, commune: Area) -> bool:
    """Whether it takes down what people of `commune` ask: its own; a shared telephone service, those of
    its platform.
    """
    if organisation.kind != OrganisationKind.CALL_CENTRE or organisation.platform_id is None:
        return organisation.area_id == commune.pk
    served = Organisation.objects.filter(platform=organisation.platform_id, takes_in=True)
    return served.filter(area=commune).exists()


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
