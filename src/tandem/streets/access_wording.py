"""Who may put a commune's categories into words."""

from typing import ParamSpec

from tandem.people.staff_pages import Page, View, staff_page, taking_in
from tandem.territory import scopes
from tandem.territory.choices import Role
from tandem.territory.models import Organisation

P = ParamSpec("P")
WORDING = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.OFFICER})


def wording_page(page: Page[Organisation, P]) -> View[P]:
    """For whoever runs or decides for an organisation that takes in; else 404."""
    return staff_page(page, lambda request: taking_in(request, WORDING), scopes.of_organisation)
