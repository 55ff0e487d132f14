"""From a proposal to a help that took place."""

from django.db import transaction
from django.utils import timezone

from tandem.cases.actions import take_in_hand
from tandem.cases.models import Case
from tandem.journal.choices import Purpose
from tandem.journal.write import record
from tandem.outbox.actions import no_longer_to_say, send
from tandem.people import flags
from tandem.people.choices import FlagReason
from tandem.people.identity import Identity
from tandem.people.reveal import reveal_one
from tandem.solidarity import (
    beside,
    contacts,
    deciding,
    engine,
    messages,
    overtaking,
    rules,
    seating,
    weighing,
    whereabouts,
)
from tandem.solidarity.actions import drop_proposals, hold, look_again
from tandem.solidarity.choices import (
    ArrangementState,
    Chosen,
    Contact,
    NeedState,
    OfferState,
    ProposalState,
    RefusedBecause,
    Side,
    Withheld,
)
from tandem.solidarity.errors import AlreadyTaken, NotNow
from tandem.solidarity.models import Arrangement, Need, Offer, Proposal, Refusal
from tandem.tenancy.scope import required, within
from tandem.territory import scopes
from tandem.toolbox.half_days import from_bits
from tandem.toolbox.reference import new_word


def accept_proposal(proposal: Proposal, *, although: str = "") -> Arrangement:
    """The volunteer proposed is asked. `although`: why before people who come first, where there
    are some whom he could help instead.
    """
    offer = _proposed(proposal)
    if offer is None:
        raise NotNow("proposal_changed")
    if engine.limits_broken(proposal.need, offer):
        # It came to light since who is one person, or one of the two said no.
        drop_proposals(proposal.need, Proposal.objects.filter(pk=proposal.pk))
        raise NotNow("limit_broken")
    try:
        return _ask(proposal.need, offer, proposal.half_day, proposal, although=although)
    except AlreadyTaken:
        # Asked meanwhile for something else, perhaps across a border: nobody meets this again.
        drop_proposals(proposal.need, Proposal.objects.filter(pk=proposal.pk))
        raise


def choose_by_hand(
    need: Need,
    offer: Offer,
    half_day: int,
    why: RefusedBecause | None = None,
    words: str = "",
    *,
    although: str = "",
) -> Arrangement:
    """Another than proposed: the departure is recorded beside the proposal and counted. Where
    nobody was proposed there is nothing to depart from, and nothing is counted.
    """
    proposal = Proposal.objects.filter(need=need, state=ProposalState.OPEN).first()
    if rules.departs(proposal.offer_key if proposal else None, offer.key) and (
        why is None or not rules.says_enough(why, words)
    ):
        raise NotNow("say_why")
    if engine.limits_broken(need, offer):
        raise NotNow("limit_broken")
    if half_day not in {*from_bits(need.half_days)} & {*from_bits(offer.half_days)}:
        raise NotNow("half_day_not_shared")
    return _ask(need, offer, half_day, proposal, why, words, although=although)


def who_comes_first(need: Need, offer: Offer, half_day: int | None) -> list[Need]:
    """Whom this volunteer could help instead and should: asked as proposed, or else by hand."""
    proposed = Proposal.objects.filter(need=need, state=ProposalState.OPEN, offer_key=offer.key)
    if half_day is not None and proposed.filter(half_day=half_day).exists():
        return engine.who_comes_first(need, offer)
    return overtaking.still_waiting(engine.who_comes_first(need, offer, by_hand=True), offer)


@transaction.atomic
def refuse_proposal(proposal: Proposal, why: RefusedBecause, words: str = "") -> None:
    """Not this one; these two are not proposed again for this need."""
    if not rules.says_enough(why, words):
        raise NotNow("say_why")
    need = hold(proposal.need_id)
    proposal = _still_open(proposal)
    if proposal.offer_key is None:
        raise NotNow("proposal_changed")
    _settle(proposal, ProposalState.REFUSED, why, words)
    offer = _proposed(proposal)
    if offer is not None:
        _refuse(need, offer.pk, for_good=why in rules.FOR_GOOD)
    deciding.refused(proposal, why)
    record("solidarity.proposal_refused", proposal, persons=[need.person], facts={"because": why})
    look_again(need)


def _proposed(proposal: Proposal) -> Offer | None:
    if proposal.offer_key is None:
        return None
    return Offer.objects.filter(key=proposal.offer_key).first()


def _still_open(proposal: Proposal) -> Proposal:
    # Read again once the need is held: a colleague or a new run may have been faster.
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.state != ProposalState.OPEN:
        raise NotNow("proposal_changed")
    return proposal


def _settle(
    proposal: Proposal, state: ProposalState, why: RefusedBecause | None, words: str
) -> None:
    proposal.state, proposal.refused_because = state, why or ""
    proposal.sealed_why = beside.sealed_why(proposal, words)
    proposal.save(update_fields=["state", "refused_because", "sealed_why"])


def _settle_asked(
    proposal: Proposal, asked: Arrangement, why: RefusedBecause | None, words: str
) -> None:
    offer = asked.offer
    if proposal.offer_key == offer.key:
        _settle(proposal, ProposalState.ACCEPTED, None, "")
        deciding.followed(proposal, offer, asked.half_day)
    elif rules.departs(proposal.offer_key, offer.key):
        _settle(proposal, ProposalState.DEPARTED, why, words)
        deciding.departed(proposal, offer, asked.half_day, why or "")
    else:
        _settle(proposal, ProposalState.STALE, None, "")
        deciding.found_by_hand(proposal, offer, asked.half_day)


@transaction.atomic
def _ask(
    need: Need,
    offer: Offer,
    half_day: int,
    proposal: Proposal | None,
    why: RefusedBecause | None = None,
    words: str = "",
    *,
    although: str,
) -> Arrangement:
    seating.hold_offer(offer.pk)
    need = hold(need.pk)
    offer = Offer.objects.get(pk=offer.pk)
    if need.limited or offer.limited:
        raise NotNow("left_alone")
    if need.state != NeedState.OPEN or offer.state != OfferState.ACTIVE:
        raise NotNow("need_or_offer_changed")
    if proposal is not None:
        proposal = _still_open(proposal)
    followed = proposal is not None and proposal.offer_key == offer.key
    hands = proposal.hands if proposal is not None and followed else 1
    seating.refuse_a_full_week(offer, hands)
    ahead = who_comes_first(need, offer, half_day)
    if ahead and not rules.says_why(although):
        raise NotNow("others_first")
    chosen = Chosen.PROPOSED if followed else Chosen.BY_HAND
    arrangement = seating.seat_together(need, offer, half_day, chosen, proposal, hands)
    if ahead:
        overtaking.note_ahead(arrangement, ahead, offer, although)
    if proposal is not None:
        _settle_asked(proposal, arrangement, why, words)
    if Arrangement.objects.in_force().filter(need=need).count() >= need.hands:
        need.state = NeedState.ASKED
        need.save(update_fields=["state"])
    record(
        "solidarity.helper_asked",
        arrangement,
        persons=[need.person],
        facts={"chosen": chosen, "offer": offer.pk, "ahead_of": len(ahead)},
    )
    seating.drop_what_is_overtaken(offer, arrangement)
    word = new_word()
    whereabouts.note_asked(arrangement, offer, word)
    take_in_hand(Case.objects.get(pk=need.case_id))
    tell_helper(arrangement, lambda: messages.asked(arrangement, need, word))
    return arrangement


def tell_helper(arrangement: Arrangement, compose: messages.Compose) -> None:
    """A message to the volunteer, also across an open border: it is queued with his own commune,
    and who he is stays there.
    """
    offer = whereabouts.offer_of(arrangement)
    send(offer.person, compose, about=offer)


@transaction.atomic
def agree(arrangement: Arrangement) -> Arrangement:
    """The volunteer comes; only now do the two learn what they must know of each other."""
    # Held, so that two yeses at once do not each think to be within what he may be told.
    seating.hold_offer(arrangement.offer_id)
    arrangement = moved(arrangement, ArrangementState.AGREED)
    if weighing.has_begun(arrangement):
        # Nobody expects him any more; nothing of her is told.
        raise NotNow("moment_over")
    need = Need.objects.get(pk=arrangement.need_id)
    if not need.arrangements.filter(state=ArrangementState.ASKED).exists():
        Need.objects.filter(pk=need.pk, state=NeedState.ASKED).update(state=NeedState.ARRANGED)
    record(
        "solidarity.helper_agreed",
        arrangement,
        persons=[need.person],
        facts={"offer": arrangement.offer_id},
    )
    _introduce(arrangement, need)
    return arrangement


def _introduce(arrangement: Arrangement, need: Need) -> None:
    offer = whereabouts.offer_of(arrangement)
    with within(required() | scopes.of_keys(offer.territory_id, offer.organisation_id)):
        asker = reveal_one(
            need.person, Purpose.SOLIDARITY, what=messages.INTRODUCTION_PREPARED, about=need
        )
        _settle_what_is_told(arrangement, need, offer, asker)
        facts = messages.introduction_facts(arrangement, need, offer, asker)
        word = whereabouts.note_word(arrangement)
        send(
            offer.person,
            lambda: messages.introduced_to_helper(arrangement, facts, word),
            about=offer,
        )
        send(need.person, lambda: messages.introduced_to_asker(arrangement, facts), about=need)
        record("solidarity.introduced", need, persons=[need.person, offer.person])


def _settle_what_is_told(
    arrangement: Arrangement, need: Need, offer: Offer, asker: Identity
) -> None:
    """Settled once, when he agrees: nothing more is shown to him afterwards."""
    against = contacts.withheld(need, offer, asker, timezone.now())
    arrangement.told = Contact.PASSED_ON if against else need.contact
    arrangement.withheld = against or ""
    arrangement.save(update_fields=["told", "withheld"])
    contacts.note_that_it_is_told(arrangement, need)
    if against == Withheld.TOO_MANY_TODAY:
        told_too_much(arrangement, need, offer)


def told_too_much(arrangement: Arrangement, need: Need, offer: Offer) -> None:
    """The contact stays shut, and it is seen: by who coordinates, and by who watches over data."""
    flags.raise_about(need, FlagReason.CONTACTS, offer.key, account=offer.person.account_id)
    facts = {"offer": offer.pk}
    record("solidarity.contact_kept_back", arrangement, persons=[need.person], facts=facts)


@transaction.atomic
def decline(arrangement: Arrangement, *, never_again: bool = False) -> Arrangement:
    """The volunteer cannot come, and need not say why; somebody else is looked for."""
    arrangement = moved(arrangement, ArrangementState.DECLINED)
    record_no(arrangement)
    fell_away(arrangement, for_good=never_again)
    return arrangement


def record_no(arrangement: Arrangement) -> None:
    record(
        "solidarity.helper_declined",
        arrangement,
        persons=[arrangement.need.person],
        facts={"offer": arrangement.offer_id},
    )


@transaction.atomic
def cancel(arrangement: Arrangement, *, by: Side | None) -> Arrangement:
    """The other side is told, both where a colleague cancels, and somebody else is looked for."""
    arrangement = _cancelled(arrangement, by)
    fell_away(arrangement, for_good=False)
    return arrangement


@transaction.atomic
def call_off(need: Need) -> None:
    """The need has ended: whoever was asked or had agreed is told not to come."""
    for arrangement in Arrangement.objects.in_force().leading().filter(need=need).order_by("pk"):
        _cancelled(arrangement, Side.ASKER)


def _cancelled(arrangement: Arrangement, by: Side | None) -> Arrangement:
    was_agreed = arrangement.state == ArrangementState.AGREED
    arrangement = moved(arrangement, ArrangementState.CANCELLED)
    arrangement.cancelled_by = by or ""
    arrangement.save(update_fields=["cancelled_by"])
    need = arrangement.need
    record("solidarity.arrangement_cancelled", arrangement, persons=[need.person])
    if was_agreed and by != Side.ASKER:
        send(need.person, lambda: messages.cancelled_for_asker(arrangement), about=need)
    if by != Side.HELPER:
        tell_helper(arrangement, lambda: messages.cancelled_for_helper(arrangement))
    return arrangement


def fell_away(arrangement: Arrangement, *, for_good: bool) -> None:
    _refuse(arrangement.need, arrangement.offer_id, for_good=for_good)
    look_again(arrangement.need)


def never_again(arrangement: Arrangement) -> None:
    """One of the two would rather meet somebody else, and need not say why."""
    _refuse(arrangement.need, arrangement.offer_id, for_good=True)


def _refuse(need: Need, offer: int, *, for_good: bool) -> None:
    Refusal.objects.get_or_create(
        person=need.person,
        offer_id=offer,
        need=None if for_good else need,
        defaults={"territory_id": need.territory_id, "organisation_id": need.organisation_id},
    )


def moved(arrangement: Arrangement, to: ArrangementState) -> Arrangement:
    hold(arrangement.need_id)
    arrangement = Arrangement.objects.select_for_update(of=("self",)).get(pk=arrangement.pk)
    if not rules.may_move(ArrangementState(arrangement.state), to):
        raise NotNow(arrangement.state)
    arrangement.state = to
    now = timezone.now()
    answered = to in {ArrangementState.AGREED, ArrangementState.DECLINED}
    if answered:
        arrangement.answered_at = now
    if to not in rules.IN_FORCE:
        arrangement.ended_at = now
    arrangement.save(update_fields=["state", "answered_at", "ended_at"])
    if arrangement.together > 1:
        # Who comes with it goes the same way: one was asked for all.
        arrangement.with_it.update(
            state=to, answered_at=arrangement.answered_at, ended_at=arrangement.ended_at
        )
    no_longer_to_say(
        whereabouts.offer_of(arrangement),
        messages.QUESTIONS,
        arrangement.shown_reference,
        knows=answered,
    )
    return arrangement
