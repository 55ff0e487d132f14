"""A way that is shown leads somewhere."""

import pytest
from django.urls import reverse

from tandem.territory.choices import OrganisationKind, Role
from tests.factories import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.mark.parametrize(
    ("kind", "shown"), [(OrganisationKind.CALL_CENTRE, False), (OrganisationKind.COMMUNE, True)]
)
def test_mandates_stand_in_the_menu_only_where_they_open(client, kind, shown):
    desk = OrganisationFactory(kind=kind, takes_in=shown)
    client.force_login(MembershipFactory(organisation=desk, role=Role.OPERATOR).account)
    way = reverse("mine:mandates")

    assert (f'href="{way}"' in client.get("/cases/").text) is shown
    assert (client.get(way).status_code == 200) is shown
