"""Abuse 15: a false association. Two vouch, its number is right, and on probation it reads nobody."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from tandem.journal.models import Entry
from tandem.tenancy.scope import transaction_within, within
from tandem.territory import rules, vetting
from tandem.territory.choices import Role
from tandem.territory.errors import NotAllowed
from tandem.territory.models import Membership, Organisation, Vetting, Vouch
from tests.factories import (
    AccountFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PlatformFactory,
    scope_of,
)
from tests.owner import as_owner

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
NUMBER = "0403.019.261"


@pytest.fixture
def town():
    made = OrganisationFactory(area__postal_code="1030", platform=PlatformFactory())
    with within(scope_of(made)):
        yield made


def administrator(town):
    account = MembershipFactory(organisation=town, role=Role.ADMINISTRATOR).account
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def at_work(town) -> int:
    return MembershipFactory(organisation=town, role=Role.ADMINISTRATOR).account_id


def brought(town) -> Vetting:
    return vetting.ask(AccountFactory().pk, town, "Les Voisins", NUMBER)


def vouched(town) -> Vetting:
    asked = brought(town)
    for name in ("Maison de quartier", "École du parc"):
        vetting.vouch(asked, at_work(town), town, name)
    return asked


@pytest.mark.parametrize("typed", ["0403.019.262", "0403019216", "1234567890", "BE 12", ""])
def test_a_number_whose_check_figures_are_wrong_is_refused(town, typed):
    assert rules.enterprise_number(typed) is None
    with pytest.raises(NotAllowed, match="number"):
        vetting.ask(1, town, "Les Voisins", typed)


def test_two_colleagues_hear_two_organisations_and_a_third_step_lets_it_in(town):
    writes, hears, decides = (administrator(town) for _ in range(3))
    writes.post("/team/associations/", {"name": "Les Voisins", "number": NUMBER})
    asked = Vetting.objects.get()
    page = f"/team/associations/{asked.pk}/"

    decides.post(page, {"deed": "let_in"})
    asked.refresh_from_db()
    assert asked.let_in_at is None
    hears.post(page, {"name": "Maison de quartier"})
    told = hears.post(page, {"name": "École du parc"}, follow=True).text
    assert "two colleagues" in told
    decides.post(page, {"name": "École du parc"})
    writes.post(page, {"deed": "let_in"})
    asked.refresh_from_db()
    assert asked.let_in_at is None
    decides.post(page, {"deed": "let_in"})

    asked.refresh_from_db()
    assert asked.let_in_at is not None and asked.organisation.on_probation
    assert Membership.objects.filter(organisation=asked.organisation).count() == 1
    assert Entry.objects.filter(word="territory.association_let_in").exists()


def test_the_rows_refuse_what_the_program_would_let_through(town, monkeypatch):
    """The twin: the rule switched off, the database still asks for two vouches."""
    monkeypatch.setattr(rules, "may_be_let_in", lambda *_, **__: True)

    with pytest.raises(DatabaseError, match="nobody_comes_in_before_two"), transaction.atomic():
        vetting.let_in(brought(town), at_work(town), town)


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_with_rule_and_rows_switched_off_nobody_has_to_vouch():
    """The twin: the same statement, refused, lets it in once the guard of the rows is off too."""
    town = OrganisationFactory(platform=PlatformFactory())
    with transaction_within(scope_of(town)):
        asked = brought(town)
    let_in = (
        "UPDATE territory_vetting SET let_in_at = now(), let_in_by = asked_by + 1 WHERE id = %s"
    )

    with as_owner(town) as owner:
        assert "nobody_comes_in_before_two" in owner.refused(let_in, asked.pk)
        owner.does("ALTER TABLE territory_vetting DISABLE TRIGGER two_vouched")
        assert owner.does(let_in, asked.pk) == 1


def test_probation_lasts_three_months_and_somebody_ends_it(town):
    asked = vouched(town)
    vetting.let_in(asked, at_work(town), town)
    with pytest.raises(NotAllowed, match="too_soon"):
        vetting.settle(asked, 1, town)

    Vetting.objects.filter(pk=asked.pk).update(let_in_at=timezone.now() - timedelta(days=91))
    vetting.settle(asked, 1, town)

    assert not Organisation.objects.get(pk=asked.organisation_id).on_probation


def test_who_is_sent_away_works_for_it_no_more(town):
    asked = vouched(town)
    vetting.let_in(asked, at_work(town), town)

    vetting.end(asked, 1, town)

    assert not Membership.objects.in_force().filter(organisation=asked.organisation).exists()
    with pytest.raises(NotAllowed, match="ended"):
        vetting.settle(asked, 1, town)


def test_a_vouch_is_not_rewritten(town):
    asked = vouched(town)

    with pytest.raises(DatabaseError), transaction.atomic():
        Vouch.objects.filter(vetting=asked).update(name="Somebody else")


def opened(town, *, on_probation: bool):
    Organisation.objects.filter(pk=town.pk).update(on_probation=on_probation)
    case = CaseFactory(organisation=town)
    client = Client(headers={"accept-language": "en"})
    client.force_login(MembershipFactory(organisation=town, role=Role.COORDINATOR).account)
    return case, client.get(f"/cases/{case.reference}/")


def test_on_probation_no_file_of_a_person_opens(town):
    _case, response = opened(town, on_probation=True)

    assert response.status_code == 403
    assert "Your organisation is new here" in response.text


def test_the_same_page_opens_once_the_probation_is_over(town):
    """The twin: nothing but the probation stands between her and the file."""
    _case, response = opened(town, on_probation=False)

    assert response.status_code == 200


def test_others_than_the_administrators_of_the_platform_cannot_tell_that_it_exists(town):
    asked = brought(town)
    client = Client()
    for role in set(Role) - {Role.ADMINISTRATOR}:
        client.force_login(MembershipFactory(organisation=town, role=role).account)
        assert client.get("/team/associations/").status_code == 404
        assert client.get(f"/team/associations/{asked.pk}/").status_code == 404
    elsewhere = OrganisationFactory(platform=PlatformFactory())
    client.force_login(MembershipFactory(organisation=elsewhere, role=Role.ADMINISTRATOR).account)
    assert client.get(f"/team/associations/{asked.pk}/").status_code == 404
