"""Whose data is open stands above each page of the staff, until one press or the mandate ends it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.mandates import actions
from tandem.mandates.models import Mandate
from tandem.mandates.tests.giving import in_force
from tandem.mine import acting_now
from tandem.mine.tests.letting import colleague, commune
from tandem.tenancy.scope import within
from tests.factories import PersonFactory, scope_of

ELSEWHERE = ("/desk/", "/letters/", "/cases/", "/mandates/")
pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return commune()


@pytest.fixture
def helper(client, town):
    made = colleague(town)
    client.force_login(made)
    client.cookies["language"] = "en"
    return made


@pytest.fixture
def mandate(town, helper):
    with within(scope_of(town)):
        rosa = PersonFactory(organisation=town, first_name="Rosa", last_name="Inventée")
        return in_force(town, helper, person=rosa)


def shown(client, path="/mandates/"):
    return "You act for Rosa Inventée" in client.get(path).text


def test_it_stands_on_every_page_until_one_press_ends_it(client, mandate):
    assert not shown(client)
    client.get(f"/mandates/{mandate.key}/act/")

    seen = {path: shown(client, path) for path in ELSEWHERE}
    assert seen == dict.fromkeys(ELSEWHERE, True)
    # Her name stands in no session for whoever reads the database.
    assert "Rosa" not in str(dict(client.session.items()))

    client.post("/mandates/close/")
    assert not any(shown(client, path) for path in ELSEWHERE)


@pytest.mark.parametrize("how", ["taken back", "let go"])
def test_it_ends_with_the_mandate_or_the_helper_and_after_an_hour(
    client, mandate, monkeypatch, how
):
    page = f"/mandates/{mandate.key}/act/"
    client.get(page)
    monkeypatch.setattr(acting_now, "LASTS", timedelta(seconds=-1))
    client.get(page)
    assert not shown(client)

    monkeypatch.undo()
    client.get(page)
    assert shown(client)
    with within(scope_of(mandate.organisation)):
        if how == "taken back":
            actions.take_back(Mandate.objects.get(pk=mandate.pk))
        else:
            mandate.helpers.update(ended_at=timezone.now())
    assert not shown(client)


def test_where_nobody_acts_it_asks_nothing(client, mandate):
    asked = {}
    for acting in (False, True):
        if acting:
            client.get(f"/mandates/{mandate.key}/act/")
        client.get("/mandates/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/mandates/")
        said = [one["sql"] for one in queries.captured_queries]
        asked[acting] = [sql for sql in said if " FROM " in sql.replace("\n", " ")]

    # Acting: whether it is still in force, and her key.
    assert len(asked[True]) - len(asked[False]) == 2
