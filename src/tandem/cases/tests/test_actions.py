from datetime import timedelta
from itertools import product

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from tandem.cases import actions
from tandem.cases.choices import Reason, State, StepKind
from tandem.cases.errors import NotNow
from tandem.cases.models import Case, Step
from tandem.cases.rules import may_move
from tandem.cases.sealed import answers_of, sealed_answers, words_of
from tandem.journal.asker import Asker, acting
from tandem.journal.models import Entry
from tandem.outbox.models import Message
from tandem.tenancy.scope import within
from tandem.toolbox.sealing import Unreadable
from tests.factories import CaseFactory, MembershipFactory, OrganisationFactory, scope_of


@pytest.fixture
def case(db):
    case = CaseFactory(answers={"what": ["bread"]})
    with within(scope_of(case.organisation)):
        yield case


def in_state(case, state):
    Case.objects.filter(pk=case.pk).update(state=state, reason=Reason.DONE)
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize(("now", "to"), list(product(State, State)))
def test_a_case_goes_where_the_table_says_and_nowhere_else(case, now, to):
    case = in_state(case, now)
    reason = Reason.DONE if to == State.ANSWERED else None
    if to == State.RECEIVED or not may_move(now, to):
        with pytest.raises((NotNow, KeyError)):
            actions.move(case, to, reason=reason)
        assert Case.objects.get(pk=case.pk).state == now
        return

    actions.move(case, to, reason=reason)

    assert Case.objects.get(pk=case.pk).state == to
    assert Step.objects.filter(case=case).last().state == to


def test_an_answer_is_kept_sent_and_journaled(case):
    actions.answer(case, Reason.DONE, "Karim came on Tuesday.")

    case.refresh_from_db()
    step = case.steps.last()
    assert (case.state, case.reason) == (State.ANSWERED, Reason.DONE)
    assert (step.kind, words_of(step, case)) == (StepKind.ANSWERED, "Karim came on Tuesday.")
    assert Message.objects.get().kind == "answer"
    assert Entry.objects.filter(word="cases.answered").exists()


def test_a_refusal_without_its_rule_does_not_leave(case):
    with pytest.raises(NotNow, match="say_why"):
        actions.answer(case, Reason.NOT_LEGAL, "no")

    assert not Message.objects.exists()


def test_the_database_itself_refuses_an_answer_without_reason(case):
    with (
        pytest.raises(IntegrityError, match="no_answer_without_a_reason"),
        transaction.atomic(),
    ):
        Case.objects.filter(pk=case.pk).update(state=State.ANSWERED, reason="")


def test_what_is_contested_is_owed_anew_within_the_same_promise(case):
    case = in_state(case, State.ANSWERED)
    Case.objects.filter(pk=case.pk).update(due_on=timezone.localdate() - timedelta(days=30))

    case = actions.contest(case, "Nobody came.")

    assert case.state == State.CONTESTED
    assert case.due_on > timezone.localdate()
    assert case.answered_at is None


def test_whoever_answered_does_not_judge_her_own_answer(case):
    first, second = MembershipFactory.create_batch(2, organisation=case.organisation)
    with acting(Asker(account=first.account_id, organisation=case.organisation_id)):
        case = actions.answer(case, Reason.DONE, "")
    case = actions.contest(case, "It was not done.")

    with (
        acting(Asker(account=first.account_id, organisation=case.organisation_id)),
        pytest.raises(NotNow, match="another_person"),
    ):
        actions.answer(case, Reason.DONE, "")
    with acting(Asker(account=second.account_id, organisation=case.organisation_id)):
        case = actions.answer(case, Reason.ARRANGED, "")

    assert case.state == State.ANSWERED


def test_alone_in_the_service_one_answers_again(case):
    only = MembershipFactory(organisation=case.organisation)
    with acting(Asker(account=only.account_id, organisation=case.organisation_id)):
        case = actions.contest(actions.answer(case, Reason.DONE, ""), "It was not done.")

        assert actions.answer(case, Reason.ARRANGED, "").state == State.ANSWERED


def test_taking_charge_is_a_step_and_starts_the_handling(case):
    member = MembershipFactory(organisation=case.organisation)

    case = actions.assign(case, member.account)

    assert (case.state, case.handled_by) == (State.IN_HAND, member.account)
    assert case.steps.last().kind == StepKind.ASSIGNED


def test_a_note_needs_somebody_who_writes_it(case):
    member = MembershipFactory(organisation=case.organisation)

    with pytest.raises(NotNow):
        actions.add_note(case, "Her daughter calls.")
    with acting(Asker(account=member.account_id, organisation=case.organisation_id)):
        note = actions.add_note(case, "Her daughter calls.")

    assert words_of(note, case) == "Her daughter calls."


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_timeline_is_only_added_to(case, deed):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        rows = Step.objects.filter(case=case)
        rows.update(kind=StepKind.CLOSED) if deed == "update" else rows._raw_delete("default")


def test_answers_moved_to_another_case_do_not_open(case):
    other = CaseFactory(organisation=case.organisation)
    other.sealed = sealed_answers(case, {"raw": {}})

    with pytest.raises(Unreadable):
        answers_of(other)


def test_two_cases_never_share_a_draft(case):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=CaseFactory(organisation=case.organisation).pk).update(
            draft_digest=case.draft_digest
        )


def test_a_neighbour_with_open_borders_reads_no_case(case):
    neighbour = OrganisationFactory()
    border = scope_of(neighbour) | scope_of(case.organisation)
    readable = type(border)(border.may_read, frozenset({neighbour.area_id}), border.organisations)

    with within(readable):
        assert not Case.objects.filter(pk=case.pk).exists()
