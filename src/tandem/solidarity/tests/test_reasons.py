"""The figures in a reason are those of the week, as people count them."""

import pytest
from django.utils.translation import override

from tandem.solidarity import wording
from tandem.solidarity.models import Proposal
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, propose
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)), override("en"):
        yield made


def reasons(need, code):
    row = Proposal.objects.get(need=need, state="open")
    said = [*row.reasons, *(other["reason"] for other in row.others)]
    return [wording.sentence(one, {}) for one in said if one["code"] == code]


def test_a_full_week_is_said_with_what_was_promised_and_what_was_offered(town):
    full = OfferFactory(organisation=town, capacity=2)
    for half_day in (3, 4):
        ask(NeedFactory(organisation=town), full, half_day=half_day)
    need = NeedFactory(organisation=town)

    propose(town)

    said = reasons(need, "already_at_capacity")
    assert set(said) == {"A volunteer already has 2 tasks of at most 2 this week."}


def test_with_this_one_more_is_counted_with_those_promised_before(town):
    busy = OfferFactory(organisation=town, capacity=3)
    ask(NeedFactory(organisation=town), busy, half_day=3)
    need = NeedFactory(organisation=town)

    propose(town)

    said = reasons(need, "tasks_of_offer")
    assert said == ["With this the volunteer has 2 tasks of at most 3 this week."]


def test_one_more_task_is_one_more_than_was_offered(town):
    full = OfferFactory(organisation=town, capacity=1)
    ask(NeedFactory(organisation=town), full, half_day=3)
    need = NeedFactory(organisation=town)

    propose(town)

    (said,) = reasons(need, "would_be_served_if_one_more_task")
    assert "by doing 2 tasks this week" in said
