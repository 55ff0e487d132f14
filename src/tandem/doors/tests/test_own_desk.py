import pytest

from tandem.territory.choices import Role
from tests.factories import AccountFactory, AreaFactory, MembershipFactory, OrganisationFactory
from tests.factories import PersonFactory as Registered

pytestmark = pytest.mark.django_db


def test_whoever_sits_at_a_desk_does_not_search_the_commune_where_she_lives(client):
    home = OrganisationFactory(area=AreaFactory(postal_code="1030"))
    work = OrganisationFactory(area=AreaFactory(postal_code="1300"))
    account = AccountFactory()
    Registered(organisation=home, account=account)
    neighbour = Registered(organisation=home, first_name="Zarmina", last_name="Popalova")
    customer = Registered(organisation=work, first_name="Zarmina", last_name="Popalskaya")
    MembershipFactory(account=account, organisation=work, role=Role.OPERATOR)
    client.force_login(account)

    found = client.post("/desk/search/", {"name": "Zarmina"}).text

    assert str(customer.key) in found
    assert str(neighbour.key) not in found
    assert client.get(f"/desk/new/{neighbour.key}/").status_code == 404
