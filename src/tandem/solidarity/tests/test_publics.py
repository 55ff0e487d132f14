"""Volunteers, as those to whom a message to many may go."""

import pytest

from tandem.people import actions
from tandem.solidarity.choices import OfferState
from tandem.solidarity.models import Offer
from tandem.solidarity.publics import Volunteers
from tandem.solidarity.tests.factories import OfferFactory
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db
THURSDAY_MORNING, FRIDAY_MORNING = 9, 12


@pytest.fixture
def hall():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


def free(hall, *half_days, **facts):
    return OfferFactory(organisation=hall, half_days=half_days, **facts)


def test_those_free_on_thursday_are_meant(hall):
    free(hall, FRIDAY_MORNING)
    thursday = free(hall, THURSDAY_MORNING, FRIDAY_MORNING)

    found = Volunteers({"half_days": [str(THURSDAY_MORNING)]}).persons()

    assert [one.pk for one in found] == [thursday.person_id]


def test_without_a_moment_all_are_meant_but_nobody_who_left(hall):
    stays, leaves = free(hall, FRIDAY_MORNING), free(hall, FRIDAY_MORNING)
    Offer.objects.filter(pk=leaves.pk).update(state=OfferState.LEFT)

    assert [one.pk for one in Volunteers({}).persons()] == [stays.person_id]


def test_whose_records_were_joined_is_told_once(hall):
    offer = free(hall, FRIDAY_MORNING)
    kept = PersonFactory(organisation=hall)
    actions.merge(offer.person, kept)

    assert [one.pk for one in Volunteers({}).persons()] == [kept.pk]
