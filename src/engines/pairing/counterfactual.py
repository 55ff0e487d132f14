"""Why not her: what choosing another helper for a need would cost, and whom; solved again, exactly."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engines.pairing.answer import Answer, Totals
from engines.pairing.candidates import Prospect, prospects
from engines.pairing.explain import find_need, find_offer
from engines.pairing.network import Place, seat
from engines.pairing.question import Question
from engines.pairing.rules import first_broken
from engines.pairing.standing import Standing, standing_of, totals


@dataclass(frozen=True)
class Instead:
    """The best answer in which this offer takes this need, beside the best of all."""

    need: str
    offer: str
    slot: int
    totals: Totals
    """Of that answer."""
    fewer_vital: int
    """Vital needs served fewer than in the best answer; below nought, more."""
    fewer: tuple[int, ...]
    """First helps fewer, second helps fewer, and so on."""
    points: int
    """Of cost, more than in the best answer; below nought where fewer are served, or fewer by their usual
    helper."""
    loses: tuple[str, ...]
    """Needs that are served in the best answer, and not in this one."""
    gains: tuple[str, ...]
    """Needs that are served in this answer alone."""
    moves: tuple[str, ...]
    """Needs served in both, by another helper or in another half-day; this one left apart."""


def instead(question: Question, answer: Answer, need_key: str, offer_key: str) -> Instead | None:
    """What it would cost if this offer took this need, all others seated anew as well as can be.

    `answer` is the engine's own to this question. None where a hard limit forbids the pair, or
    where the offer takes no task at all. Raises UnknownKey. Costs as much as `solve`.

    >>> from datetime import date
    >>> from engines.pairing.question import Need, Offer
    >>> from engines.pairing.solve import solve
    >>> vera = Offer("vera", (0, 0), 1000, {"errands"}, languages={"fr"}, slots={3})
    >>> ana = Need("ana1", "ana", (0, 0), "errands", languages={"fr"}, slots={3})
    >>> ben = Need("ben1", "ben", (0, 0), "errands", languages={"fr"}, slots={3})
    >>> question = Question(date(2026, 11, 23), (vera,), (ana, ben), received={"ben": 1})
    >>> other = instead(question, solve(question), "ben1", "vera")
    >>> other.loses, other.gains, other.fewer, other.points
    (('ana1',), ('ben1',), (1, -1), 0)
    """
    need, offer = find_need(question, need_key), find_offer(question, offer_key)
    if first_broken(question, need, offer) or not offer.capacity:
        return None
    now, outlook = standing_of(question, answer), prospects(question)
    only = replace(
        outlook[need_key],
        candidates=tuple(one for one in outlook[need_key].candidates if one.offer.key == offer_key),
    )
    bound = {**outlook, need_key: only}
    then = Standing(question, seat(question, bound, must=need_key).chosen())
    return _compared(now, then, outlook, answer.totals, need_key)


def _compared(
    now: Standing,
    then: Standing,
    outlook: Mapping[str, Prospect],
    best: Totals,
    need: str,
) -> Instead:
    worth = totals(then, outlook)
    depth = max(len(best.levels), len(worth.levels))
    before, after = _padded(best.levels, depth), _padded(worth.levels, depth)
    place: Place = then.chosen[need]
    both = now.chosen.keys() & then.chosen.keys()
    return Instead(
        need=need,
        offer=place[0],
        slot=place[1],
        totals=worth,
        fewer_vital=best.vital - worth.vital,
        fewer=tuple(one - other for one, other in zip(before, after, strict=True)),
        points=worth.cost - best.cost,
        loses=tuple(sorted(now.chosen.keys() - then.chosen.keys())),
        gains=tuple(sorted(then.chosen.keys() - now.chosen.keys())),
        moves=tuple(
            sorted(one for one in both if one != need and now.chosen[one] != then.chosen[one])
        ),
    )


def _padded(levels: tuple[int, ...], depth: int) -> tuple[int, ...]:
    return levels + (0,) * (depth - len(levels))
