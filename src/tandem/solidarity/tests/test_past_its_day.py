"""A help whose moment has come: no yes is taken any more, and nobody calls it off by leaving."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.outbox.models import Message
from tandem.solidarity import answers_by_text, arranging, following_up
from tandem.solidarity.choices import ArrangementState, NeedState, OfferState
from tandem.solidarity.jobs import follow_up_for
from tandem.solidarity.models import Arrangement, Need
from tandem.solidarity.tests.factories import (
    NeedFactory,
    OfferFactory,
    ask,
    member,
    volunteer,
)
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
TOO_LATE = "nobody expects you for it any more"
SECRETS = ("Odette", "0450 11 22 33", "Tilleuls")


@pytest.fixture
def town():
    return OrganisationFactory()


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def moved_to(arrangement, days):
    """As if it had been for a day so many days from now; a half-day keeps its part of the day."""
    day = timezone.localdate() + timedelta(days=days)
    with within(scope_of(arrangement.organisation)):
        Arrangement.objects.filter(pk=arrangement.pk).update(day=day)
        arrangement.refresh_from_db()
    return arrangement


def fresh(row):
    with within(scope_of(row.organisation)):
        return type(row).objects.get(pk=row.pk)


def by_account(client, asked):
    page = reverse("solidarity:own_task", args=[asked.key])
    return client.post(f"{page}answer/", {"answer": "yes"}, follow=True).text


def by_link(client, asked):
    with within(scope_of(asked.organisation)):
        link = Message.objects.get(kind="asked").text.link
    return client.post(f"{link}answer/", {"answer": "yes"}, follow=True).text


def by_text(client, asked):
    with override("en"):
        said = answers_by_text.take(
            answers_by_text.Answer(yes=True, reference=asked.reference), "0470445566"
        )
    return said or ""


def by_operator(client, asked):
    member(client, asked.organisation)
    with within(scope_of(asked.organisation)):
        need = Need.objects.get(pk=asked.need_id)
    page = reverse("solidarity:answered", args=[need.key, asked.key])
    return client.post(page, {"answer": "yes"}, follow=True).text


@pytest.mark.parametrize("door", [by_account, by_link, by_text, by_operator])
@pytest.mark.parametrize(("days", "taken"), [(-1, False), (2, True)])
def test_a_yes_for_a_past_day_is_taken_by_no_door(client, town, door, days, taken):
    offer = volunteer(client, organisation=town)
    if door is by_text:
        offer = OfferFactory(organisation=town)
    asked = moved_to(ask(NeedFactory(organisation=town), offer), days)

    said = door(client, asked)

    assert (TOO_LATE in said) != taken
    assert (fresh(asked).state == ArrangementState.AGREED) == taken
    if not taken:
        assert not any(secret in said for secret in SECRETS) or door is by_operator
        with within(scope_of(town)):
            assert not Message.objects.filter(kind="introduction").exists()


def test_a_past_question_is_no_longer_put(client, town):
    asked = ask(NeedFactory(organisation=town), volunteer(client, organisation=town))
    page = reverse("solidarity:own_task", args=[asked.key])
    before = client.get(page).text

    moved_to(asked, -1)

    assert "Yes, I come" in before
    assert "Yes, I come" not in client.get(page).text
    assert "Waits for your answer" not in client.get(reverse("solidarity:mine")).text


def test_who_leaves_calls_off_only_what_is_still_to_come(town):
    offer = OfferFactory(organisation=town)
    needs = [NeedFactory(organisation=town) for _ in range(2)]
    past, ahead = (ask(need, offer, at) for need, at in zip(needs, (4, 7), strict=True))
    with within(scope_of(town)):
        past, ahead = arranging.agree(past), arranging.agree(ahead)
        Case.objects.filter(pk=needs[0].case_id).update(state=State.ANSWERED, reason=Reason.COMING)
    moved_to(past, -1)

    with within(scope_of(town)):
        expected = following_up.promises_of(offer)
        called_off = following_up.leave(offer)
        told = list(Message.objects.filter(kind="change").values_list("person", flat=True))
        case = Case.objects.get(pk=needs[0].case_id)
    follow_up_for(town, timezone.now())

    assert expected == called_off == 1
    assert told == [needs[1].person_id]
    assert (fresh(past).state, fresh(ahead).state) == ("agreed", "cancelled")
    assert (case.state, fresh(needs[0]).state) == (State.ANSWERED, NeedState.ARRANGED)
    assert fresh(offer).state == OfferState.LEFT
    with within(scope_of(town)):
        asked = Message.objects.filter(kind="question").values_list("person", flat=True)
        assert set(asked) == {needs[0].person_id, offer.person_id}
