"""Whoever is helped every week keeps her helper, unless one of the two wishes otherwise."""

import pytest
from django.utils import timezone

from tandem.solidarity import arranging, following_up
from tandem.solidarity.choices import ArrangementState, HowOften, Side, Went
from tandem.solidarity.models import Arrangement, Refusal
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, propose
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    organisation = OrganisationFactory()
    with within(scope_of(organisation)):
        yield organisation


def came(need, offer, went=Went.WELL, **said):
    """The volunteer came, on a day that is over, and the person says how it went."""
    task = arranging.agree(ask(need, offer))
    Arrangement.objects.filter(pk=task.pk).update(day=timezone.localdate())
    return following_up.say_how_it_went(task, Side.ASKER, went, **said)


@pytest.fixture
def weekly(town):
    return NeedFactory(organisation=town, how_often=HowOften.WEEKLY)


@pytest.fixture
def usual(town, weekly):
    """Prefers other kinds of help, so nobody would be sent for the cost alone."""
    offer = OfferFactory(organisation=town, likes=[])
    came(weekly, offer)
    return offer


@pytest.fixture
def cheaper(town, usual):
    return OfferFactory(organisation=town)


def test_the_same_helper_is_proposed_again_and_it_is_said_why(town, usual, cheaper):
    (proposal,) = propose(town)

    assert proposal.offer_key == usual.key
    assert "usual_helper" in [reason["code"] for reason in proposal.reasons]
    told = {other["offer"]: other["reason"]["code"] for other in proposal.others}
    assert told[str(cheaper.key)] == "not_the_usual_helper"


def test_a_single_need_has_no_usual_helper(town):
    once = NeedFactory(organisation=town)
    disliking = OfferFactory(organisation=town, likes=[])
    came(once, disliking, went=Went.BADLY)
    following_up.look_at_feedback(once, following_up.Settled.AGAIN)
    cheaper = OfferFactory(organisation=town)

    (proposal,) = propose(town)

    assert proposal.offer_key == cheaper.key


def test_where_it_went_badly_somebody_else_may_come(town, weekly, usual, cheaper):
    came(weekly, usual, went=Went.BADLY)

    (proposal,) = propose(town)

    assert proposal.offer_key == cheaper.key


def test_who_would_rather_meet_somebody_else_does(town, weekly, usual, cheaper):
    came(weekly, usual, rather_somebody_else=True)

    (proposal,) = propose(town)

    assert proposal.offer_key == cheaper.key


def test_who_could_not_come_one_week_is_the_helper_again_the_next(town, weekly, usual, cheaper):
    came(weekly, usual)
    task = arranging.agree(ask(weekly, usual))
    arranging.cancel(task, by=Side.HELPER)
    assert task.state == ArrangementState.AGREED
    (this_week,) = propose(town)
    assert this_week.offer_key == cheaper.key

    came(weekly, cheaper)

    (next_week,) = propose(town)
    assert next_week.offer_key == usual.key
    assert not Refusal.objects.filter(need=weekly, offer=usual).exists()
