"""A helper fell away and nobody is free: whether agreed tasks of others could make room.

Nothing is moved here. What is found stands beside the proposal, and a coordinator asks all
concerned before anything changes.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from engines import pairing
from engines.pairing.codes import REPAIR
from tandem.solidarity import engine, matching, rules
from tandem.solidarity.choices import ArrangementState, ProposalState
from tandem.solidarity.models import Arrangement, Need, Proposal
from tandem.solidarity.parameters import in_force
from tandem.territory.models import Organisation

MOST_MOVES = 3
"""More agreed tasks are not touched for one need: each means three people to ask."""
Places = dict[str, tuple[str, int]]


def fell_away(need: Need) -> Arrangement | None:
    """The last help of this need, where it was agreed and the helper did not or does not come."""
    last = need.arrangements.leading().order_by("-pk").first()
    if last is None or last.answered_at is None:
        return None
    gone = {ArrangementState.CANCELLED, ArrangementState.NOT_DONE}
    return last if last.state in gone else None


def look_for_repairs(organisation: Organisation) -> int:
    """For needs whose helper fell away and for whom the last run found nobody."""
    rows = Proposal.objects.filter(
        organisation=organisation, state=ProposalState.OPEN, offer_key=None, need__hands=1
    ).select_related("need")
    gone = {row: task for row in rows.order_by("pk") if (task := fell_away(row.need))}
    if not gone:
        return 0
    ways = _Ways(organisation, timezone.localdate(), gone.values())
    found = 0
    for row in gone:
        reason = ways.to_serve(str(row.need.key))
        if reason is not None:
            _replace(row, [*row.reasons, reason])
            found += 1
    return found


def _replace(row: Proposal, reasons: list[dict[str, Any]]) -> None:
    """A proposal that stands is never rewritten, not even by us: another takes its place."""
    row.state = ProposalState.STALE
    row.save(update_fields=["state"])
    Proposal.objects.create(
        need=row.need,
        run_id=row.run_id,
        reasons=reasons,
        others=row.others,
        territory_id=row.territory_id,
        organisation_id=row.organisation_id,
    )


class _Ways:
    """The week of all as it is agreed, and what could be otherwise."""

    def __init__(
        self, organisation: Organisation, today: date, gone: Iterable[Arrangement]
    ) -> None:
        under = in_force(organisation.pk)
        tasks = _movable(organisation, today)
        # Who has just said that she cannot come is not asked for that very moment by another.
        away = {(str(one.offer.key), one.half_day) for one in gone if one.day > today}
        question = engine.read_pool(today, under, tasks.values()).question
        while unfit := _unfit(question, tasks):
            tasks = {key: task for key, task in tasks.items() if key not in unfit}
            question = engine.read_pool(today, under, tasks.values()).question
        offers = tuple(_away(offer, away - {*_agreed(tasks).values()}) for offer in question.offers)
        self.tasks, self.question = tasks, replace(question, offers=offers)
        self.agreed = _agreed(tasks)
        self.served = {pair.need for pair in matching.solved(_settled(question, self.agreed)).pairs}

    def to_serve(self, need: str) -> dict[str, Any] | None:
        """As a reason is kept; None where no few moves would do, or another need comes first."""
        among = self.served | self.agreed.keys() | {need}
        needs = tuple(one for one in self.question.needs if one.key in among)
        done = pairing.repair(replace(self.question, needs=needs), self.agreed)
        if need not in done.chosen or not 0 < len(done.moves) <= MOST_MOVES:
            return None
        after = self.agreed | {move.need: move.now for move in done.moves}
        # What is made free is everybody's: it must be this person's turn then.
        pairs = {pair.need: pair for pair in matching.solved(_settled(self.question, after)).pairs}
        if need not in pairs:
            return None
        steps = [
            {"task": str(self.tasks[move.need].key), "offer": move.now[0], "slot": move.now[1]}
            for move in done.moves
        ]
        facts = {"offer": pairs[need].offer, "slot": pairs[need].slot, "moves": len(steps)}
        return {"code": REPAIR, "facts": facts | {"steps": steps}}


def _movable(organisation: Organisation, today: date) -> dict[str, Arrangement]:
    """Agreed tasks of the coming week that its own coordinators could ask to move."""
    rows = Arrangement.objects.filter(
        organisation=organisation,
        state=ArrangementState.AGREED,
        day__gt=today,
        day__lte=today + rules.WEEK,
        need__hands=1,
        need__limited=False,
        need__no_program=False,
        offer__at_once=1,
    ).select_related("need", "offer")
    return {str(row.need.key): row for row in rows.order_by("pk")}


def _agreed(tasks: dict[str, Arrangement]) -> Places:
    return {key: (str(task.offer.key), task.half_day) for key, task in tasks.items()}


def _unfit(question: pairing.Question, tasks: dict[str, Arrangement]) -> set[str]:
    """Tasks agreed by hand, or before somebody's week changed: those are left as they are."""
    offers = {offer.key: offer for offer in question.offers}
    places = _agreed(tasks)
    times = Counter(offer for offer, _slot in places.values())
    return {
        key
        for key, (offer, slot) in places.items()
        if offer not in offers
        or pairing.may_pair(question, key, offer)
        or slot not in offers[offer].slots
        or times[offer] > offers[offer].capacity
    }


def _settled(question: pairing.Question, places: Places) -> pairing.Question:
    """The same week with these tasks agreed, so that only what is open is asked."""
    received = Counter(question.received)
    received.update(one.person for one in question.needs if one.key in places)
    return replace(
        question,
        needs=tuple(one for one in question.needs if one.key not in places),
        offers=tuple(_less(offer, places.values()) for offer in question.offers),
        received=dict(received),
    )


def _away(offer: pairing.Offer, places: Iterable[tuple[str, int]]) -> pairing.Offer:
    return replace(offer, slots=offer.slots - {slot for key, slot in places if key == offer.key})


def _less(offer: pairing.Offer, places: Iterable[tuple[str, int]]) -> pairing.Offer:
    taken = Counter(slot for key, slot in places if key == offer.key)
    full = {slot for slot, times in taken.items() if times >= offer.at_once}
    return replace(offer, slots=offer.slots - full, capacity=offer.capacity - taken.total())
