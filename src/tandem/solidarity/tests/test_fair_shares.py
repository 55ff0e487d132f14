"""Law 6: nobody has a second help while somebody who could be helped has had none."""

import pytest
from django.utils import timezone

from tandem.register.models import Run
from tandem.solidarity import arranging, following_up
from tandem.solidarity.choices import ProposalState, Side, Went
from tandem.solidarity.models import Arrangement, Proposal
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, propose
from tandem.tenancy.scope import within
from tandem.territory.queries import coordinating
from tests.factories import AgreementFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns():
    here, there = OrganisationFactory(), OrganisationFactory()
    AgreementFactory(one=here, other=there)
    return here, there


def proposed(need):
    with within(scope_of(need.organisation)):
        row = Proposal.objects.filter(need=need, state=ProposalState.OPEN).first()
    return row.offer_key if row else None


def follow(*proposals, took_place=True):
    """A coordinator follows what was proposed, and the volunteer comes."""
    for proposal in proposals:
        if proposal.offer_key is None:
            continue
        with within(coordinating(proposal.organisation, timezone.localdate())):
            arrangement = arranging.agree(arranging.accept_proposal(proposal))
            if took_place:
                following_up.say_how_it_went(arrangement, Side.ASKER, Went.WELL)


def test_who_had_a_help_waits_until_the_others_have_had_one(towns):
    here, _there = towns
    helped, other = PersonFactory(organisation=here), PersonFactory(organisation=here)
    OfferFactory(organisation=here, capacity=1)
    NeedFactory(organisation=here, person=helped)
    follow(*propose(here))

    again = NeedFactory(organisation=here, person=helped)
    first = NeedFactory(organisation=here, person=other)
    propose(here)

    assert proposed(first) is not None
    assert proposed(again) is None


def test_shares_are_fair_across_the_communes_that_share_the_pool(towns):
    here, there = towns
    helped = PersonFactory(organisation=here)
    offer = OfferFactory(organisation=here, capacity=1)
    NeedFactory(organisation=here, person=helped)
    follow(*propose(here, there))

    again = NeedFactory(organisation=here, person=helped)
    neighbours = NeedFactory(organisation=there)
    propose(here, there)
    propose(there, here)

    assert proposed(again) is None
    assert proposed(neighbours) == offer.key


def test_both_communes_come_to_the_same_result(towns):
    here, there = towns
    for organisation in towns:
        for _ in range(3):
            NeedFactory(organisation=organisation)
        OfferFactory(organisation=organisation, capacity=2)
    propose(here, there)
    propose(there, here)

    with within(scope_of(*towns)):
        one, other = Run.objects.order_by("pk")
        offers = list(Proposal.objects.filter(offer_key__isnull=False))

    assert one.question == other.question
    assert one.answer == other.answer
    assert len(offers) == 4


def test_a_vital_need_comes_before_a_first_help(towns):
    here, _there = towns
    helped = PersonFactory(organisation=here)
    OfferFactory(organisation=here, capacity=1)
    NeedFactory(organisation=here, person=helped)
    follow(*propose(here))

    vital = NeedFactory(organisation=here, person=helped, vital=True)
    first = NeedFactory(organisation=here)
    propose(here)

    assert proposed(vital) is not None
    assert proposed(first) is None


def test_many_weeks_give_everybody_a_first_before_anybody_a_second(towns):
    here, there = towns
    persons = [PersonFactory(organisation=town) for town in towns for _ in range(4)]
    for person in persons:
        for _ in range(2):
            NeedFactory(organisation=person.organisation, person=person)
    OfferFactory(organisation=here, capacity=3)
    OfferFactory(organisation=there, capacity=5)

    for town, other in (towns, towns[::-1]):
        follow(*propose(town, other), took_place=False)

    with within(scope_of(*towns)):
        helped = list(Arrangement.objects.values_list("need__person", flat=True))

    assert len(helped) == len(set(helped)) == len(persons)
