"""Why two are not brought together is told as it was, and what was noted for one time is taken back."""

import pytest

from tandem.journal.models import Entry
from tandem.solidarity import arranging, refusing
from tandem.solidarity.choices import RefusedBecause, Side
from tandem.solidarity.errors import NotNow
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
