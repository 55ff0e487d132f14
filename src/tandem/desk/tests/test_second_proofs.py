"""An organisation asks its staff for a second proof: from a day on, and then without exception."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tandem.accounts.second import standing
from tandem.journal.models import Entry
from tandem.people import middleware
from tandem.tenancy.scope import within
from tandem.territory import rules
from tandem.territory.actions import open_platform
from tandem.territory.choices import Role
from tandem.territory.models import Membership, Organisation
from tests.factories import AccountFactory, AreaFactory, MembershipFactory, scope_of


@pytest.fixture
def own(english, db):
    administrator = MembershipFactory(role=Role.ADMINISTRATOR)
    english.force_login(administrator.account)
    return administrator.organisation


def asks(organisation, days):
    day = timezone.localdate() + timedelta(days=days)
    Organisation.objects.filter(pk=organisation.pk).update(proof_asked_from=day)


def shows_a_proof(client):
    session = client.session
    session[standing.SHOWN] = "code"
    session.save()


def test_from_the_day_on_a_password_opens_nothing_of_the_organisation(english, own):
    asks(own, days=0)

    led = english.get("/team/?x=1")

    assert led.url == "/sign-in/second/owed/?next=%2Fteam%2F%3Fx%3D1"
    assert "Choose one here" in english.get(led.url, follow=True).text
    assert english.get("/start/").status_code == english.post(f"/team/{own.pk}/invite/").status_code
    shows_a_proof(english)
    assert english.get(f"/team/{own.pk}/").status_code == 200


def test_before_the_day_and_where_none_is_chosen_it_does(english, own):
    assert english.get(f"/team/{own.pk}/").status_code == 200
    asks(own, days=1)

    assert english.get(f"/team/{own.pk}/").status_code == 200


def test_it_is_the_session_that_is_asked_and_nothing_else(english, own, monkeypatch):
    """The twin: without that question a password would be enough."""
    asks(own, days=0)
    monkeypatch.setattr(middleware, "owed_to", lambda *_all: [])

    assert english.get(f"/team/{own.pk}/").status_code == 200


def test_a_resident_is_asked_for_none(english, own):
    asks(own, days=0)
    english.force_login(AccountFactory())

    assert english.get("/mine/").status_code == 200


def test_an_administrator_chooses_the_day_and_sees_who_has_none(english, own):
    colleague = MembershipFactory(organisation=own).account
    page = f"/team/{own.pk}/proofs/"
    text = english.get(page).text

    assert "2 colleagues have no second proof yet" in text
    assert colleague.email.partition("@")[0] in text
    assert english.post(page, {"asked": "yes"}).status_code == 422
    day = timezone.localdate() + timedelta(days=40)
    said = {"asked": "yes", "day_day": day.day, "day_month": day.month, "day_year": day.year}
    english.post(page, said)
    own.refresh_from_db()
    assert own.proof_asked_from == day
    english.post(page, {"asked": "no"})
    own.refresh_from_db()
    assert own.proof_asked_from is None
    with within(scope_of(own)):
        assert Entry.objects.filter(word="territory.proof_asked").count() == 2


def test_a_new_platform_asks_after_some_weeks(db):
    open_platform("Ours", [AreaFactory()], telephone="", administrator=AccountFactory())

    assert Organisation.objects.get().proof_asked_from == timezone.localdate() + rules.GRACE


def test_what_one_organisation_asks_shuts_nothing_of_another(english, own):
    there = MembershipFactory(
        account=Membership.objects.get(organisation=own).account, role=Role.ADMINISTRATOR
    ).organisation
    asks(there, days=0)

    assert english.get(f"/team/{own.pk}/").status_code == 200
    assert english.get(f"/team/{there.pk}/").status_code == 404
    start = english.get("/start/", follow=True).text
    assert f"For {there} a second proof is asked" in start
    shows_a_proof(english)
    assert english.get(f"/team/{there.pk}/").status_code == 200
    assert "a second proof is asked" not in english.get("/start/", follow=True).text
