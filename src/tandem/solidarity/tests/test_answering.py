"""A case is answered while somebody is asked or has agreed to come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.outbox.models import Message
from tandem.solidarity import arranging, following_up
from tandem.solidarity.choices import ArrangementState, HowOften, NeedState, Side, Went
from tandem.solidarity.models import Arrangement, Need
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, member
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
ASKED_FIRST = "With this answer what is under way is called off."


@pytest.fixture
def town(client):
    client.cookies["language"] = "en"
    town = OrganisationFactory()
    member(client, town)
    return town


@pytest.fixture
def need(town):
    return NeedFactory(organisation=town)


def agreed(need):
    arrangement = ask(need, OfferFactory(organisation=need.organisation))
    with within(scope_of(need.organisation)):
        return arranging.agree(arrangement)


def answer(client, need, **said):
    return client.post(f"/cases/{need.case.reference}/answer/", said)


def stands(need):
    with within(scope_of(need.organisation)):
        task = Arrangement.objects.order_by("pk").last()
        return (
            Case.objects.get(pk=need.case_id).state,
            Need.objects.get(pk=need.pk).state,
            task.state if task else "",
        )


def coming(client, need):
    arrangement = agreed(need)
    answer(client, need, reason="coming", words="Somebody comes on Monday.")
    return arrangement


def test_that_somebody_comes_is_proposed_as_the_answer(client, need):
    agreed(need)

    shown = client.get(f"/cases/{need.case.reference}/").text

    assert "A volunteer agreed to come on" in shown
    assert "un vient" in shown
    assert "Amina" not in shown


def test_that_somebody_comes_is_an_answer_and_the_help_stands(client, need):
    coming(client, need)

    assert stands(need) == (State.ANSWERED, NeedState.ARRANGED, ArrangementState.AGREED)
    with within(scope_of(need.organisation)):
        assert not Message.objects.filter(kind="change").exists()


def test_nobody_is_called_off_without_being_asked_first(client, need):
    agreed(need)

    refused = answer(client, need, reason="done", words="Roger comes on Monday.")

    assert refused.status_code == 422
    assert ASKED_FIRST in refused.text
    assert "Roger comes on Monday." in refused.text
    assert stands(need) == (State.IN_HAND, NeedState.ARRANGED, ArrangementState.AGREED)


def test_who_was_only_asked_is_not_called_off_in_silence_either(client, need):
    ask(need, OfferFactory(organisation=need.organisation))

    shown = client.get(f"/cases/{need.case.reference}/").text
    refused = answer(client, need, reason="done", words="It is done.")
    untrue = answer(client, need, reason="coming", words="Somebody comes.")

    assert "and has not answered." in shown
    assert "Somebody is coming." not in shown
    assert ASKED_FIRST in refused.text
    assert untrue.status_code == 422
    assert stands(need)[2] == ArrangementState.ASKED


def test_whoever_means_it_calls_the_help_off(client, need):
    agreed(need)

    answer(client, need, reason="arranged", words="Her son comes.", call_off="on")

    assert stands(need) == (State.ANSWERED, NeedState.WITHDRAWN, ArrangementState.CANCELLED)


def test_where_nothing_is_under_way_nothing_is_asked(client, need):
    shown = client.get(f"/cases/{need.case.reference}/").text
    answered = answer(client, need, reason="done", words="It is done.")

    assert "Under way" not in shown
    assert answered.status_code == 302


def test_where_the_helper_does_not_come_after_all_an_answer_is_owed_again(client, need):
    arrangement = coming(client, need)

    with within(scope_of(need.organisation)):
        arranging.cancel(arrangement, by=Side.HELPER)

    assert stands(need) == (State.REOPENED, NeedState.OPEN, ArrangementState.CANCELLED)


@pytest.mark.parametrize(
    ("went", "state", "then"),
    [
        (Went.WELL, State.ANSWERED, NeedState.DONE),
        (Went.BADLY, State.REOPENED, NeedState.BADLY),
        (Went.NOT, State.REOPENED, NeedState.OPEN),
    ],
)
def test_how_it_went_decides_whether_the_answer_was_enough(client, need, went, state, then):
    arrangement = coming(client, need)

    with within(scope_of(need.organisation)):
        following_up.say_how_it_went(arrangement, Side.ASKER, went)

    assert stands(need)[:2] == (state, then)


def test_a_weekly_help_that_took_place_once_is_answered_for(client, town):
    need = NeedFactory(organisation=town, how_often=HowOften.WEEKLY)
    arrangement = coming(client, need)

    with within(scope_of(town)):
        following_up.say_how_it_went(arrangement, Side.ASKER, Went.WELL)

    assert stands(need)[:2] == (State.ANSWERED, NeedState.OPEN)


def test_the_reason_is_kept_with_the_answer(client, need):
    coming(client, need)

    with within(scope_of(need.organisation)):
        case = Case.objects.get(pk=need.case_id)
    assert case.reason == Reason.COMING
    assert timezone.now() - case.answered_at < timedelta(minutes=1)
