"""By telephone and at the desk, a word is enough to hear no more of what goes to many."""

import pytest

from tandem.journal.models import Entry
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def hall():
    return OrganisationFactory()


@pytest.fixture
def operator(client, hall):
    client.force_login(MembershipFactory(organisation=hall, role=Role.OPERATOR).account)
    client.cookies["language"] = "en"
    return client


def test_an_operator_notes_that_she_wants_no_more_and_that_she_wants_them_again(operator, hall):
    person = PersonFactory(organisation=hall)
    page = f"/desk/new/{person.key}/to-many/"

    refused = operator.post(page, {"wished": "no"}, follow=True)
    again = operator.post(page, {"wished": "yes"}, follow=True)

    assert "Noted: no more messages that go to many people." in refused.text
    assert "This person wants none." in refused.text
    assert "This person gets them." in again.text
    with within(scope_of(hall)):
        person.refresh_from_db()
        assert not person.no_broadcasts
        words = Entry.objects.about(person.key).values_list("word", flat=True)
        assert {"people.broadcasts_refused", "people.broadcasts_wished"} <= set(words)


def test_a_neighbours_person_is_nobody_here(operator):
    other = PersonFactory(organisation=OrganisationFactory())

    assert operator.post(f"/desk/new/{other.key}/to-many/", {"wished": "no"}).status_code == 404
