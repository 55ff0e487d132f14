"""How a need ends, whichever way it ends: nobody keeps coming for it, and its case is answered."""

from django.db import transaction

from tandem.cases import actions as cases
from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.cases.queries import waits_for_another_answer
from tandem.cases.rules import OWED, may_move
from tandem.services.declaration import CaseLike
from tandem.solidarity import rules
from tandem.solidarity.actions import close, reopen
from tandem.solidarity.arranging import call_off
from tandem.solidarity.choices import HowOften, NeedState
from tandem.solidarity.models import Need


@transaction.atomic
def end_need(need: Need, state: NeedState, reason: Reason, words: str = "") -> None:
    """No longer looked for, and its case answered with the reason."""
    if not _called_off(need, state):
        return
    case = Case.objects.get(pk=need.case_id)
    if case.state in OWED:
        cases.answer(case, reason, words)


@transaction.atomic
def end_as_done(need: Need) -> None:
    """What was done is the answer, unless another person has to look at everything again."""
    if _called_off(need, NeedState.DONE):
        cases.answer_by_work(Case.objects.get(pk=need.case_id), "")


@transaction.atomic
def withdraw(need: Need) -> None:
    """The person no longer needs it, and need not say why."""
    case = Case.objects.get(pk=need.case_id)
    if may_move(State(case.state), State.WITHDRAWN):
        cases.withdraw(case)
    else:
        # A weekly help whose case was answered when it first took place.
        _called_off(need, NeedState.WITHDRAWN)


@transaction.atomic
def call_off_for(need: Need, words: str) -> None:
    """The person told a colleague that she no longer needs it."""
    cases.call_off(Case.objects.get(pk=need.case_id), words)
    # Of a weekly help the case was answered before, and does not move.
    _called_off(need, NeedState.WITHDRAWN)


def may_be_called_off(need: Need) -> bool:
    return not waits_for_another_answer(Case.objects.get(pk=need.case_id))


def follow_case(*, case: CaseLike, state: str) -> None:
    """The case went its own way, on its page or at the desk: the need goes with it."""
    need = Need.objects.filter(case=case.pk).first()
    if need is None:
        return
    if state in {State.REOPENED, State.CONTESTED}:
        reopen(need)
    elif state == State.WITHDRAWN:
        _called_off(need, NeedState.WITHDRAWN)
    elif state == State.ANSWERED:
        reason = Reason(Case.objects.values_list("reason", flat=True).get(pk=case.pk))
        if not rules.goes_on(HowOften(need.how_often), reason):
            _called_off(need, rules.ended_by(reason))


def _called_off(need: Need, state: NeedState) -> bool:
    if not close(need, state):
        return False
    call_off(need)
    return True
