"""One says that it took place, the other that it did not: a coordinator decides, nobody gains."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from tandem.journal.models import Entry
from tandem.outbox.models import Message
from tandem.solidarity import arranging, board, following_up, shares
from tandem.solidarity.case_panels import about_need
from tandem.solidarity.choices import ArrangementState, NeedState, Side, Went
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Arrangement, Need
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, member
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
WHY = "The neighbour saw the bags at the door."
ORDERS = [(Side.HELPER, Went.WELL, Side.ASKER, Went.NOT), (Side.ASKER, Went.NOT, Side.HELPER, Went.WELL)]  # fmt: skip


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


def disputed(town, order=ORDERS[0], **facts):
    need = NeedFactory(organisation=town, **facts)
    task = arranging.agree(ask(need, OfferFactory(organisation=town)))
    Arrangement.objects.filter(pk=task.pk).update(day=timezone.localdate())
    one, first, other, then = order
    task = following_up.say_how_it_went(Arrangement.objects.get(pk=task.pk), one, first)
    following_up.say_how_it_went(task, other, then, "Nobody rang at my door.")
    return Need.objects.get(pk=need.pk)


def count_of(need):
    return shares.received([need.person_id], timezone.localdate()).get(need.person_id, 0)


@pytest.mark.parametrize("order", ORDERS)
def test_the_count_of_helps_stays(town, order):
    need = disputed(town, order)

    assert count_of(need) == 1
    assert need.state == NeedState.OPEN


@pytest.mark.parametrize("order", ORDERS)
def test_it_is_put_to_a_coordinator(client, town, order):
    need = disputed(town, order)
    member(client, town)
    client.cookies["language"] = "en"

    page = client.get(f"/solidarity/needs/{need.key}/").text

    assert [line.need for line in board.page_of(board.wanted(town, {"view": "badly"})).lines] == [
        need
    ]
    assert "The two do not agree whether it took place" in page
    assert "1 help" in page


@pytest.mark.parametrize(("answer", "state", "count"), [("yes", "done", 1), ("no", "not_done", 0)])
def test_her_decision_settles_the_count_and_is_told(client, town, answer, state, count):
    need = disputed(town)
    member(client, town)
    way = f"/solidarity/needs/{need.key}/looked-at/"
    told = Message.objects.filter(person=need.person).count()

    silent = client.post(way, {"took_place": answer, "then": "again", "words": ""})
    client.post(way, {"took_place": answer, "then": "again", "words": WHY})

    assert silent.status_code == 422
    assert Arrangement.objects.get().state == state
    assert count_of(need) == count
    assert Message.objects.filter(person=need.person).count() == told + 1
    assert Entry.objects.filter(word="solidarity.dispute_decided").count() == 1
    assert not following_up.to_look_at(need).exists()


def test_nobody_settles_it_without_saying_whether_it_took_place(town):
    need = disputed(town)

    with pytest.raises(NotNow, match="say_why"):
        following_up.look_at_feedback(need, None, WHY)

    assert following_up.disputed(need).exists()


def test_what_was_decided_is_not_undone_by_saying_it_again(town):
    need = disputed(town)
    following_up.look_at_feedback(need, None, WHY, took_place=False)

    following_up.say_how_it_went(Arrangement.objects.get(), Side.HELPER, Went.WELL)

    assert Arrangement.objects.get().state == ArrangementState.NOT_DONE
    assert following_up.disputed(need).exists()


def test_the_person_reads_how_it_stands(town):
    need = disputed(town)

    with override("en"):
        said = str(about_need(need.case, for_staff=False))

    assert "We were told two different things" in said
    assert "Somebody came" not in said


def test_who_takes_a_word_back_ends_the_dispute(town):
    need = disputed(town)

    following_up.say_how_it_went(Arrangement.objects.get(), Side.HELPER, Went.NOT)

    assert not following_up.to_look_at(need).exists()
    assert Arrangement.objects.get().state == ArrangementState.NOT_DONE
    assert count_of(need) == 0
