"""A help that did not go well is looked at by a coordinator, before anything is answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tandem.cases import actions as cases
from tandem.cases.choices import Reason
from tandem.cases.models import Case
from tandem.cases.rules import OWED
from tandem.register.models import Tally
from tandem.register.queries import followed, results
from tandem.solidarity import arranging, board, ending, following_up
from tandem.solidarity.choices import NeedState, Settled, Side, Went
from tandem.solidarity.jobs import follow_up_for
from tandem.solidarity.models import Arrangement, Feedback, Need
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, member
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


def badly(town, side=Side.ASKER, **facts):
    need = NeedFactory(organisation=town, **facts)
    task = arranging.agree(ask(need, OfferFactory(organisation=town)))
    following_up.say_how_it_went(task, side, Went.BADLY, "He shouted at me.")
    return Need.objects.get(pk=need.pk)


def is_owed(need):
    return Case.objects.get(pk=need.case_id).state in OWED


def test_it_is_not_answered_as_done(town):
    need = badly(town)

    assert need.state == NeedState.BADLY
    assert is_owed(need)


def test_it_comes_up_on_the_board_and_among_the_duties(client, town):
    need = badly(town)
    member(client, town)
    client.cookies["language"] = "en"

    page = board.page_of(board.wanted(town, {"view": "badly"}))

    assert [line.need for line in page.lines] == [need]
    assert "1 help did not go well" in client.get("/solidarity/board/").text
    assert "help that did not go well" in client.get("/staff/").text


def test_a_coordinator_looks_at_it_and_answers(client, town):
    need = badly(town)
    member(client, town)
    way = f"/solidarity/needs/{need.key}/looked-at/"

    silent = client.post(way, {"then": "done", "words": ""})
    client.post(way, {"then": "done", "words": "We have spoken with both of you."})

    assert silent.status_code == 422
    assert Need.objects.get().state == NeedState.DONE
    assert not is_owed(need)
    assert not Feedback.objects.to_look_at().exists()


def test_or_looks_for_somebody_else(town):
    need = badly(town)

    following_up.look_at_feedback(need, Settled.AGAIN)

    assert Need.objects.get().state == NeedState.OPEN
    assert is_owed(need)


def test_a_weekly_help_goes_on_and_is_looked_at_all_the_same(town):
    need = badly(town, how_often="weekly")

    assert (need.state, is_owed(need)) == (NeedState.OPEN, True)
    assert following_up.to_look_at(need).exists()
    following_up.look_at_feedback(need, None)
    assert not following_up.to_look_at(need).exists()


def test_what_the_helper_says_is_not_believed_away_after_a_week(town):
    need = badly(town, Side.HELPER)
    Arrangement.objects.update(day=timezone.localdate() - timedelta(days=20))

    follow_up_for(town, timezone.now())

    assert Need.objects.get(pk=need.pk).state not in {NeedState.DONE}
    assert is_owed(need)


def test_it_is_counted_once_in_public_beside_the_decisions(client, town):
    need = badly(town)
    task = need.arrangements.get()
    following_up.say_how_it_went(task, Side.HELPER, Went.BADLY)

    assert Tally.objects.get(outcome="badly").count == 1
    assert [many for _label, many in results("pairing")] == [1, 0, 0, 0, 0, 0]
    assert followed("pairing").total == 0
    client.cookies["language"] = "en"
    assert "did not go well" in client.get("/algorithms/pairing/").text


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.OFFICER])
def test_words_and_feedback_are_read_by_coordinators_only(client, town, role):
    need = badly(town)
    member(client, town, role)

    page = client.get(f"/solidarity/needs/{need.key}/").text

    assert "He shouted" not in page
    assert "Two bags" not in page


def test_the_coordinator_reads_both(client, town):
    need = badly(town)
    member(client, town)

    page = client.get(f"/solidarity/needs/{need.key}/").text

    assert "He shouted" in page and "Two bags" in page


def test_what_is_contested_is_not_answered_by_a_help_that_takes_place(town):
    need = NeedFactory(organisation=town)
    ending.end_need(need, NeedState.NOBODY, Reason.NOBODY_FOUND, "Nobody has a car.")
    cases.contest(Case.objects.get(pk=need.case_id), "You asked nobody.")

    task = arranging.agree(ask(Need.objects.get(), OfferFactory(organisation=town)))
    following_up.say_how_it_went(task, Side.ASKER, Went.WELL, "")

    assert Need.objects.get().state == NeedState.DONE
    assert is_owed(need)
