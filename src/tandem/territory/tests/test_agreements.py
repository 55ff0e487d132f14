from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tandem.tenancy.scope import Scope, within
from tandem.territory import actions
from tandem.territory.choices import Role
from tandem.territory.errors import NotAllowed
from tandem.territory.standing import standing_of
from tests.factories import MembershipFactory, OrganisationFactory, scope_of


@pytest.fixture
def towns(db):
    ours, theirs = OrganisationFactory.create_batch(2)
    with within(scope_of(ours, theirs)):
        yield ours, theirs


def a_year_from_now():
    return timezone.localdate() + timedelta(days=365)


def sees(coordinator, town) -> bool:
    scope = standing_of(coordinator.account_id, timezone.localdate()).scope or Scope()
    return town.area_id in scope.may_read and town.pk in scope.organisations


def test_a_proposal_alone_opens_nothing(towns):
    ours, theirs = towns
    coordinator = MembershipFactory(organisation=ours)

    actions.propose_agreement(ours, theirs, a_year_from_now())

    assert not sees(coordinator, theirs)


def test_signed_by_the_other_side_it_opens_both_to_read_only(towns):
    ours, theirs = towns
    here, there = MembershipFactory(organisation=ours), MembershipFactory(organisation=theirs)

    actions.sign_agreement(actions.propose_agreement(ours, theirs, a_year_from_now()), theirs)

    assert sees(here, theirs)
    assert sees(there, ours)
    scope = standing_of(here.account_id, timezone.localdate()).scope
    assert scope.may_write == {ours.area_id}


def test_it_opens_to_coordinators_only(towns):
    ours, theirs = towns
    officer = MembershipFactory(organisation=ours, role=Role.OFFICER)

    actions.sign_agreement(actions.propose_agreement(ours, theirs, a_year_from_now()), theirs)

    assert not sees(officer, theirs)


def test_nobody_signs_her_own_proposal(towns):
    ours, theirs = towns
    agreement = actions.propose_agreement(ours, theirs, a_year_from_now())

    with pytest.raises(NotAllowed, match="not_yours_to_sign"):
        actions.sign_agreement(agreement, ours)
    with pytest.raises(NotAllowed, match="not_yours_to_sign"):
        actions.sign_agreement(agreement, OrganisationFactory())


def test_it_ends_by_itself(towns):
    ours, theirs = towns
    coordinator = MembershipFactory(organisation=ours)
    actions.sign_agreement(actions.propose_agreement(ours, theirs, a_year_from_now()), theirs)

    with time_machine.travel(timezone.now() + timedelta(days=366)):
        assert not sees(coordinator, theirs)


def test_either_side_ends_it_at_once(towns):
    ours, theirs = towns
    coordinator = MembershipFactory(organisation=ours)
    agreement = actions.propose_agreement(ours, theirs, a_year_from_now())
    actions.sign_agreement(agreement, theirs)

    actions.end_agreement(agreement, ours)

    assert not sees(coordinator, theirs)


def test_a_proposal_does_not_replace_what_is_in_force(towns):
    ours, theirs = towns
    agreement = actions.propose_agreement(ours, theirs, a_year_from_now())
    actions.sign_agreement(agreement, theirs)

    with pytest.raises(NotAllowed, match="in_force"):
        actions.propose_agreement(theirs, ours, a_year_from_now())


def test_after_an_end_both_have_to_agree_anew(towns):
    ours, theirs = towns
    coordinator = MembershipFactory(organisation=ours)
    agreement = actions.propose_agreement(ours, theirs, a_year_from_now())
    actions.sign_agreement(agreement, theirs)
    actions.end_agreement(agreement, theirs)

    again = actions.propose_agreement(theirs, ours, a_year_from_now())

    assert again.pk == agreement.pk
    assert not sees(coordinator, theirs)


@pytest.mark.parametrize("days", [0, -1, 4000])
def test_a_term_lies_ahead_and_is_not_for_ever(towns, days):
    with pytest.raises(NotAllowed, match="term"):
        actions.propose_agreement(*towns, timezone.localdate() + timedelta(days=days))


def test_nobody_agrees_with_itself(towns):
    with pytest.raises(NotAllowed, match="with_itself"):
        actions.propose_agreement(towns[0], towns[0], a_year_from_now())
