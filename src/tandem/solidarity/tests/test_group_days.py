"""A company day, a school class: many at once, in as few half-days as they come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tandem.outbox.models import Message
from tandem.outbox.text import opened
from tandem.solidarity import arranging, following_up, jobs
from tandem.solidarity.actions import offer_help
from tandem.solidarity.choices import ArrangementState, Contact, Group, NeedState, Side, Skill, Went
from tandem.solidarity.models import Arrangement, Offer, Proposal
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, member, propose
from tandem.tenancy.scope import within
from tests.factories import CaseFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
MONDAY, THURSDAY = 0, 10


@pytest.fixture
def town():
    organisation = OrganisationFactory()
    with within(scope_of(organisation)):
        yield organisation


def company(town, people=25, outings=1, **facts) -> Offer:
    facts = {"organisation": town, "group": Group.COMPANY, "group_name": "Bakery Zon", **facts}
    return OfferFactory(at_once=people, capacity=people * outings, outings=outings, **facts)


def project(town, hands, half_days=(THURSDAY,), **facts):
    return NeedFactory(organisation=town, hands=hands, half_days=half_days, **facts)


def accepted(town) -> list[Arrangement]:
    return [arranging.accept_proposal(row) for row in propose(town) if row.offer_key is not None]


def told(offer) -> str:
    return "\n".join(opened(Message.objects.filter(person=offer.person).latest("pk")).paragraphs)


def test_twenty_five_who_come_once_do_twenty_five_tasks(town):
    case = CaseFactory(organisation=town, service="offer-help")
    answers = {
        "where": {"postal_code": "1030"}, "skills": [Skill.ERRANDS], "more": False, "when": (THURSDAY,),
        "far": "5000", "capacity": 1, "languages": ["fr"], "group": Group.COMPANY,
        "group_name": "Bakery Zon", "group_size": 25,
    }  # fmt: skip

    offer_help(answers, case=case)

    offer = Offer.objects.get(case=case)
    assert (offer.capacity, offer.at_once, offer.outings) == (25, 25, 1)


def test_the_hands_are_shared_fairly_among_projects_and_persons(town):
    company(town, people=7)
    large, small = project(town, 20), project(town, 3)
    alone = project(town, 1)

    rows = {row.need_id: row for row in propose(town)}

    assert {rows[one.pk].hands for one in (large, small)} == {3}
    assert rows[alone.pk].hands == 1


def test_a_group_is_asked_once_and_answers_for_all(town):
    offer, need = company(town), project(town, 5, contact=Contact.PASSED_ON)
    offer.person.language = "en"
    offer.person.save(update_fields=["language"])
    [asked] = accepted(town)

    assert Message.objects.filter(person=offer.person).count() == 1
    assert "persons: 5" in told(offer)
    assert Arrangement.objects.in_force().filter(need=need).count() == 5
    need.refresh_from_db()
    assert need.state == NeedState.ASKED

    arranging.agree(asked)
    assert set(Arrangement.objects.values_list("state", flat=True)) == {ArrangementState.AGREED}
    assert "persons: 5" in told(offer)
    assert following_up.promises_of(offer) == 1


def test_a_no_frees_every_seat_and_hand(town):
    need = project(town, 5)
    company(town)
    [asked] = accepted(town)

    arranging.decline(asked)

    assert not Arrangement.objects.in_force().exists()
    need.refresh_from_db()
    assert need.state == NeedState.OPEN


def test_it_took_place_for_all_and_is_told_once(town):
    need = project(town, 5)
    company(town)
    [asked] = accepted(town)
    asked = arranging.agree(asked)
    following_up.say_how_it_went(asked, Side.ASKER, Went.WELL)

    assert set(Arrangement.objects.values_list("state", flat=True)) == {ArrangementState.DONE}
    need.refresh_from_db()
    assert need.state == NeedState.DONE


def test_a_group_that_comes_once_is_not_spread_over_the_week(town):
    company(town, people=10)
    for _one in range(2):
        project(town, 1, half_days=(MONDAY,))
    for _one in range(3):
        project(town, 1, half_days=(THURSDAY,))

    found = [row for row in propose(town) if row.offer_key is not None]

    assert {row.half_day for row in found} == {THURSDAY}
    assert len(found) == 3


def test_where_it_comes_already_it_comes_again(town):
    company(town, people=10)
    project(town, 1, half_days=(MONDAY,))
    accepted(town)
    for _one in range(3):
        project(town, 1, half_days=(THURSDAY,))
    also = project(town, 2, half_days=(MONDAY,))

    found = {row.need_id: row for row in propose(town) if row.offer_key is not None}

    assert set(found) == {also.pk}
    assert found[also.pk].hands == 2


def test_called_off_a_group_is_told_once(town):
    offer, need = company(town), project(town, 5)
    accepted(town)
    before = Message.objects.filter(person=offer.person).count()

    arranging.call_off(need)

    assert Message.objects.filter(person=offer.person).count() == before + 1
    assert not Arrangement.objects.in_force().exists()


def test_silence_is_followed_up_once(town):
    offer = company(town)
    project(town, 5)
    [asked] = accepted(town)
    long_ago = timezone.now() - timedelta(days=3)
    Arrangement.objects.update(asked_at=long_ago)

    jobs.follow_up_for(town, timezone.now())

    assert Message.objects.filter(person=offer.person).count() == 2
    asked.refresh_from_db()
    assert asked.reminded_at is not None


def test_the_page_says_with_how_many(client, town):
    company(town)
    need = project(town, 5)
    propose(town)
    member(client, town)

    said = client.get(f"/solidarity/needs/{need.key}/", HTTP_ACCEPT_LANGUAGE="en").text

    assert "Bakery Zon (persons: 5)" in said
    assert Proposal.objects.get(need=need).hands == 5
