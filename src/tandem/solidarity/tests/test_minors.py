"""Abuse 15: a minor is never matched with one volunteer alone, as far as anybody knows that she is one.

The program knows a birth date, where one was told; a coordinator says so where none was.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from engines import pairing
from engines.pairing.tests.questions import questions
from tandem.solidarity import actions, arranging, engine, rules
from tandem.solidarity.choices import ASKED_FOR, Group, NeedState, Safeguard
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Need, Offer, Proposal
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, member, propose
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

TWO = Safeguard.TWO.value


@st.composite
def towns(draw):
    """Any question of the engine, some of its needs of minors, some of its offers of pairs."""
    question = draw(questions(offers=4, needs=5))
    minors = draw(st.sets(st.sampled_from([need.key for need in question.needs] or [""])))
    pairs = draw(st.sets(st.sampled_from([offer.key for offer in question.offers] or [""])))
    needs = tuple(
        replace(need, safeguards=need.safeguards | {TWO}) if need.key in minors else need
        for need in question.needs
    )
    offers = tuple(
        replace(offer, safeguards=offer.safeguards | {TWO}) if offer.key in pairs else offer
        for offer in question.offers
    )
    return replace(question, needs=needs, offers=offers), minors, pairs


@given(towns())
def test_no_minor_is_ever_paired_with_somebody_who_comes_alone(town):
    question, minors, pairs = town

    alone = [
        pair
        for pair in pairing.solve(question).pairs
        if pair.need in minors and pair.offer not in pairs
    ]

    assert alone == []


@pytest.fixture
def town(db):
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


def test_without_the_safeguard_the_minor_would_be_paired_with_one_alone(town):
    """The twin: the same need and the same volunteer, the safeguard left out."""
    alone = OfferFactory(organisation=town)
    need = NeedFactory(organisation=town, safeguards=[TWO])
    propose(town)
    assert Proposal.objects.get(need=need).offer_key is None
    assert engine.limits_broken(need, alone)

    Need.objects.filter(pk=need.pk).update(safeguards=[])
    propose(town)

    assert Proposal.objects.filter(need=need).order_by("pk").last().offer_key == alone.key


@pytest.mark.parametrize(("years", "minor"), [(17, True), (18, False), (70, False)])
def test_a_birth_date_that_was_told_says_so(years, minor):
    today = timezone.localdate()
    born = date(today.year - years, today.month, 1) - timedelta(days=0)

    held = actions._safeguards({"safeguards": [], "who": {"born_on": born.isoformat()}})

    assert held == ([TWO] if minor else [])
    assert actions._safeguards({"safeguards": None, "who": {}}) == []


def test_nobody_alone_is_checked_as_two_nor_by_the_rows(town):
    offer = OfferFactory(organisation=town)

    actions.check_safeguards(offer, [TWO, Safeguard.IDENTITY])

    offer.refresh_from_db()
    assert offer.safeguards == [Safeguard.IDENTITY]
    with pytest.raises(IntegrityError, match="nobody_alone_comes_as_two"), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(safeguards=[TWO])


def test_a_coordinator_says_so_and_nobody_alone_may_be_chosen_even_by_hand(client, town):
    alone = OfferFactory(organisation=town)
    pair = OfferFactory(organisation=town, group=Group.ASSOCIATION, at_once=2, safeguards=[TWO])
    need = NeedFactory(organisation=town)
    member(client, town)

    client.post(f"/solidarity/needs/{need.key}/minor/", {"minor": "yes"})

    need.refresh_from_db()
    assert need.safeguards == [TWO] and need.state == NeedState.OPEN
    with pytest.raises(NotNow, match="limit_broken"):
        arranging.choose_by_hand(need, alone, 0)
    assert arranging.choose_by_hand(need, pair, 0).offer_id == pair.pk


def test_nobody_is_asked_for_it_in_a_form():
    assert TWO not in dict(ASKED_FOR)
    assert rules.is_minor(None, timezone.localdate()) is False
