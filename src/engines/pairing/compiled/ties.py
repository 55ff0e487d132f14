"""Between seatings of the same `high`, the one of least `low`.

Two seatings differ by rounds of moves: items that each take the place the next one leaves, where
a round may pass places of one host, or the end, at which hosts do a task more or less. Be `far` the
prices of a best seating by `high`, so that no step costs less than nothing against them. What a
round costs in `high` is the sum of that over its steps. So rounds that cost nothing are those made
only of steps that cost nothing (tight ones), and the seating is the best in (`high`, `low`)
exactly when no round of tight steps has a negative sum of `low`. Such rounds are found as Bellman,
Ford and Moore find them, a node at a time, and made; each lessens the sum, so there is an end.

At the end no tight step can lessen a sum any more: the sums, turned round, are prices of
`low`, and with `far` they are prices of both numbers. Tight steps are few, and ties short.
"""

from typing import NamedTuple

import numpy as np

from engines.pairing.compiled.jit import Int32s, Int64s, Whole, part, piece
from engines.pairing.compiled.net import Net
from engines.pairing.compiled.seats import Seats, enter, leave, price

BEGIN, WAITING = 0, 1
ZERO: Whole = np.int64(0)


class Draw(NamedTuple):
    """Per place, and last for the end."""

    drawn: Int64s
    """The least sum of `low` found on tight steps to here from anywhere."""
    before: Int32s
    """Whence, or −1."""
    who: Int32s
    """The item that makes this step; −1 where only a task is passed on."""
    by: Int64s
    """By which choice."""
    queue: Int32s
    waits: Int32s
    head: Int64s


def draw(net: Net, seats: Seats, far: Int64s) -> Int64s:
    """Makes the rounds; returns what remains in `low` from each place to the end."""
    nodes = len(net.host) + 1
    state = Draw(
        drawn=np.zeros(nodes, np.int64),
        before=np.full(nodes, -1, np.int32),
        who=np.full(nodes, -1, np.int32),
        by=np.full(nodes, -1, np.int64),
        queue=np.arange(nodes, dtype=np.int32),
        waits=np.ones(nodes, np.int32),
        head=np.array([0, nodes], np.int64),
    )
    _draw(net, seats, far, state)
    remains: Int64s = state.drawn[-1] - state.drawn[:-1]
    return remains


@part
def _draw(net: Net, seats: Seats, far: Int64s, draw: Draw) -> None:
    end, head = len(net.host), draw.head
    while head[WAITING] > 0:
        node = draw.queue[head[BEGIN]]
        head[BEGIN] = (head[BEGIN] + 1) % len(draw.queue)
        head[WAITING] -= 1
        draw.waits[node] = 0
        if node < end:
            if _may_save(net, seats, far, node) and _step(
                net, seats, far, draw, end, node, -1, -1, 0
            ):
                continue
            if not _pass_on(net, seats, far, draw, node):
                _from_place(net, seats, far, draw, node)
            continue
        for place in range(end):
            if _may_save(net, seats, far, place):
                _step(net, seats, far, draw, end, place, -1, -1, 0)


@part
def _may_add(net: Net, seats: Seats, far: Int64s, place: int) -> Whole:
    """The host does a task more here at just this price."""
    host = net.host[place]
    has_room = seats.taken[place] < net.room[place]
    return has_room and price(net, host, seats.load[host]) == far[place]


@part
def _may_save(net: Net, seats: Seats, far: Int64s, place: int) -> Whole:
    """The host does a task less here and saves just this price."""
    host = net.host[place]
    return seats.taken[place] > 0 and price(net, host, seats.load[host] - 1) == far[place]


@part
def _pass_on(net: Net, seats: Seats, far: Int64s, draw: Draw, place: int) -> bool:
    """Steps from `place` that no item makes. True where a round was made, as in the next ones."""
    end = len(net.host)
    if _may_add(net, seats, far, place) and _step(net, seats, far, draw, place, end, -1, -1, 0):
        return True
    if place >= len(net.slot) or seats.taken[place] >= net.room[place]:
        return False
    host = net.host[place]
    for other in range(net.first[host], net.first[host + 1]):
        if (
            other != place
            and seats.taken[other] > 0
            and far[other] == far[place]
            and _step(net, seats, far, draw, place, other, -1, -1, 0)
        ):
            return True
    return False


@part
def _from_place(net: Net, seats: Seats, far: Int64s, draw: Draw, place: int) -> bool:
    item = seats.newest[place]
    while item >= 0:
        choice, out = seats.chosen[item], net.out[item]
        paid, low = net.stay[item], ZERO
        if choice >= 0:
            paid, low = net.high[choice], net.low[choice]
        worth = paid + far[place]
        if (
            out != place
            and net.stay[item] + far[out] == worth
            and _step(net, seats, far, draw, place, out, item, -1, -low)
        ):
            return True
        for i in range(net.start[item], net.start[item + 1]):
            to = net.place[i]
            if (
                net.high[i] + far[to] == worth
                and to != place
                and _step(net, seats, far, draw, place, to, item, i, net.low[i] - low)
            ):
                return True
        item = seats.older[item]
    return False


@part
def _step(
    net: Net,
    seats: Seats,
    far: Int64s,
    draw: Draw,
    node: int,
    to: int,
    who: int,
    by: int,
    low: int,
) -> bool:
    """A tight step from `node` to `to`. True where it closed a round, which then was made."""
    total = draw.drawn[node] + low
    if total >= draw.drawn[to]:
        return False
    at = node
    while at != to and at >= 0:
        at = _before(net, seats, far, draw, at)
    draw.before[to], draw.who[to], draw.by[to] = node, who, by
    if at == to:
        _make(net, seats, draw, to)
        return True
    draw.drawn[to] = total
    _wait(draw, to)
    return False


@part
def _before(net: Net, seats: Seats, far: Int64s, draw: Draw, node: int) -> Whole:
    """Whence the least sum came to `node`, if that step can still be made; else −1."""
    before, end = draw.before[node], len(net.host)
    if before < 0:
        return -1
    who = draw.who[node]
    if who >= 0:
        can = seats.place_of[who] == before
    elif before == end:
        can = _may_save(net, seats, far, node)
    elif node == end:
        can = _may_add(net, seats, far, before)
    else:
        can = seats.taken[before] < net.room[before] and seats.taken[node] > 0
    return before if can else -1


@part
def _make(net: Net, seats: Seats, draw: Draw, start: int) -> None:
    """The round that ends at `start`; where anything has changed, sums are looked at again.

    Not from the end to everywhere, which would take as long as all the rest: whatever a host may
    newly save is looked at from its places, which wait.
    """
    at = start
    while True:
        before, who = draw.before[at], draw.who[at]
        if who >= 0:
            leave(net, seats, who)
            enter(net, seats, who, at, draw.by[at])
        draw.before[at] = -1
        _wait(draw, at)
        if at < len(net.slot):
            host = net.host[at]
            for other in range(net.first[host], net.first[host + 1]):
                _wait(draw, other)
        at = before
        if at == start:
            break


@piece
def _wait(draw: Draw, node: int) -> None:
    if draw.waits[node]:
        return
    draw.waits[node] = 1
    draw.queue[(draw.head[BEGIN] + draw.head[WAITING]) % len(draw.queue)] = node
    draw.head[WAITING] += 1
