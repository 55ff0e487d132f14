"""Agreed tasks moved to make room for somebody, once all concerned have said yes."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from engines.pairing.codes import REPAIR
from tandem.journal.write import record
from tandem.services.questions import half_day_name
from tandem.solidarity import engine, messages, presented, queue, whereabouts
from tandem.solidarity.actions import hold
from tandem.solidarity.arranging import agree, moved, tell_helper
from tandem.solidarity.choices import ArrangementState, Chosen, OfferState, ProposalState
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Arrangement, Need, Offer, Proposal
from tandem.solidarity.naming import Names
from tandem.solidarity.seating import hold_offer, refuse_a_full_week, seat
from tandem.toolbox.reference import new_word


@dataclass(frozen=True, slots=True)
class Step:
    """One agreed task, and who would do it instead, or when."""

    task: Arrangement
    was: Offer
    now: Offer
    half_day: int


@dataclass(frozen=True, slots=True)
class Plan:
    proposal: Proposal
    comes: Offer
    """Who could then help."""
    half_day: int
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class Told:
    """One step in words, with the three who are to be asked."""

    need: Need
    title: str
    was: str
    now: str
    asked: list[str]


def plan_for(need: Need) -> Plan | None:
    """What was found for this need, if all of it is still so."""
    row = need.proposals.filter(state=ProposalState.OPEN).first()
    told = {one["code"]: one["facts"] for one in row.reasons} if row is not None else {}
    if row is None or REPAIR not in told:
        return None
    facts = told[REPAIR]
    steps = [_step(need, one["task"], one["offer"], one["slot"]) for one in facts["steps"]]
    comes = Offer.objects.active().filter(key=facts["offer"]).select_related("person").first()
    known = [step for step in steps if step is not None]
    if comes is None or len(known) < len(steps):
        return None
    return Plan(row, comes, facts["slot"], known)


def _step(need: Need, task: str, offer: str, half_day: int) -> Step | None:
    rows = Arrangement.objects.filter(organisation=need.organisation_id, key=task)
    found = rows.filter(state=ArrangementState.AGREED).select_related("need").first()
    now = Offer.objects.active().filter(key=offer).select_related("person").first()
    if found is None or now is None:
        return None
    return Step(found, whereabouts.offer_of(found), now, half_day)


def in_words(plan: Plan) -> list[Told]:
    names = Names(plan.proposal.organisation_id, by_name=True)
    names.learn(offer for step in plan.steps for offer in (step.was, step.now))
    kinds = presented.Kinds({step.task.need.territory_id for step in plan.steps})
    return [_told(step, names, kinds) for step in plan.steps]


def _told(step: Step, names: Names, kinds: presented.Kinds) -> Told:
    need, was, now = step.task.need, names.of(step.was), names.of(step.now)
    facts = {"was": was, "now": now, "half_day": half_day_name(step.half_day)}
    asked = [_("The person who is helped"), was, *([now] if step.now.pk != step.was.pk else [])]
    return Told(
        need=need,
        title=f"{kinds.name(need)}, {need.postal_code}",
        was=_("Now: %(who)s, %(moment)s") % {"who": was, "moment": messages.moment(step.task)},
        now=_("Then: %(now)s, %(half_day)s") % facts,
        asked=asked,
    )


@transaction.atomic
def move(need: Need, plan: Plan) -> list[Arrangement]:
    """All have said yes: each task goes on with its new helper, all are told, and new proposals
    are looked for. Either all of it is so afterwards, or nothing.
    """
    offers = {offer.pk for step in plan.steps for offer in (step.was, step.now)}
    for offer in sorted(offers):
        hold_offer(offer)
    if Proposal.objects.get(pk=plan.proposal.pk).state != ProposalState.OPEN:
        raise NotNow("proposal_changed")
    for step in sorted(plan.steps, key=lambda one: one.task.need_id):
        _give_up(step)
    made = [_take_over(step) for step in sorted(plan.steps, key=lambda one: one.task.need_id)]
    queue.look_for_helpers(need)
    return made


def _give_up(step: Step) -> None:
    task = Arrangement.objects.get(pk=step.task.pk)
    if task.state != ArrangementState.AGREED:
        raise NotNow("proposal_changed")
    task = moved(task, ArrangementState.CANCELLED)
    if step.was.pk != step.now.pk:
        tell_helper(task, lambda: messages.cancelled_for_helper(task))


def _take_over(step: Step) -> Arrangement:
    need = hold(step.task.need_id)
    offer = Offer.objects.get(pk=step.now.pk)
    if offer.limited or offer.state != OfferState.ACTIVE or need.limited:
        raise NotNow("need_or_offer_changed")
    if engine.limits_broken(need, offer):
        raise NotNow("limit_broken")
    refuse_a_full_week(offer)
    task = seat(need, offer, step.half_day, Chosen.BY_HAND, None)
    record(
        "solidarity.task_moved",
        task,
        persons=[need.person],
        facts={"from": step.was.pk, "offer": offer.pk},
    )
    whereabouts.note_asked(task, offer, new_word())
    return agree(task)
