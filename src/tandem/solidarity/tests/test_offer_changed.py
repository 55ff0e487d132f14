"""What she does and when is hers to change: by her account, with reference and word, or with a coordinator."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tandem.solidarity import presented, rules
from tandem.solidarity.choices import Group, Skill
from tandem.solidarity.models import Offer
from tandem.solidarity.offer_forms import OfferForm
from tandem.solidarity.tests.factories import OfferFactory, volunteer
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import (
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    open_session,
    scope_of,
)

pytestmark = pytest.mark.django_db
SAID = {
    "skills": ["meal", "dog_walk"],
    "more": "no",
    "when": ["1", "4"],
    "far": "2000",
    "capacity": "2",
    "languages": ["nl", "fr"],
}


@pytest.fixture
def town():
    return OrganisationFactory()


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def now(offer):
    with within(scope_of(offer.organisation)):
        row = Offer.objects.get(pk=offer.pk)
        return set(row.skills), set(row.likes), row.half_days


def her_account(client, town):
    offer = volunteer(client, organisation=town)
    return offer, reverse("solidarity:change_own", args=[offer.key])


def reference_and_word(client, town):
    person = PersonFactory(organisation=town)
    case = CaseFactory(organisation=town, person=person, service="offer-help")
    offer = OfferFactory(organisation=town, person=person, case=case)
    open_session(client, case)
    return offer, "/solidarity/yours/offer/change/"


def a_coordinator(client, town):
    offer = OfferFactory(organisation=town)
    client.force_login(MembershipFactory(organisation=town, role=Role.COORDINATOR).account)
    return offer, reverse("solidarity:offer_change", args=[offer.key])


@pytest.mark.parametrize("way", [her_account, reference_and_word, a_coordinator])
def test_what_and_when_are_changed(client, town, way):
    offer, page = way(client, town)

    asked = client.get(page)
    done = client.post(page, SAID)

    assert 'name="when"' in asked.text
    assert done.status_code == 302
    assert now(offer) == ({"meal", "dog_walk"}, {"meal", "dog_walk"}, 0b10010)


@pytest.mark.parametrize("way", [her_account, reference_and_word, a_coordinator])
def test_how_far_how_often_and_in_which_languages_are_changed(client, town, way):
    offer, page = way(client, town)

    asked = client.get(page).text
    client.post(page, SAID)

    assert 'name="far"' in asked
    assert 'name="group_size"' not in asked
    with within(scope_of(town)):
        row = Offer.objects.get(pk=offer.pk)
    assert (row.radius_m, row.capacity, row.at_once, row.outings) == (2000, 2, 1, None)
    assert row.languages == ["fr", "nl"]


def test_a_group_says_how_many_come_and_keeps_what_its_list_said(client, town):
    facts = {"group": Group.COMPANY, "at_once": 5, "capacity": 10, "outings": 2}
    offer = volunteer(client, organisation=town, radius_m=7500, languages=["lb"], **facts)
    page = reverse("solidarity:change_own", args=[offer.key])

    form = OfferForm(offer)
    kept = {**SAID, "far": "7500", "languages": ["lb"], "group_size": "8"}
    done = client.post(page, kept)

    assert (form.initial["capacity"], form.initial["group_size"]) == (2, 5)
    assert done.status_code == 302
    with within(scope_of(town)):
        row = Offer.objects.get(pk=offer.pk)
    assert (row.capacity, row.at_once, row.outings) == (16, 8, 2)
    assert (row.radius_m, row.languages) == (7500, ["lb"])


def test_nothing_ticked_changes_nothing_and_says_what_is_missing(client, town):
    offer, page = her_account(client, town)
    before = now(offer)

    answer = client.post(page, {"more": "yes"})

    assert answer.status_code == 422
    assert "Choose at least one moment of the week." in answer.text
    assert now(offer) == before


def test_nobody_changes_the_offer_of_another(client, town):
    other = OfferFactory(organisation=town)
    volunteer(client, organisation=town)

    page = reverse("solidarity:change_own", args=[other.key])
    assert client.post(page, SAID).status_code == 404


def test_she_reads_what_she_ticked_and_not_what_it_stands_for():
    offer = Offer(likes=[Skill.MEAL], skills=[Skill.MEAL, Skill.CALL, Skill.OWN_WORDS])

    with override("en"):
        assert presented.offered(offer) == "A meal, something else now and then"


def test_nobody_calls_off_what_is_past():
    today = timezone.localdate()

    assert rules.may_still_cancel(today, today)
    assert not rules.may_still_cancel(today - timedelta(days=1), today)
