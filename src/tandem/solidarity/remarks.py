"""What people say of the program, and what follows: a person looks, answers, and puts it right."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from tandem.cases import actions as cases
from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.cases.queries import colleagues
from tandem.cases.rules import OWED, may_judge_again
from tandem.journal import asker
from tandem.journal.write import record
from tandem.outbox.actions import send
from tandem.people.sameness import counted_together
from tandem.register import changing
from tandem.register.actions import count
from tandem.register.choices import Result
from tandem.register.models import Change, Decision, Run
from tandem.services.declaration import Answers, CaseLike
from tandem.solidarity import messages, queue, rules
from tandem.solidarity.actions import drop_proposals, hold, reopen
from tandem.solidarity.card import PAIRING
from tandem.solidarity.choices import COORDINATING, About, Fault, NeedState, ProposalState
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Need, Proposal, Remark
from tandem.solidarity.parameters import Parameters
from tandem.territory.models import Organisation
from tandem.toolbox.reference import clean


def say_about_program(answers: Answers, *, case: CaseLike) -> None:
    """Kept beside the request it is about. Whoever wants a person instead has one at once; all
    else, a colleague answers.
    """
    about = About(answers["about"])
    need = _need_meant(answers["which"] or "", case)
    remark = Remark.objects.create(
        case_id=case.pk,
        about=about,
        need=need,
        run=_last_run(need) if about == About.CONTEST else None,
        change=changing.in_discussion(PAIRING, case.organisation_id)
        if about == About.OPINION
        else None,
        territory_id=case.territory_id,
        organisation_id=case.organisation_id,
    )
    if about == About.CONTEST:
        count(PAIRING, Result.CONTESTED)
    if about == About.BY_HAND and need is not None:
        look_by_hand(need)
    persons = [case.person] if case.person else []
    record("solidarity.program_remarked", remark, persons=persons, facts={"about": about})


def _need_meant(said: str, case: CaseLike) -> Need | None:
    """That of the reference; without one, the newest that is looked for under her record."""
    ours = Need.objects.filter(organisation=case.organisation_id)
    if reference := _reference(said):
        return ours.filter(case__reference=reference).first()
    if case.person is None:
        return None
    records = counted_together().every_record([case.person.pk])
    going_on = ours.filter(person__in=records).exclude(state__in=rules.ENDED)
    return going_on.order_by("-pk").first()


def _reference(said: str) -> str:
    """As it is kept, however it was typed; empty for what cannot be one."""
    try:
        return clean(said)
    except ValueError:
        return ""


def _last_run(need: Need | None) -> Run | None:
    newest = Proposal.objects.filter(need=need).order_by("-pk").first() if need else None
    return newest.run if newest else None


@transaction.atomic
def look_by_hand(need: Need) -> bool:
    """From now on a person looks, and the program proposes nobody; the place in the queue stays."""
    need = hold(need.pk)
    if need.no_program or need.state in rules.ENDED:
        return False
    need.no_program = True
    need.save(update_fields=["no_program"])
    drop_proposals(need, Proposal.objects.filter(need=need))
    count(PAIRING, Result.BY_HAND)
    record("solidarity.by_hand", need, persons=[need.person])
    send(need.person, lambda: messages.by_hand_from_now(need), about=need)
    return True


def may_decide(remark: Remark) -> bool:
    """Who decided on the proposal does not judge the contest of it, unless nobody else can."""
    me = asker.current().account
    others = colleagues(remark.organisation_id, COORDINATING).keys() - {me}
    return may_judge_again(_who_decided(remark), me, others)


def _who_decided(remark: Remark) -> int | None:
    if remark.about != About.CONTEST or remark.need is None:
        return None
    of_need = Decision.objects.filter(
        organisation=remark.organisation_id, about=str(remark.need.key), at__lt=remark.made_at
    )
    return of_need.values_list("by", flat=True).first()


@transaction.atomic
def answer(remark: Remark, words: str, *, upheld: bool = False, fault: str = "") -> None:
    """The reasoned answer of a person; where the contest is right, it is put right at once."""
    if not may_decide(remark):
        raise NotNow("decided_by_you")
    remark = Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    contested = remark.about == About.CONTEST
    remark.upheld = upheld if contested else None
    remark.fault = Fault(fault) if contested and upheld else ""
    remark.decided_by, remark.decided_at = asker.current().account, timezone.now()
    remark.save(update_fields=["upheld", "fault", "decided_by", "decided_at"])
    if remark.need is not None and remark.about == About.BY_HAND:
        look_by_hand(remark.need)
    if contested and upheld:
        count(PAIRING, Result.UPHELD)
        _put_right(remark)
    case = Case.objects.get(pk=remark.case_id)
    record(
        "solidarity.remark_answered",
        remark,
        persons=[case.person] if case.person else [],
        facts={"upheld": upheld, "fault": remark.fault},
    )
    wrong = contested and not upheld
    cases.answer(case, Reason.NOTHING_FOUND if wrong else Reason.DONE, words)


def _put_right(remark: Remark) -> None:
    """What was proposed goes, and it is looked for anew; nobody else's helper is taken away."""
    need = remark.need
    if need is None:
        return
    if need.state == NeedState.NOBODY:
        reopen(need)
        return
    if need.state == NeedState.OPEN:
        proposals = Proposal.objects.filter(need=need, state=ProposalState.OPEN)
        drop_proposals(need, proposals)
        queue.look_for_helpers(need)


def follow_case(*, case: CaseLike, state: str) -> None:
    """Contested or opened again, it waits for another answer."""
    if state in {State.REOPENED, State.CONTESTED}:
        Remark.objects.filter(case=case.pk).update(decided_at=None)


def waits(remark: Remark) -> bool:
    return remark.case.state in OWED


@transaction.atomic
def propose_change(
    organisation: Organisation,
    before: Parameters,
    after: Parameters,
    *,
    why: str,
    body: str,
    open_until: date,
) -> Change:
    """Public at once; what it would have changed is worked out meanwhile."""
    change = changing.propose(
        PAIRING,
        organisation,
        before.as_kept(),
        after.as_kept(),
        why=why,
        body=body,
        open_until=open_until,
    )
    queue.simulate(change.pk)
    return change


def opinions_on(change: Change) -> list[Remark]:
    rows = Remark.objects.filter(change=change, organisation=change.organisation_id)
    return list(rows.select_related("case").order_by("pk"))


@transaction.atomic
def decide_change(change: Change, *, accepted: bool, why: str) -> None:
    """The body's decision; whoever had a say and waits still is answered with its reasons."""
    changing.decide(change, accepted=accepted, why=why)
    for remark in opinions_on(change):
        if waits(remark):
            answer(remark, why)
