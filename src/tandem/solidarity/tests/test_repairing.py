"""A helper falls away: who could come if others agree to move, and only then."""

import pytest
from django.urls import reverse

from engines.pairing.codes import REPAIR
from tandem.journal.models import Entry
from tandem.outbox.models import Message
from tandem.solidarity import arranging, following_up, jobs, moving
from tandem.solidarity.choices import ArrangementState, OfferState, Side, Went
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Arrangement, Offer, Proposal
from tandem.solidarity.tests.factories import (
    NeedFactory,
    OfferFactory,
    ask,
    member,
    somebody_let_down,
)
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY = 4, 7


@pytest.fixture
def town():
    organisation = OrganisationFactory()
    with within(scope_of(organisation)):
        yield organisation


@pytest.fixture
def let_down(town):
    need = somebody_let_down(town)
    Message.objects.all().delete()
    return need


@pytest.fixture
def promised(let_down):
    """The agreed task of somebody else."""
    return Arrangement.objects.get(state=ArrangementState.AGREED)


def proposed_to(need) -> Proposal:
    jobs.propose(need.organisation_id)
    return Proposal.objects.get(need=need, state="open")


def page(need) -> str:
    return reverse("solidarity:make_room", args=[need.key])


ALL = {"step0": ["0", "1", "2"]}


def test_it_is_found_who_could_make_room_and_nothing_is_moved_by_itself(let_down, promised):
    row = proposed_to(let_down)

    assert row.offer_key is None
    told = next(one["facts"] for one in row.reasons if one["code"] == REPAIR)
    assert told["offer"] == str(promised.offer.key)
    assert [(one["task"], one["slot"]) for one in told["steps"]] == [(str(promised.key), WEDNESDAY)]
    promised.refresh_from_db()
    assert promised.state == ArrangementState.AGREED


def test_the_coordinator_sees_it_and_moves_it_once_all_have_said_yes(
    client, town, let_down, promised
):
    member(client, town)
    client.cookies["language"] = "en"
    proposed_to(let_down)

    shown = client.get(reverse("solidarity:need", args=[let_down.key])).text
    asked = client.get(page(let_down)).text
    done = client.post(page(let_down), ALL, follow=True).text

    assert "The helper does not come: somebody else is needed" in shown
    assert "See who would have to agree" in shown
    assert asked.count('type="checkbox"') == 3
    assert "It is moved, and all are told." in done
    promised.refresh_from_db()
    assert promised.state == ArrangementState.CANCELLED
    now = Arrangement.objects.get(need=promised.need, state=ArrangementState.AGREED)
    assert now.half_day == WEDNESDAY
    told = set(Message.objects.values_list("person", flat=True))
    assert told == {promised.need.person_id, promised.offer.person_id, now.offer.person_id}
    assert Entry.objects.filter(word="solidarity.task_moved").count() == 1
    assert proposed_to(let_down).offer_key == promised.offer.key


@pytest.mark.parametrize("said", [{}, {"step0": ["0", "1"]}, {"step0": ["1", "2"]}])
def test_without_the_yes_of_all_nothing_moves(client, town, let_down, promised, said):
    member(client, town)
    client.cookies["language"] = "en"
    proposed_to(let_down)

    answer = client.post(page(let_down), said)

    assert answer.status_code == 422
    assert "Without all of them nothing is moved." in answer.text
    promised.refresh_from_db()
    assert promised.state == ArrangementState.AGREED


def test_what_changed_meanwhile_is_not_moved(town, let_down, promised):
    proposed_to(let_down)
    plan = moving.plan_for(let_down)
    Offer.objects.filter(pk=plan.steps[0].now.pk).update(state=OfferState.PAUSED)

    with pytest.raises(NotNow):
        moving.move(let_down, plan)
    assert moving.plan_for(let_down) is None
    promised.refresh_from_db()
    assert promised.state == ArrangementState.AGREED


def test_nobody_is_asked_to_move_for_whom_no_helper_fell_away(town, let_down):
    waiting = NeedFactory(organisation=town, half_days=[TUESDAY])

    assert REPAIR not in {one["code"] for one in proposed_to(waiting).reasons}


def test_room_that_somebody_worse_off_would_take_is_not_made(town, let_down):
    NeedFactory(organisation=town, half_days=[TUESDAY], vital=True)

    assert REPAIR not in {one["code"] for one in proposed_to(let_down).reasons}


def test_whoever_waited_in_vain_is_told_that_somebody_else_is_looked_for(town):
    task = arranging.agree(ask(NeedFactory(organisation=town), OfferFactory(organisation=town)))
    Message.objects.all().delete()

    following_up.say_how_it_went(task, Side.HELPER, Went.NOT)

    assert [one.person_id for one in Message.objects.all()] == [task.need.person_id]
