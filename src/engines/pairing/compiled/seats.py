"""Who sits where.

Items at a place are a ring-less double list, so that joining and leaving cost the same however
many there are.
"""

from typing import NamedTuple

import numpy as np

from engines.pairing.compiled.jit import Int32s, Int64s, Whole, part
from engines.pairing.compiled.net import Net

NEVER: Whole = np.int64(1) << 62


class Seats(NamedTuple):
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


def empty_seats(net: Net) -> Seats:
    items, places, hosts = len(net.need), len(net.host), len(net.most)

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
