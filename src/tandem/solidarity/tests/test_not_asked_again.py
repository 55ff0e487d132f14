"""Who called off what he had promised is not proposed for that very half-day to somebody else."""

import pytest

from tandem.solidarity import arranging
from tandem.solidarity.choices import ArrangementState, Side
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, propose
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY = 4, 7


@pytest.fixture
def town():
    organisation = OrganisationFactory()
    with within(scope_of(organisation)):
        yield organisation


def called_off(town, *, by: Side | None, at_once: int = 1):
    offer = OfferFactory(
        half_days=[TUESDAY, WEDNESDAY], capacity=3, at_once=at_once, organisation=town
    )
    task = arranging.agree(ask(NeedFactory(half_days=[TUESDAY], organisation=town), offer, TUESDAY))
    arranging.cancel(task, by=by)
    return offer


def proposed(town, half_day: int):
    need = NeedFactory(half_days=[half_day], organisation=town)
    return next(row.offer_key for row in propose(town) if row.need_id == need.pk)


def test_what_the_helper_called_off_is_not_asked_of_him_again(town):
    offer = called_off(town, by=Side.HELPER)

    assert proposed(town, TUESDAY) is None
    assert proposed(town, WEDNESDAY) == offer.key


@pytest.mark.parametrize("by", [Side.ASKER, None])
def test_whose_help_was_not_wanted_any_more_is_free_for_others(town, by):
    offer = called_off(town, by=by)

    assert proposed(town, TUESDAY) == offer.key


@pytest.mark.parametrize("hands", [1, 2, 3])
def test_a_group_that_called_off_is_not_asked_again_for_that_moment(town, hands):
    """Of those who came with the first no row says who called it off."""
    offer = OfferFactory(half_days=[TUESDAY, WEDNESDAY], capacity=6, at_once=3, organisation=town)
    need = NeedFactory(half_days=[TUESDAY], hands=hands, organisation=town)
    (proposal,) = propose(town)
    task = arranging.agree(arranging.accept_proposal(proposal))
    arranging.cancel(task, by=Side.HELPER)

    assert need.arrangements.count() == hands
    assert proposed(town, TUESDAY) is None
    assert proposed(town, WEDNESDAY) == offer.key


def test_a_group_that_called_off_one_of_several_still_does_the_others(town):
    offer = called_off(town, by=Side.HELPER, at_once=2)
    other = NeedFactory(half_days=[WEDNESDAY], organisation=town)
    task = arranging.agree(ask(other, offer, WEDNESDAY))

    assert (task.state, proposed(town, WEDNESDAY)) == (ArrangementState.AGREED, offer.key)
