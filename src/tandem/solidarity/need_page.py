"""What stands on the page of one need; a look at it was noted before."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.cases.models import Case
from tandem.people.choices import Channel
from tandem.people.sameness import Together, counted_together, is_alike_but_apart
from tandem.services.questions import half_day_name
from tandem.solidarity import (
    beside,
    contacts,
    elsewhere,
    explaining,
    presented,
    refusing,
    repairing,
    rules,
    shares,
    vital,
    weighing,
    whereabouts,
    wording,
)
from tandem.solidarity.actions import what_is_needed
from tandem.solidarity.beside import words_of
from tandem.solidarity.choices import (
    ArrangementState,
    Contact,
    NeedState,
    ProposalState,
    RefusedBecause,
    Side,
    Went,
    Withheld,
)
from tandem.solidarity.choosing_page import Before, others_first
from tandem.solidarity.following_up import disputed, to_look_at
from tandem.solidarity.messages import moment
from tandem.solidarity.models import Arrangement, Feedback, Need, Offer, Proposal
from tandem.solidarity.naming import Names
from tandem.solidarity.parameters import in_force
from tandem.solidarity.reaching import Reached, asker_too_late, before_asking, reached
from tandem.ui.components.lists import Fact, Moment
from tandem.ui.formats import number


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal in whole sentences."""

    row: Proposal
    first: list[Before]
    who: str
    """Empty where nobody was found."""
    half_day: str
    why: list[str]
    why_not: list[str]
    change: list[str]
    if_moved: str
    """That agreed tasks of others could make room; empty where none could, or need not."""
    next_one: str
    not_told: str
    """What the volunteer would not be told although the person agreed to it, and why."""
    reached: Reached | None
    to_welcome: UUID | None
    """The offer of this volunteer, where a word from us is what is missing."""


@dataclass(frozen=True, slots=True)
class Task:
    """One volunteer asked for this need."""

    row: Arrangement
    who: str
    moment: str
    state: str
    offer: Offer
    ours: bool
    not_told: str
    reached: Reached | None
    """By which way he was asked, while his answer is waited for."""
    over_there: str
    """With whom to speak to reach a neighbour's volunteer; empty for one of ours."""

    @property
    def waits_for_answer(self) -> bool:
        return self.row.state == ArrangementState.ASKED and not weighing.has_begun(self.row)

    @property
    def may_be_cancelled(self) -> bool:
        return self.row.state in rules.IN_FORCE

    @property
    def may_be_in_touch(self) -> bool:
        return self.row.state == ArrangementState.AGREED and self.row.in_touch_at is None

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
    asker_too_late: str
    vital_why: str
    may_contest_vital: bool
    perhaps_the_same: bool
    """Counted together with another record until a colleague decides."""
    perhaps_of_one_home: bool
    """Shares a contact with another record, and is counted apart until a colleague decides."""
    badly: bool
    """One side said that it did not go well, and no coordinator has looked at it."""
    disputed: bool
    """One says that it took place, the other that it did not."""
    fell_away: str
    """Why nobody comes who had agreed to, and when it was."""
    helper_is_away: bool
    """It was the helper who fell away, and neither the person nor we who called it off."""
    looked_for: bool
    ended: bool
    proposed: Proposed | None
    tasks: list[Task]
    moments: list[Moment]


def shown(need: Need, *, may_decide: bool) -> Shown:
    case = Case.objects.get(pk=need.case_id)
    proposals = list(need.proposals.exclude(state=ProposalState.STALE).order_by("pk"))
    arrangements = list(need.arrangements.leading().order_by("pk"))
    offers = {arrangement.pk: whereabouts.offer_of(arrangement) for arrangement in arrangements}
    names = Names(need.organisation_id, by_name=may_decide)
    proposable = offers_named(proposals)
    names.learn([*offers.values(), *proposable])
    tasks = [_task(need, row, offers[row.pk], names) for row in arrangements]
    kinds = presented.Kinds([need.territory_id])
    open_one = next((row for row in proposals if row.state == ProposalState.OPEN), None)
    is_open = need.state == NeedState.OPEN
    together = counted_together()
    return Shown(
        need=need,
        reference=case.shown_reference,
        case=case.reference,
        kind=kinds.name(need),
        place=f"{need.postal_code} {need.territory}",
        state=str(NeedState(need.state).label),
        words=what_is_needed(need) if may_decide else "",
        facts=_facts(need, case, tasks, together) if may_decide else _state_only(need),
        asker_too_late=asker_too_late(need) if may_decide else "",
        vital_why=vital.why(need) if may_decide else "",
        may_contest_vital=vital.may_contest(need),
        perhaps_the_same=together.is_undecided(need.person_id),
        perhaps_of_one_home=is_alike_but_apart(need.person_id),
        badly=may_decide and to_look_at(need).exists(),
        disputed=may_decide and disputed(need).exists(),
        fell_away=_fell_away(need, tasks) if is_open and may_decide else "",
        helper_is_away=any(
            gone.cancelled_by == Side.HELPER or gone.state != ArrangementState.CANCELLED
            for gone in filter(None, [repairing.fell_away(need)])
        ),
        looked_for=is_open,
        ended=need.state in rules.ENDED,
        proposed=_proposed(open_one, names) if open_one and is_open and may_decide else None,
        tasks=tasks,
        moments=(
            _moments(need, case, proposals, tasks, names)
            if may_decide
            else [Moment(need.made_at, _("Help was asked for"))]
        ),
    )


def _fell_away(need: Need, tasks: list[Task]) -> str:
    gone = repairing.fell_away(need)
    found = next((task for task in tasks if gone and task.row.pk == gone.pk), None)
    if found is None:
        return ""
    facts = {"who": found.who, "moment": found.moment}
    was = _("%(who)s was to come: %(moment)s.") % facts
    if found.row.state != ArrangementState.CANCELLED:
        return was
    return f"{was} {refusing.called_off_by(found.row) % facts}"


def offers_named(proposals: Iterable[Proposal]) -> list[Offer]:
    """Every offer that a sentence of these proposals speaks of, as far as it may be read."""
    keys: set[str] = set()
    for row in proposals:
        keys |= {str(row.offer_key)} if row.offer_key else set()
        keys |= {other["offer"] for other in row.others}
        told = (reason["facts"].get("offer") for reason in row.reasons)
        keys |= {key for key in told if key}
    return list(Offer.objects.select_related("person").filter(key__in=keys))


def _state_only(need: Need) -> list[Fact]:
    """For whoever takes calls and writes down answers: what she asks is not hers to read."""
    return [Fact(_("Waits"), presented.asked(need))]


def _facts(need: Need, case: Case, tasks: list[Task], together: Together) -> list[Fact]:
    window = in_force(need.organisation_id).window
    counted = shares.had([need.person_id], timezone.localdate(), together, window)
    had = counted.get(need.person_id, 0)
    found = sum(task.row.state in rules.IN_FORCE for task in tasks)
    facts = [
        Fact(_("When"), presented.when(need)),
        Fact(_("Languages"), wording.spoken(need.languages)),
        Fact(_("Waits"), presented.asked(need)),
        Fact(_("Had in the last weeks"), presented.helps(had)),
    ]
    if due := presented.due(case):
        facts.append(Fact(_("Answer by"), due))
    if need.safeguards:
        facts.append(Fact(_("Must have been checked"), wording.checks(need.safeguards)))
    facts.append(Fact(_("A helper may know"), str(Contact(need.contact).label)))
    facts.append(Fact(_("Wishes to be reached"), str(Channel(need.person.channel).label)))
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
        first=others_first(row.need, row.offer_key, row.half_day),
        who=_with_how_many(names.known.get(str(row.offer_key), _("A volunteer")), row.hands)
        if found
        else "",
        half_day=str(half_day_name(row.half_day)) if found else "",
        why=(wording.why_this_one(row.reasons, names.known) if found else _binding(row, names)),
        why_not=[
            *(wording.sentence(other["reason"], names.known) for other in row.others),
            *filter(None, [wording.who_cannot_come(row.reasons)]),
        ],
        change=wording.what_would_change_it(row.reasons, names.known),
        if_moved=wording.if_moved(row.reasons, names.known),
        not_told=not_told(row.need, names.offers.get(str(row.offer_key))),
        reached=before_asking(
            row.need, names.offers.get(str(row.offer_key)), [row.half_day] if found else []
        ),
        to_welcome=to_welcome(row.need, names.offers.get(str(row.offer_key))),
        next_one=names.known.get(free[0]["offer"], "") if found and free else "",
    )


def _binding(row: Proposal, names: Names) -> list[str]:
    told = row.reasons[0]
    said = [wording.sentence(told, names.known), explaining.numbers(told["facts"])]
    return list(filter(None, said))


NOT_TOLD = {
    Withheld.CARE: gettext_lazy("This person must be reached with care: bring the two together."),
    Withheld.MISSING: gettext_lazy(
        "The person did not give what may be told: bring the two together."
    ),
    Withheld.NOT_WELCOMED: gettext_lazy(
        "Nobody has welcomed this volunteer yet, so the address is not told. "
        "Speak with the volunteer and welcome them first."
    ),
    Withheld.TOO_MANY_TODAY: gettext_lazy(
        "This volunteer was given three people’s contacts today, so no more are told. "
        "The data-protection officer sees it too. Ask why, then bring the two together."
    ),
    Withheld.TOO_MANY: gettext_lazy(
        "This volunteer was given many people’s contacts this week, so no more are told. "
        "Ask why, then bring the two together."
    ),
}


def not_told(need: Need, offer: Offer | None) -> str:
    against = contacts.expected(need, offer, timezone.now()) if offer is not None else None
    return str(NOT_TOLD[against]) if against else ""


def to_welcome(need: Need, offer: Offer | None) -> UUID | None:
    """A neighbour's volunteer is welcomed by his own commune."""
    ours = offer is not None and offer.organisation_id == need.organisation_id
    return offer.key if offer and ours and offer.welcomed_at is None else None


def _with_how_many(who: str, many: int) -> str:
    if many == 1:
        return who
    return _("%(who)s (persons: %(many)s)") % {"who": who, "many": number(many)}


def _task(need: Need, row: Arrangement, offer: Offer, names: Names) -> Task:
    return Task(
        row=row,
        who=_with_how_many(names.of(offer), row.together),
        moment=moment(row),
        state=str(ArrangementState(row.state).label),
        offer=offer,
        ours=offer.organisation_id == row.organisation_id,
        # Of what was called off nobody need be told anything any more.
        not_told=(
            str(NOT_TOLD[Withheld(row.withheld)])
            if row.withheld and row.state in rules.TOLD_OF and row.in_touch_at is None
            else ""
        ),
        reached=(
            reached(need, offer, row.day, timezone.localdate(row.asked_at))
            if row.state == ArrangementState.ASKED
            else None
        ),
        over_there=elsewhere.whom_to_call(row, offer) if row.state in rules.IN_FORCE else "",
    )


def _moments(
    need: Need, case: Case, proposals: list[Proposal], tasks: list[Task], names: Names
) -> list[Moment]:
    said = [Moment(need.made_at, _("Help was asked for"))]
    said += [_not_followed(row, names) for row in proposals if row.refused_because]
    for task in tasks:
        said += _moments_of(task)
    said += _feedbacks(tasks)
    if need.overtaken_at:
        said.append(Moment(need.overtaken_at, _("Somebody else was helped first, by hand")))
    if need.state in rules.ENDED and case.answered_at:
        said.append(Moment(case.answered_at, str(NeedState(need.state).label)))
    return sorted(said, key=lambda moment: moment.when)


def _not_followed(row: Proposal, names: Names) -> Moment:
    who = names.known.get(str(row.offer_key), _("Nobody")) if row.offer_key else _("Nobody")
    why = [str(RefusedBecause(row.refused_because).label)]
    if row.sealed_why:
        why.append(beside.why(row))
    title = _("Proposed and not followed: %(who)s") % {"who": who}
    return Moment(row.made_at, title, "\n".join(why))


ENDINGS = {
    ArrangementState.DECLINED: "declined",
    ArrangementState.LAPSED: "lapsed",
    ArrangementState.CANCELLED: "cancelled",
}


def _moments_of(task: Task) -> list[Moment]:
    row, facts = task.row, {"who": task.who, "moment": task.moment}
    although = beside.although(row)
    said = [Moment(row.asked_at, _("%(who)s was asked: %(moment)s") % facts, although)]
    if row.answered_at and row.state != ArrangementState.DECLINED:
        said.append(Moment(row.answered_at, _("%(who)s agreed: %(moment)s") % facts))
    if row.in_touch_at:
        said.append(Moment(row.in_touch_at, _("%(who)s and the person are in touch") % facts))
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
