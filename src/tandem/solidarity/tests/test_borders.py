from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tandem.journal.models import Entry
from tandem.outbox.models import Message
from tandem.solidarity import arranging, engine
from tandem.solidarity.jobs import follow_up_for
from tandem.solidarity.models import Arrangement, Proposal
from tandem.solidarity.tests.factories import (
    WORDS,
    NeedFactory,
    OfferFactory,
    ask,
    member,
    propose,
)
from tandem.tenancy.scope import within
from tandem.territory.models import Agreement
from tandem.territory.queries import coordinating
from tests.factories import AgreementFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns():
    here, there = OrganisationFactory(), OrganisationFactory()
    AgreementFactory(one=here, other=there)
    return here, there


def test_without_an_agreement_nothing_is_shared():
    here, there = OrganisationFactory(), OrganisationFactory()
    NeedFactory(organisation=here)
    OfferFactory(organisation=there)

    with within(coordinating(here, timezone.localdate())):
        pool = engine.read_pool(timezone.localdate())

    assert (len(pool.needs), len(pool.offers)) == (1, 0)


def test_a_neighbours_volunteer_is_proposed_and_asked_by_his_own_commune(towns):
    here, there = towns
    NeedFactory(organisation=here)
    offer = OfferFactory(organisation=there)
    (proposal,) = propose(here, there)

    with within(coordinating(here, timezone.localdate())):
        arranging.accept_proposal(proposal)

    assert proposal.offer_key == offer.key
    with within(scope_of(there)):
        assert Message.objects.get().person == offer.person
    with within(scope_of(here)):
        assert not Message.objects.exists()
        assert Arrangement.objects.get().organisation == here


def test_the_neighbour_sees_neither_words_nor_proposal_nor_who_asks(towns, client):
    here, there = towns
    need = NeedFactory(organisation=here)
    OfferFactory(organisation=there)
    propose(here, there)
    member(client, there)

    page = client.get("/solidarity/board/", {"whose": "all", "view": "all"}).text

    assert here.area.name in page
    assert not any(said in page for said in (WORDS, "Odette", need.case.shown_reference))
    for name in ("need", "choose", "nobody", "withdraw", "refuse"):
        assert client.get(reverse(f"solidarity:{name}", args=[need.key])).status_code == 404
    with within(coordinating(there, timezone.localdate())):
        assert not Proposal.objects.exists()


def test_a_neighbours_volunteer_cannot_be_opened(towns, client):
    here, there = towns
    offer = OfferFactory(organisation=there)
    member(client, here)

    assert client.get(reverse("solidarity:offer", args=[offer.key])).status_code == 404
    assert client.post(reverse("solidarity:leave", args=[offer.key])).status_code == 404
    with within(scope_of(there)):
        assert not Entry.objects.looks().exists()


def test_reminders_reach_a_neighbours_volunteer_after_the_agreement_ended(towns):
    here, there = towns
    arrangement = ask(NeedFactory(organisation=here), OfferFactory(organisation=there))
    with within(scope_of(here)):
        arranging.agree(arrangement)
        Arrangement.objects.update(day=timezone.localdate() + timedelta(days=1))
    Agreement.objects.all().delete()

    follow_up_for(here, timezone.now())

    with within(scope_of(there)):
        assert Message.objects.filter(kind="reminder").exists()


def test_the_introduction_is_made_by_the_commune_that_received_the_request(towns):
    here, there = towns
    need, offer = NeedFactory(organisation=here), OfferFactory(organisation=there)
    arrangement = ask(need, offer)

    with within(scope_of(here)):
        arranging.agree(arrangement)

    with within(scope_of(there)):
        looks = Entry.objects.looks().about(offer.person.key)
        told = Message.objects.get(kind="introduction").text
        assert looks.exists()
    assert "Odette" in " ".join(told.paragraphs)
