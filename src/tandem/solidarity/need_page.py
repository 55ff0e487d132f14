"""What stands on the page of one need; a look at it was noted before."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.cases.models import Case
from tandem.journal.choices import Purpose
from tandem.people.reveal import reveal
from tandem.services.questions import half_day_name
from tandem.solidarity import engine, presented, rules, whereabouts, wording
from tandem.solidarity.actions import what_is_needed
from tandem.solidarity.choices import (
    ArrangementState,
    NeedState,
    ProposalState,
    RefusedBecause,
    Side,
    Skill,
    Went,
)
from tandem.solidarity.engine import Choice
from tandem.solidarity.following_up import words_of
from tandem.solidarity.messages import moment
from tandem.solidarity.models import Arrangement, Feedback, Need, Offer, Proposal
from tandem.toolbox.sealing import unseal
from tandem.ui.components.lists import Fact, Moment
from tandem.ui.formats import number

CHOICES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal in whole sentences."""

    row: Proposal
    who: str
    """Empty where nobody was found."""
    half_day: str
    why: list[str]
    why_not: list[str]
    change: list[str]
    next_one: str


@dataclass(frozen=True, slots=True)
class Task:
    """One volunteer asked for this need."""

    row: Arrangement
    who: str
    moment: str
    state: str
    offer: Offer
    ours: bool

    @property
    def waits_for_answer(self) -> bool:
        return self.row.state == ArrangementState.ASKED

    @property
    def may_be_cancelled(self) -> bool:
        return self.row.state in rules.IN_FORCE

    @property
    def may_be_told_of(self) -> bool:
        state = ArrangementState(self.row.state)
        return rules.may_say_how_it_went(state, self.row.day, timezone.localdate())


@dataclass(frozen=True, slots=True)
class Shown:
    need: Need
    reference: str
    case: str
    """The reference in the address of its page."""
    kind: str
    place: str
    state: str
    words: str
    facts: list[Fact]
    looked_for: bool
    ended: bool
    proposed: Proposed | None
    tasks: list[Task]
    moments: list[Moment]


@dataclass(slots=True)
class Names:
    """How volunteers are called on the page of one organisation: by first name at home, after a
    look that names them all; across a border only by their commune.
    """

    organisation: int
    by_name: bool
    known: dict[str, str] = field(default_factory=dict)

    def learn(self, offers: Iterable[Offer]) -> None:
        wanted = {str(offer.key): offer for offer in offers}
        new = [offer for key, offer in wanted.items() if key not in self.known]
        own = [offer for offer in new if offer.organisation_id == self.organisation]
        persons = [offer.person for offer in own] if self.by_name else []
        found = reveal(persons, Purpose.SOLIDARITY, what="solidarity.volunteer_named")
        places = presented.communes(offer.territory_id for offer in new)
        for offer in new:
            first_name = found[offer.person_id].first_name if offer.person_id in found else ""
            name = presented.volunteer(offer, self.organisation, places, first_name)
            self.known[str(offer.key)] = name

    def of(self, offer: Offer) -> str:
        return self.known.get(str(offer.key), _("A volunteer"))


def shown(need: Need, *, may_decide: bool) -> Shown:
    case = Case.objects.get(pk=need.case_id)
    proposals = list(need.proposals.exclude(state=ProposalState.STALE).order_by("pk"))
    arrangements = list(need.arrangements.order_by("pk"))
    offers = {arrangement.pk: whereabouts.offer_of(arrangement) for arrangement in arrangements}
    names = Names(need.organisation_id, by_name=may_decide)
    proposable = offers_named(proposals)
    names.learn([*offers.values(), *proposable])
    tasks = [_task(row, offers[row.pk], names) for row in arrangements]
    kinds = presented.Kinds([need.territory_id])
    open_one = next((row for row in proposals if row.state == ProposalState.OPEN), None)
    is_open = need.state == NeedState.OPEN
    return Shown(
        need=need,
        reference=case.shown_reference,
        case=case.reference,
        kind=kinds.name(need),
        place=f"{need.postal_code} {need.territory}",
        state=str(NeedState(need.state).label),
        words=what_is_needed(need),
        facts=_facts(need, case, tasks),
        looked_for=is_open,
        ended=need.state in rules.ENDED,
        proposed=_proposed(open_one, names) if open_one and is_open and may_decide else None,
        tasks=tasks,
        moments=_moments(need, case, proposals, tasks, names),
    )


def offers_named(proposals: Iterable[Proposal]) -> list[Offer]:
    """Every offer that a sentence of these proposals speaks of, as far as it may be read."""
    keys: set[str] = set()
    for row in proposals:
        keys |= {str(row.offer_key)} if row.offer_key else set()
        keys |= {other["offer"] for other in row.others}
        told = (reason["facts"].get("offer") for reason in row.reasons)
        keys |= {key for key in told if key}
    return list(Offer.objects.select_related("person").filter(key__in=keys))


def _facts(need: Need, case: Case, tasks: list[Task]) -> list[Fact]:
    had = presented.had([need.person_id], timezone.localdate()).get(need.person_id, 0)
    found = sum(task.row.state in rules.IN_FORCE for task in tasks)
    facts = [
        Fact(_("When"), presented.when(need)),
        Fact(_("Languages"), wording.spoken(need.languages)),
        Fact(_("Waits"), presented.asked(need)),
        Fact(_("Had in four weeks"), presented.helps(had)),
    ]
    if due := presented.due(case):
        facts.append(Fact(_("Answer by"), due))
    if need.safeguards:
        facts.append(Fact(_("Must have been checked"), wording.checks(need.safeguards)))
    if need.quantity:
        facts.append(Fact(_("How many"), number(need.quantity)))
    if need.hands > 1:
        said = _("%(found)s of %(needed)s found") % {"found": found, "needed": need.hands}
        facts.append(Fact(_("Helpers"), said))
    return facts


def _proposed(row: Proposal, names: Names) -> Proposed:
    found = row.offer_key is not None
    free = [other for other in row.others if other["is_free"]]
    return Proposed(
        row=row,
        who=names.known.get(str(row.offer_key), _("A volunteer")) if found else "",
        half_day=str(half_day_name(row.half_day)) if found else "",
        why=(
            wording.why_this_one(row.reasons, names.known)
            if found
            else [wording.sentence(row.reasons[0], names.known)]
        ),
        why_not=[
            *(wording.sentence(other["reason"], names.known) for other in row.others),
            *filter(None, [wording.who_cannot_come(row.reasons)]),
        ],
        change=wording.what_would_change_it(row.reasons, names.known),
        next_one=names.known.get(free[0]["offer"], "") if found and free else "",
    )


def _task(row: Arrangement, offer: Offer, names: Names) -> Task:
    return Task(
        row=row,
        who=names.of(offer),
        moment=moment(row),
        state=str(ArrangementState(row.state).label),
        offer=offer,
        ours=offer.organisation_id == row.organisation_id,
    )


def _moments(
    need: Need, case: Case, proposals: list[Proposal], tasks: list[Task], names: Names
) -> list[Moment]:
    said = [Moment(need.made_at, _("Help was asked for"))]
    said += [_not_followed(row, names) for row in proposals if row.refused_because]
    for task in tasks:
        said += _moments_of(task)
    said += _feedbacks(tasks)
    if need.state in rules.ENDED and case.answered_at:
        said.append(Moment(case.answered_at, str(NeedState(need.state).label)))
    return sorted(said, key=lambda moment: moment.when)


def _not_followed(row: Proposal, names: Names) -> Moment:
    who = names.known.get(str(row.offer_key), _("Nobody")) if row.offer_key else _("Nobody")
    why = [str(RefusedBecause(row.refused_because).label)]
    if row.sealed_why:
        why.append(unseal(row.sealed_why, row.place))
    title = _("Proposed and not followed: %(who)s") % {"who": who}
    return Moment(row.made_at, title, "\n".join(why))


ENDINGS = {
    ArrangementState.DECLINED: "declined",
    ArrangementState.LAPSED: "lapsed",
    ArrangementState.CANCELLED: "cancelled",
}


def _moments_of(task: Task) -> list[Moment]:
    row, facts = task.row, {"who": task.who, "moment": task.moment}
    said = [Moment(row.asked_at, _("%(who)s was asked: %(moment)s") % facts)]
    if row.answered_at and row.state != ArrangementState.DECLINED:
        said.append(Moment(row.answered_at, _("%(who)s agreed: %(moment)s") % facts))
    if row.ended_at and row.state in ENDINGS:
        words = {
            "declined": _("%(who)s cannot come"),
            "lapsed": _("%(who)s did not answer in time"),
            "cancelled": _("Cancelled with %(who)s: %(moment)s"),
        }[ENDINGS[ArrangementState(row.state)]]
        said.append(Moment(row.ended_at, words % facts))
    return said


def _feedbacks(tasks: list[Task]) -> list[Moment]:
    by_task = {task.row.pk: task for task in tasks}
    found: list[Moment] = []
    for feedback in Feedback.objects.filter(arrangement__in=by_task).order_by("pk"):
        task = by_task[feedback.arrangement_id]
        title = _("%(side)s says: %(went)s") % {
            "side": task.who if feedback.side == Side.HELPER else _("The person"),
            "went": Went(feedback.went).label,
        }
        found.append(Moment(feedback.at, title, words_of(feedback, task.row)))
    return found


@dataclass(frozen=True, slots=True)
class Candidate:
    """One volunteer in the list from which a coordinator chooses by hand."""

    choice: Choice
    who: str
    distance: str
    half_days: str
    tasks: str
    likes_it: bool
    proposed: bool
    why_not: list[str]


def candidates(need: Need, page: str) -> tuple[Page[Choice], list[Candidate]]:
    """Whom one may choose, nearest first, then who cannot come and why; twenty a page."""
    shown_now = Paginator(engine.choices_by_hand(need), CHOICES_SHOWN).get_page(page)
    choices = list(shown_now.object_list)
    names = Names(need.organisation_id, by_name=True)
    names.learn(choice.offer for choice in choices)
    row = need.proposals.filter(state=ProposalState.OPEN).first()
    told = {other["offer"]: other["reason"] for other in row.others} if row else {}
    return shown_now, [_candidate(need, choice, names, row, told) for choice in choices]


def _candidate(
    need: Need, choice: Choice, names: Names, row: Proposal | None, told: dict[str, wording.Reason]
) -> Candidate:
    offer = choice.offer
    why_not = [str(wording.SENTENCES[code]) for code in choice.broken]
    if not why_not and choice.tasks >= offer.capacity:
        why_not = [_("Already does as much as offered for this week.")]
    elif not why_not and not choice.half_days:
        why_not = [_("Is already asked for these moments.")]
    elif not why_not and str(offer.key) in told:
        why_not = [wording.sentence(told[str(offer.key)], names.known)]
    return Candidate(
        choice=choice,
        who=names.of(offer),
        distance=wording.distance(choice.distance_m),
        half_days=", ".join(str(half_day_name(one)) for one in choice.half_days[:4]),
        tasks=f"{choice.tasks}/{offer.capacity}",
        likes_it=Skill(need.skill) in offer.likes,
        proposed=row is not None and row.offer_key == offer.key,
        why_not=why_not,
    )


def name_of(need: Need, offer: Offer) -> str:
    names = Names(need.organisation_id, by_name=True)
    names.learn([offer])
    return names.of(offer)


def somebody_else_proposed(need: Need, offer: Offer) -> str:
    """Who is proposed for this need; empty where nobody is, or this very offer."""
    row = need.proposals.filter(state=ProposalState.OPEN, offer_key__isnull=False).first()
    if row is None or row.offer_key is None or row.offer_key == offer.key:
        return ""
    proposed = Offer.objects.select_related("person").filter(key=row.offer_key).first()
    return name_of(need, proposed) if proposed else _("A volunteer")


def free_half_days(need: Need, offer: Offer) -> Choice | None:
    """The one offer as a choice by hand; None where it is no longer there."""
    found = (one for one in engine.choices_by_hand(need) if one.offer.pk == offer.pk)
    return next(found, None)
