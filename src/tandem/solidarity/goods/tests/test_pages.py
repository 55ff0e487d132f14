import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.journal.models import Entry
from tandem.people import protection
from tandem.solidarity import jobs
from tandem.solidarity.goods import actions
from tandem.solidarity.goods.choices import Otherwise, ParcelState, ShareOutState, Sort
from tandem.solidarity.goods.models import Gift, GoodsAsk, Parcel, ShareOut
from tandem.solidarity.goods.tests.factories import (
    WHERE,
    GiftFactory,
    GoodsAskFactory,
    decided,
    proposed,
)
from tandem.solidarity.queue import SHARE_OUT
from tandem.solidarity.tests.factories import member
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import OrganisationFactory, scope_of

ANSWERS = {
    "sort": Sort.BLANKETS, "quantity": 1, "heads": 1, "what": "", "vital": False,
    "comes": "fetches", "group_name": "", "program": True, "where": {"postal_code": "1030"},
}  # fmt: skip
pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town():
    return OrganisationFactory()


@pytest.fixture
def staff(client, town):
    member(client, town)
    return client


def page(gift, deed="") -> str:
    return f"/solidarity/goods/{gift.key}/{deed}"


def of(town, model):
    with within(scope_of(town)):
        return list(model.objects.order_by("pk"))


def work_out(gift, aside=None) -> ShareOut:
    jobs.share_out(gift.organisation_id, gift.pk, aside or {})
    with within(scope_of(gift.organisation)):
        return ShareOut.objects.get(gift=gift, state=ShareOutState.OPEN)


def form_of(share_out, **said) -> dict:
    with within(scope_of(share_out.organisation)):
        numbers = {str(one.key): one.proposed for one in share_out.parcels.all()}
    return {"share_out": share_out.pk, **numbers, "where_when": WHERE, **said}


def test_the_list_says_what_is_there_and_what_is_asked_for(staff, town):
    GiftFactory(organisation=town, quantity=4000, sort=Sort.MASKS)
    GoodsAskFactory(organisation=town, quantity=300, heads=90, sort=Sort.MASKS)

    said = staff.get("/solidarity/goods/", HTTP_ACCEPT_LANGUAGE="en").text

    assert "Masks and gloves" in said
    assert "4,000" in said and "300" in said


def test_from_a_gift_to_a_parcel(staff, town):
    gift = GiftFactory(organisation=town, quantity=3, person__first_name="Gerda")
    GoodsAskFactory(organisation=town, quantity=9, heads=2, group_name="Night shelter")
    GoodsAskFactory(organisation=town, quantity=1, person__first_name="Zenobia")

    assert "Gerda" in staff.get(page(gift)).text
    assert staff.post(page(gift, "share-out/")).status_code == 302
    assert 'http-equiv="refresh"' in staff.get(page(gift)).text
    share_out = work_out(gift)
    said = staff.get(page(gift)).text
    assert "Night shelter" in said and "Zenobia" not in said
    answer = staff.post(page(gift, "decide/"), form_of(share_out))

    assert answer.status_code == 302
    parcels = of(town, Parcel)
    assert [(one.quantity, one.state) for one in parcels] == [(2, "ready"), (1, "ready")]
    opened = staff.get(f"/solidarity/goods/parcels/{parcels[1].key}/").text
    assert "Zenobia" in opened
    staff.post(f"/solidarity/goods/parcels/{parcels[1].key}/", {"fetched": "yes"})
    assert of(town, Parcel)[1].state == ParcelState.HANDED
    assert (
        '<form method="post">' not in staff.get(f"/solidarity/goods/parcels/{parcels[1].key}/").text
    )


def test_no_name_of_a_refuge_tells_where_somebody_protected_stays(staff, town):
    house = "Refuge Les Tilleuls"
    gift = GiftFactory(organisation=town, group_name=house)
    ask = GoodsAskFactory(organisation=town, group_name=house)
    assert house in staff.get(page(gift)).text

    with within(scope_of(town)):
        for one in (gift, ask):
            protection.protect(one.person)
    seen = [staff.get(path).text for path in ("/solidarity/goods/", page(gift))]
    assert house not in " ".join(seen)

    case = ask.case
    with within(scope_of(town)):
        case.person.refresh_from_db()
        ask.delete()
        actions.ask_for_goods(ANSWERS | {"group_name": house}, case=case)
    assert house not in staff.get(page(gift)).text
    assert [one.group_name for one in of(town, GoodsAsk)] == [""]


def test_who_changes_a_number_says_why(staff, town):
    gift = GiftFactory(organisation=town, quantity=3)
    GoodsAskFactory(organisation=town, quantity=3)
    share_out = work_out(gift)
    key = next(name for name in form_of(share_out) if len(name) == 36)

    refused = staff.post(page(gift, "decide/"), form_of(share_out, **{key: 2}))
    assert refused.status_code == 422
    assert [one.state for one in of(town, Parcel)] == ["proposed"]
    too_many = {key: 4, "because": Otherwise.OTHER, "words": "More than there is."}
    assert staff.post(page(gift, "decide/"), form_of(share_out, **too_many)).status_code == 422
    why = {key: 2, "because": Otherwise.OTHER, "words": "One is torn, we keep it back."}
    assert staff.post(page(gift, "decide/"), form_of(share_out, **why)).status_code == 302
    assert [(one.proposed, one.quantity) for one in of(town, Parcel)] == [(3, 2)]


def test_nobody_loses_by_refusing_the_program(staff, town):
    """The number by hand is named first, and not fewer for each than all others have, unless why."""
    gift = GiftFactory(organisation=town, quantity=4)
    by_hand = GoodsAskFactory(organisation=town, quantity=2, no_program=True)
    GoodsAskFactory(organisation=town, quantity=4)

    said = staff.get(page(gift)).text
    assert f'name="{by_hand.key}"' in said
    assert staff.post(page(gift, "share-out/"), {str(by_hand.key): 3}).status_code == 422
    none = work_out(gift, {str(by_hand.key): 0})
    assert staff.post(page(gift, "decide/"), form_of(none)).status_code == 422
    fair = work_out(gift, {str(by_hand.key): 2})
    assert staff.post(page(gift, "decide/"), form_of(fair)).status_code == 302


def test_numbers_that_come_too_late_for_a_proposal_are_not_dropped_unsaid(staff, town):
    gift = GiftFactory(organisation=town, quantity=4)
    by_hand = GoodsAskFactory(organisation=town, quantity=4, no_program=True)

    first = staff.post(page(gift, "share-out/"), {str(by_hand.key): 1}, follow=True)
    again = staff.post(
        page(gift, "share-out/"), {str(by_hand.key): 2}, follow=True, HTTP_ACCEPT_LANGUAGE="en"
    )

    assert "with the numbers given before" not in first.text
    assert "with the numbers given before" in again.text
    [job] = ProcrastinateJob.objects.filter(task_name=SHARE_OUT)
    assert job.args["aside"] == {str(by_hand.key): 1}


def test_a_proposal_of_before_is_not_decided(staff, town):
    gift = GiftFactory(organisation=town)
    GoodsAskFactory(organisation=town)
    before = work_out(gift)
    work_out(gift)

    staff.post(page(gift, "decide/"), form_of(before))

    assert {one.state for one in of(town, Parcel)} == {"proposed"}


def test_the_question_is_taken_away_without_a_name(staff, town):
    gift = GiftFactory(organisation=town)
    GoodsAskFactory(organisation=town, person__first_name="Zenobia")
    share_out = work_out(gift)

    taken = staff.post(f"/solidarity/runs/{share_out.run_id}/question.json")

    assert '"asks"' in taken.text and "Zenobia" not in taken.text


def test_of_others_nobody_can_tell_that_there_is_one(client, town):
    gift = GiftFactory(organisation=town)
    GoodsAskFactory(organisation=town)
    with within(scope_of(town)):
        decided(proposed(gift))
    parcel = of(town, Parcel)[0]
    ways = ["/solidarity/goods/", page(gift), f"/solidarity/goods/parcels/{parcel.key}/"]

    member(client, OrganisationFactory())
    assert [client.get(way).status_code for way in ways] == [200, 404, 404]
    member(client, town, Role.OPERATOR)
    assert [client.get(way).status_code for way in ways] == [404, 404, 404]


def test_opening_a_gift_is_a_look_at_who_gave(staff, town):
    gift = GiftFactory(organisation=town)

    staff.get(page(gift))

    with within(scope_of(town)):
        assert Entry.objects.filter(word="people.identity_seen", kind="look").exists()


def test_a_gift_that_nobody_waits_for_says_so(staff, town):
    gift = GiftFactory(organisation=town)

    assert (
        "Nobody asks for this at the moment."
        in staff.get(page(gift), HTTP_ACCEPT_LANGUAGE="en").text
    )
    jobs.share_out(town.pk, gift.pk, {})
    assert of(town, ShareOut) == []
    assert of(town, Gift)[0].worked_out_at is None


def test_a_gift_that_was_shared_out_often_takes_no_more_questions(
    staff, town, django_assert_max_num_queries
):
    gift = GiftFactory(organisation=town, quantity=40)
    with within(scope_of(town)):
        for _time in range(2):
            GoodsAskFactory(organisation=town, quantity=1)
            decided(proposed(gift))
    staff.get(page(gift))
    with CaptureQueriesContext(connection) as few:
        assert staff.get(page(gift)).text.count(WHERE) == 2
    with within(scope_of(town)):
        for _time in range(3):
            GoodsAskFactory(organisation=town, quantity=1)
            decided(proposed(gift))

    with django_assert_max_num_queries(len(few)):
        assert staff.get(page(gift)).text.count(WHERE) == 5
