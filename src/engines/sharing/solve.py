from collections.abc import Mapping
from dataclasses import dataclass

from engines.lots import drawn
from engines.sharing.answer import Answer, Reason, Share, Totals
from engines.sharing.question import Ask, Question
from engines.sharing.turns import Claim, Poured, ahead_of, pour


def solve(question: Question) -> Answer:
    """Share out what there is: vital asks first, then nobody a second for each head while somebody
    who asks has no first.

    >>> from datetime import date
    >>> asks = (Ask("home", "home", 30, heads=20), Ask("ana", "ana", 4), Ask("ben", "ben", 1))
    >>> answer = solve(Question(date(2026, 11, 23), 22, asks))
    >>> [(share.ask, share.quantity) for share in answer.shares]
    [('ana', 1), ('ben', 1), ('home', 20)]
    """
    table = _Table(question)
    shares = tuple(table.share(ask) for ask in sorted(question.asks, key=lambda one: one.key))
    given = sum(share.quantity for share in shares)
    vital = {ask.key for ask in question.asks if ask.vital}
    return Answer(
        shares,
        Totals(
            given=given,
            left=question.quantity - given,
            vital=sum(share.quantity for share in shares if share.ask in vital),
            each=table.other.full if table.vital.left == 0 else table.vital.full,
        ),
    )


@dataclass(frozen=True)
class _Queue:
    claims: Mapping[str, Claim]
    poured: Poured

    @property
    def full(self) -> int:
        return self.poured.full

    @property
    def left(self) -> int:
        return self.poured.left


class _Table:
    """Both queues of one question, and what each ask gets of what its person gets."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.asks = _by_person(question)
        self.vital = self._queue(question.quantity, vital=True)
        given = sum(self.vital.poured.given.values())
        self.other = self._queue(question.quantity - given, vital=False)
        self.got = {ask: many for person in self.asks for ask, many in self._split(person)}

    def _queue(self, quantity: int, *, vital: bool) -> _Queue:
        claims = {
            person: claim
            for person in self.asks
            if (claim := self._claim(person, vital=vital)).wanted
        }
        return _Queue(claims, pour(list(claims.values()), quantity))

    def _claim(self, person: str, *, vital: bool) -> Claim:
        asks = self.asks[person]
        had = self.question.received.get(person, 0)
        return Claim(
            person,
            heads=max(ask.heads for ask in asks),
            had=had if vital else had + sum(ask.quantity for ask in asks if ask.vital),
            wanted=sum(ask.quantity for ask in asks if ask.vital == vital),
            lot=drawn(self.question.seed, self.question.today, min(ask.key for ask in asks)),
        )

    def _split(self, person: str) -> list[tuple[str, int]]:
        """Among her own asks: vital ones first, then by key."""
        found = []
        for queue, vital in ((self.vital, True), (self.other, False)):
            rest = queue.poured.given.get(person, 0)
            for ask in self.asks[person]:
                if ask.vital == vital:
                    found.append((ask.key, min(rest, ask.quantity)))
                    rest -= min(rest, ask.quantity)
        return found

    def share(self, ask: Ask) -> Share:
        got = self.got[ask.key]
        queue = self.vital if ask.vital else self.other
        why = self._why(ask, queue) if got else [self._why_nothing(ask, queue)]
        return Share(ask.key, got, (*why, *self._what_would_change_it(ask, queue)))

    def _why(self, ask: Ask, queue: _Queue) -> list[Reason]:
        had = self.question.received.get(ask.person, 0)
        said = [Reason("vital")] if ask.vital else []
        if had:
            said.append(Reason("had_before", {"had": had}))
        if self.got[ask.key] == ask.quantity:
            return [*said, Reason("all_asked", {"quantity": ask.quantity})]
        if queue.full:
            heads = queue.claims[ask.person].heads
            said.append(Reason("so_many_each", {"each": queue.full, "heads": heads}))
        if queue.claims[ask.person].of_turn(queue.full + 1) and queue.left:
            said.append(self._last_turn(ask, queue))
        return said

    def _last_turn(self, ask: Ask, queue: _Queue) -> Reason:
        claim, full = queue.claims[ask.person], queue.full
        facts = {
            "left": queue.left,
            "wanted": queue.poured.wanted,
            "got": queue.poured.given[ask.person] - claim.until(full),
            "of": claim.of_turn(full + 1),
        }
        return Reason("last_turn", facts)

    def _why_nothing(self, ask: Ask, queue: _Queue) -> Reason:
        if not self.question.quantity:
            return Reason("nothing_to_share")
        if not ask.vital and not any(self.other.poured.given.values()) and self.vital.claims:
            return Reason("all_to_vital")
        if queue.poured.given[ask.person]:
            return Reason("own_other_ask")
        claim = queue.claims[ask.person]
        if claim.of_turn(queue.full + 1) and queue.left:
            facts = {"left": queue.left, "wanted": queue.poured.wanted}
            return Reason("not_drawn", facts)
        return Reason("others_had_less", {"had": claim.had})

    def _what_would_change_it(self, ask: Ask, queue: _Queue) -> list[Reason]:
        """The next of her person, where it would be for this ask."""
        if self.got[ask.key] == ask.quantity or ask.key != self._next(ask.person, ask.vital):
            return []
        nth = queue.poured.given[ask.person] + 1
        ahead = ahead_of(queue.claims.values(), queue.claims[ask.person], nth)
        if not ask.vital:
            ahead += sum(claim.wanted for claim in self.vital.claims.values())
        return [Reason("one_more_if", {"extra": ahead - self.question.quantity})]

    def _next(self, person: str, vital: bool) -> str:
        return next(
            ask.key
            for ask in self.asks[person]
            if ask.vital == vital and self.got[ask.key] < ask.quantity
        )


def _by_person(question: Question) -> dict[str, list[Ask]]:
    found: dict[str, list[Ask]] = {}
    for ask in sorted(question.asks, key=lambda one: one.key):
        found.setdefault(ask.person, []).append(ask)
    return found
