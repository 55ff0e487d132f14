import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.people import middleware
from tests.factories import MembershipFactory, OrganisationFactory


@pytest.fixture(autouse=True)
def _nobody_seen_yet(monkeypatch):
    monkeypatch.setattr(middleware, "_seen", {})


@pytest.fixture
def colleague(db):
    return MembershipFactory()


def test_whoever_is_signed_in_is_known_from_the_first_page_on(client, colleague):
    client.force_login(colleague.account)

    pages = [client.get("/staff/").wsgi_request for _ in range(3)]

    assert [page.account for page in pages] == [colleague.account] * 3
    assert [page.user for page in pages] == [colleague.account] * 3
    assert [page.desk for page in pages] == [colleague.organisation] * 3


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_from_the_second_page_on_two_questions_go_together(client):
    client.force_login(MembershipFactory().account)
    asked = []

    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            client.get("/language/")
        asked.append([query["sql"].split()[0] for query in queries])

    assert asked == [["SELECT", "SELECT"]] * 3


def test_a_guess_that_is_wrong_shows_nobody_what_is_another_s(client, colleague):
    stranger = MembershipFactory(organisation=OrganisationFactory())
    client.force_login(colleague.account)
    middleware._seen[client.session.session_key] = stranger.account_id

    page = client.get("/staff/").wsgi_request

    assert page.account == colleague.account
    assert page.desk == colleague.organisation


def test_who_signs_out_is_nobody_at_once(client, colleague):
    client.force_login(colleague.account)
    client.get("/staff/")

    client.post("/sign-out/")
    page = client.get("/").wsgi_request

    assert page.account is None
    assert not page.user.is_authenticated
    assert page.memberships == []
