"""The reasons are the same on every page and in the letter, and what they say is so."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from engines import pairing
from engines.pairing.exchange import answer_from_json, question_from_json
from tandem.register.models import Run
from tandem.solidarity import explaining
from tandem.solidarity.models import Need
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, member, propose
from tandem.tenancy.scope import within
from tandem.toolbox.half_days import to_bits
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    made = OrganisationFactory(area__postal_code="1030")
    with within(scope_of(made)), override("en"):
        yield made


def test_the_person_hears_what_binds_with_numbers_and_what_would_change_it(town):
    need = NeedFactory(organisation=town, half_days=(4,))
    OfferFactory(organisation=town, half_days=(7,))
    propose(town)

    told = explaining.for_the_person(need)

    assert told == [
        "Whoever could come is not free at these moments.",
        "This is so for 1 volunteer.",
        "A volunteer could come if this moment suited too: Wednesday afternoon.",
    ]
    # Apply what is suggested, and she is served.
    Need.objects.filter(pk=need.pk).update(half_days=to_bits([4, 7]))
    assert propose(town)[0].offer_key is not None


def test_the_letter_and_the_operator_say_the_same(town, client):
    need = NeedFactory(organisation=town, languages=["so"])
    OfferFactory(organisation=town)
    propose(town)
    member(client, town)
    client.cookies["language"] = "en"

    operator = client.get(reverse("cases:case", args=[need.case.reference])).text
    letter = client.get(reverse("solidarity:nobody", args=[need.key])).text

    for one in explaining.for_the_person(need):
        assert one in operator
    with override(need.case.language):
        for one in explaining.for_the_person(need):
            assert one.replace("’", "&#x27;") in letter or one in letter


def test_that_somebody_refused_is_not_told_to_the_person(town):
    need = NeedFactory(organisation=town)
    OfferFactory(organisation=town, person=need.person)
    propose(town)

    assert explaining.for_the_person(need) == []


def test_why_not_her_tells_who_would_have_nobody(town, client):
    offer = OfferFactory(organisation=town, capacity=1, half_days=(4,))
    needs = [NeedFactory(organisation=town, half_days=(4,), vital=vital) for vital in (True, False)]
    propose(town)
    member(client, town)
    client.cookies["language"] = "en"

    told = client.get(reverse("solidarity:why_not", args=[needs[1].key, offer.key])).text

    assert "1 vital need would not be served." in told
    assert "Who would have nobody then" in told
    assert reverse("solidarity:need", args=[needs[0].key]) in told


def test_why_not_her_is_what_solving_again_says(town):
    far = OfferFactory(organisation=town, east=9_000, north=0)
    need = NeedFactory(organisation=town, east=0, north=0)
    OfferFactory(organisation=town, east=500, north=0)
    propose(town)
    run = Run.objects.get()
    question = question_from_json(run.question)
    exact = pairing.instead(question, answer_from_json(run.answer), str(need.key), str(far.key))

    told = explaining.why_not(need, far)

    assert exact.points == 850
    assert f"{exact.points} points more" in " ".join(told.sentences)
    assert told.loses == []


def test_a_volunteer_who_came_after_the_run_is_said_to_be_new(town):
    need = NeedFactory(organisation=town)
    propose(town)

    assert explaining.why_not(need, OfferFactory(organisation=town)).too_new
