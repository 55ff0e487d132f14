import pytest
from django.urls import reverse

from tandem.solidarity import jobs, recruiting
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, member, propose
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db


def test_whoever_is_missing_most_is_told_and_helps_as_many_as_is_told(client):
    town = OrganisationFactory(area__postal_code="1030")
    client.cookies["language"] = "en"
    with within(scope_of(town)):
        for _ in range(3):
            NeedFactory(organisation=town, languages=["ar"], half_days=(7,))
        propose(town)

        jobs.whom_to_look_for(town.pk)
        member(client, town)
        page = client.get(reverse("solidarity:look_for")).text
        [first] = recruiting.latest(town).lines
        OfferFactory(organisation=town, languages=["ar"], half_days=(7,), capacity=3, at_once=3)
        served = [one for one in propose(town) if one.offer_key]

    assert "3 volunteers: Shopping and errands, around 1030" in page
    assert "Wednesday afternoon, speaking Arabic" in page
    assert "3 needs more would be served, 3 of them a first help." in page
    assert first.title
    assert len(served) == 3
