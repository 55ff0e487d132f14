"""`engines.pairing.flow`, compiled: the cheapest way for every item to have a place.

Nodes are items, then places, then hosts. `far_high` and `far_low` hold for each node a bound
on what remains from it to a free end: the prices of the network's dual. Items at a place are
a ring-less double list, so that joining and leaving cost the same however many there are.
"""

from typing import NamedTuple

import numpy as np

from engines.pairing.compiled.jit import Int32s, Int64s, Whole, part
from engines.pairing.compiled.net import Net

NEVER: Whole = np.int64(1) << 62


class Seats(NamedTuple):
    """Who sits where, and what one search writes down."""

    place_of: Int32s
    """Per item; −1 before it is seated."""
    chosen: Int64s
    """Per item: which of its choices; −1 when out."""
    newer: Int32s
    """Per item: the one that came to its place just after; −1 for none."""
    older: Int32s
    newest: Int32s
    """Per place: who came last; −1 for nobody."""
    taken: Int32s
    """Per place: how many sit there."""
    load: Int32s
    """Per host."""
    far_high: Int64s
    far_low: Int64s
    label_high: Int64s
    """Spent so far and what remains, for nodes the search has met."""
    label_low: Int64s
    before: Int32s
    """The node one came from."""
    by: Int64s
    """Per item: the choice by which the search leaves it; per place: by which it was reached."""
    standing: Int32s
    """0 not met, n > 0 the n-th of the queue, −1 settled."""
    queue: Int32s
    """A heap of nodes, least label first, from entry 1."""
    met: Int32s


def empty_seats(net: Net) -> Seats:
    items, places, hosts = len(net.need), len(net.host), len(net.most)
    nodes = items + places + hosts

    def whole(count: int, number: int = 0) -> Int32s:
        return np.full(count, number, np.int32)

    return Seats(
        place_of=whole(items, -1),
        chosen=np.full(items, -1, np.int64),
        newer=whole(items, -1),
        older=whole(items, -1),
        newest=whole(places, -1),
        taken=whole(places),
        load=whole(hosts),
        far_high=np.zeros(nodes, np.int64),
        far_low=np.zeros(nodes, np.int64),
        label_high=np.zeros(nodes, np.int64),
        label_low=np.zeros(nodes, np.int64),
        before=whole(nodes),
        by=np.zeros(items + places, np.int64),
        standing=whole(nodes),
        queue=whole(nodes + 1),
        met=whole(nodes),
    )


@part
def price(net: Net, host: int, load: int) -> Whole:
    """What `host` asks of one more item when it has `load`; NEVER when it is full."""
    if load >= net.most[host]:
        return NEVER
    person = host - len(net.offer)
    if person < 0:
        return net.load * load
    return net.weight[net.had[person] + net.most[host] - load - 1]


@part
def leave(net: Net, seats: Seats, item: int) -> None:
    place = seats.place_of[item]
    newer, older = seats.newer[item], seats.older[item]
    if newer >= 0:
        seats.older[newer] = older
    else:
        seats.newest[place] = older
    if older >= 0:
        seats.newer[older] = newer
    seats.taken[place] -= 1
    seats.load[net.host[place]] -= 1
    seats.place_of[item] = -1


@part
def enter(net: Net, seats: Seats, item: int, place: int, choice: int) -> None:
    newest = seats.newest[place]
    seats.older[item], seats.newer[item] = newest, -1
    if newest >= 0:
        seats.newer[newest] = item
    seats.newest[place] = item
    seats.taken[place] += 1
    seats.load[net.host[place]] += 1
    seats.place_of[item] = place
    seats.chosen[item] = choice


@part
def _rise(seats: Seats, node: int, at: int) -> None:
    """Moves `node` from entry `at` of the queue towards its front."""
    queue, standing = seats.queue, seats.standing
    high, low = seats.label_high[node], seats.label_low[node]
    while at > 1:
        other = queue[at >> 1]
        there = seats.label_high[other]
        if there < high or (there == high and seats.label_low[other] <= low):
            break
        queue[at] = other
        standing[other] = at
        at >>= 1
    queue[at] = node
    standing[node] = at


@part
def _take_first(seats: Seats, size: int) -> Whole:
    """The first of the queue, which shrinks from `size`; the rest falls in place."""
    queue, standing = seats.queue, seats.standing
    first, last = queue[1], queue[size]
    standing[first] = -1
    size -= 1
    if size == 0:
        return first
    high, low = seats.label_high[last], seats.label_low[last]
    at = 1
    while 2 * at <= size:
        child = queue[2 * at]
        below, lower = seats.label_high[child], seats.label_low[child]
        step = 2 * at
        if step < size:
            other = queue[step + 1]
            beside = seats.label_high[other]
            if beside < below or (beside == below and seats.label_low[other] < lower):
                child, below, lower, step = other, beside, seats.label_low[other], step + 1
        if high < below or (high == below and low <= lower):
            break
        queue[at] = child
        standing[child] = at
        at = step
    queue[at] = last
    standing[last] = at
    return first


@part
def reach(seats: Seats, sizes: Int64s, node: int, high: int, low: int, before: int) -> bool:
    """The search comes to `node` with this label; false if it has come there more cheaply.

    `sizes` holds how many are in the queue, and how many were met.
    """
    at = seats.standing[node]
    if at < 0:
        return False
    if at > 0:
        known = seats.label_high[node]
        if known < high or (known == high and seats.label_low[node] <= low):
            return False
    else:
        sizes[0] += 1
        at = sizes[0]
        seats.met[sizes[1]] = node
        sizes[1] += 1
    seats.label_high[node], seats.label_low[node] = high, low
    seats.before[node] = before
    _rise(seats, node, at)
    return True


@part
def take_first(seats: Seats, sizes: Int64s) -> Whole:
    node = _take_first(seats, sizes[0])
    sizes[0] -= 1
    return node


@part
def forget(seats: Seats, sizes: Int64s) -> None:
    for i in range(sizes[1]):
        seats.standing[seats.met[i]] = 0
    sizes[0] = sizes[1] = 0
