"""Somebody fell away: who can come instead, with as few agreed tasks changed as can be."""

from collections import Counter
from dataclasses import dataclass

from engines.pairing.candidates import prospects
from engines.pairing.network import Place, seat
from engines.pairing.question import Question
from engines.pairing.rules import broken
from engines.pairing.worth import Agreed
from engines.reading import BadQuestion


@dataclass(frozen=True)
class Move:
    """An agreed task that another offer takes, or that takes place in another half-day."""

    need: str
    was: Place
    now: Place


@dataclass(frozen=True)
class Repair:
    """What can be done now; nothing of it is so before all concerned have said yes."""

    chosen: dict[str, Place]
    """Offer and half-day of each need that was not agreed and is served."""
    moves: tuple[Move, ...]
    """By the key of the need."""
    unserved: tuple[str, ...]


def repair(question: Question, agreed: Agreed) -> Repair:
    """The best answer for what is open, in which every agreed task is kept or moved, never dropped.

    The needs of `question` are those agreed and those open; `received` leaves the agreed ones out.
    Promise, exactly and in this order: of the open needs as many vital ones served as possible,
    then first helps and so on, as in `solve`; then as few agreed tasks changed as possible; then
    usual helpers kept, points and the tie rule, as in `solve`. Where nobody need be moved, nobody
    is. Raises BadQuestion where what is agreed breaks a limit, or does not fit. Costs as `solve`.

    >>> from datetime import date
    >>> from engines.pairing.question import Need, Offer
    >>> def helper(key, slots):
    ...     return Offer(key, (0, 0), 1000, {"errands"}, {"fr"}, slots)
    >>> def errand(key, slots):
    ...     return Need(key, key, (0, 0), "errands", {"fr"}, slots)
    >>> needs = (errand("ana", {3}), errand("ben", {3, 4}))
    >>> question = Question(date(2026, 11, 23), (helper("vera", {3}), helper("wim", {4})), needs)
    >>> done = repair(question, {"ben": ("vera", 3)})
    >>> done.chosen, done.moves
    ({'ana': ('vera', 3)}, (Move(need='ben', was=('vera', 3), now=('wim', 4)),))
    """
    _check(question, agreed)
    seating = seat(question, prospects(question), agreed=agreed)
    places = seating.chosen()
    return Repair(
        chosen={key: places[key] for key in sorted(places) if key not in agreed},
        moves=tuple(
            Move(key, agreed[key], places[key])
            for key in sorted(agreed)
            if places[key] != agreed[key]
        ),
        unserved=tuple(sorted(need.key for need in question.needs if need.key not in places)),
    )


def _check(question: Question, agreed: Agreed) -> None:
    """What is agreed can be kept as it is, so that there is an answer."""
    needs = {need.key: need for need in question.needs}
    offers = {offer.key: offer for offer in question.offers}
    for key, (offer, slot) in sorted(agreed.items()):
        where = f"agreed {key!r}"
        if key not in needs or offer not in offers:
            raise BadQuestion(where, "the need or its offer is not in the question.")
        limits = broken(question, needs[key], offers[offer])
        if limits:
            raise BadQuestion(where, f"a limit is broken: {limits[0]}.")
        if slot not in needs[key].slots & offers[offer].slots:
            raise BadQuestion(where, f"half-day {slot} is not one that both have.")
    tasks = Counter(offer for offer, _ in agreed.values())
    at_once = Counter(agreed.values())
    for offer, times in sorted(tasks.items()):
        if times > offers[offer].capacity:
            raise BadQuestion(f"offer {offer!r}", f"{times} tasks are agreed; too many for it.")
    for (offer, slot), times in sorted(at_once.items()):
        if times > offers[offer].at_once:
            raise BadQuestion(f"offer {offer!r}", f"{times} tasks are agreed in half-day {slot}.")
