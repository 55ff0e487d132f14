"""Why two are not brought together is told as it was, and what was noted for one time is taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.journal.models import Entry
from tandem.solidarity import arranging, refusing
from tandem.solidarity.choices import RefusedBecause, Side
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Offer, Refusal
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, member, propose
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
NO_NO = "said no to each other"


@pytest.fixture
def town(client):
    made = OrganisationFactory()
    member(client, made)
    client.cookies["language"] = "en"
    with within(scope_of(made)):
        yield made


def refused(town, why, words=""):
    need, offer = NeedFactory(organisation=town), OfferFactory(organisation=town)
    (proposal,) = propose(town)
    arranging.refuse_proposal(proposal, why, words)
    return need, offer


def choosing(client, need):
    return client.get(f"/solidarity/needs/{need.key}/choose/").text


def test_what_is_proposed_is_counted_by_hand_as_the_proposal_counts_it(client, town):
    needs = [NeedFactory(organisation=town, half_days=[one]) for one in (4, 7)]
    OfferFactory(organisation=town, capacity=3, half_days=[4, 7])
    propose(town)

    read = client.get(f"/solidarity/needs/{needs[0].key}/").text
    by_hand = choosing(client, needs[0])

    assert "has 2 tasks of at most 3 this week" in read
    assert "tasks this week: 0/3 (with what is proposed: 2/3)" in by_hand


def test_who_was_away_for_a_week_is_asked_again_once_a_colleague_takes_it_back(client, town):
    need, offer = refused(town, RefusedBecause.OTHER, "On leave this week")

    before = choosing(client, need)
    client.post(f"/solidarity/needs/{need.key}/choose/{offer.key}/take-back/")
    after = choosing(client, need)

    assert "A colleague did not follow this proposal: On leave this week." in before
    assert NO_NO not in before
    assert "Take it back" in before
    assert f"/choose/{offer.key}/" in after
    assert "Take it back" not in after
    assert [one.offer_key for one in propose(town)] == [offer.key]
    assert Entry.objects.filter(word="solidarity.refusal_taken_back").exists()


def test_what_holds_for_good_is_told_and_not_taken_back(client, town):
    need, offer = refused(town, RefusedBecause.PERSON_SAID_NO)

    page = choosing(client, need)

    assert "A colleague noted: The person prefers somebody else." in page
    assert "Take it back" not in page
    with pytest.raises(NotNow):
        refusing.take_back(need, offer)


@pytest.mark.parametrize(
    ("by", "told"),
    [
        (Side.HELPER, "The volunteer called it off:"),
        (Side.ASKER, "It did not suit the person:"),
        (None, "We called it off ourselves:"),
    ],
)
def test_the_page_tells_who_called_it_off_and_proposes_another(client, town, by, told):
    need, offer = NeedFactory(organisation=town), OfferFactory(organisation=town)
    arranging.cancel(arranging.agree(ask(need, offer)), by=by)

    assert [one.offer_key for one in propose(town)] == [None]
    page = client.get(f"/solidarity/needs/{need.key}/").text
    assert told in page
    assert ("The helper does not come" in page) == (by == Side.HELPER)
    assert told in choosing(client, need)


def test_a_group_that_called_off_is_told_to_have_done_so(client, town):
    """Who came with the first of it knows nothing of that."""
    need = NeedFactory(organisation=town, hands=2)
    OfferFactory(organisation=town, at_once=3)
    (proposal,) = propose(town)
    arranging.cancel(arranging.agree(arranging.accept_proposal(proposal)), by=Side.HELPER)

    assert need.arrangements.count() == 2
    assert "The volunteer called it off:" in choosing(client, need)


def test_the_page_asks_no_more_where_more_are_refused(client, town):
    need, *_offers = (
        NeedFactory(organisation=town),
        *OfferFactory.create_batch(6, organisation=town),
    )

    def refuses(times):
        for _each in range(times):
            (proposal,) = propose(town)
            arranging.refuse_proposal(proposal, RefusedBecause.OTHER, "On leave this week")

    def told_and_asked():
        with CaptureQueriesContext(connection) as queries:
            page = choosing(client, need)
        return page.count("On leave this week"), page.count("called it off"), len(queries)

    refuses(1)
    choosing(client, need)
    before = told_and_asked()
    refuses(3)
    gone = Offer.objects.exclude(pk__in=Refusal.objects.values("offer")).order_by("pk")[0]
    arranging.cancel(arranging.agree(ask(need, gone)), by=Side.HELPER)

    assert before[:2] == (1, 0)
    assert told_and_asked() == (4, 1, before[2])
