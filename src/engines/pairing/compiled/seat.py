"""One need more: a search from it to any host that does a task more, then everybody moves one on.

Of all ways along which each takes the place that the next one leaves, the cheapest. A key is
what is spent so far and the price of the place, which is never more than what remains.
"""

import numpy as np

from engines.pairing.compiled.jit import Whole, part, piece
from engines.pairing.compiled.marks import (
    BESIDE,
    BY,
    END,
    FAR,
    FAR_LOW,
    KEY,
    KEY_LOW,
    PAID,
    PAID_LOW,
    TOTAL,
    WHO,
    Marks,
    begin_search,
    come,
    end_at,
    end_search,
    next_place,
    reach,
)
from engines.pairing.compiled.net import Net
from engines.pairing.compiled.seats import NEVER, Seats, price

ZERO: Whole = np.int64(0)


@part
def seat(net: Net, seats: Seats, marks: Marks, item: int) -> None:
    """`item`, which is nowhere, has a place too."""
    begin_search(marks, NEVER, 0)
    _from_item(net, marks, item, -1, ZERO, ZERO)
    while True:
        place = next_place(marks)
        if place < 0:
            break
        _from_place(net, seats, marks, place)
    end_search(seats, marks, 1)
    state, place = marks.place, marks.now[END]
    while place >= 0:
        if state[place, WHO] >= 0:
            come(net, seats, marks, state[place, WHO], place, state[place, BY])
        place = state[place, BESIDE]


@piece
def _from_item(net: Net, marks: Marks, item: int, here: int, high: int, low: int) -> None:
    """`item` leaves `here` with so much spent."""
    state, now, out = marks.place, marks.now, net.out[item]
    if out != here:
        key = high + net.stay[item] + state[out, FAR], low + state[out, FAR_LOW]
        reach(marks, out, key, item, -1, here)
    for i in range(net.start[item], net.start[item + 1]):
        spent = high + net.high[i]
        # What remains after a place is never negative, so dearer choices are hopeless too.
        if spent > now[TOTAL]:
            return
        place = net.place[i]
        if place != here:
            key = spent + state[place, FAR], low + net.low[i] + state[place, FAR_LOW]
            reach(marks, place, key, item, i, here)


@piece
def _from_place(net: Net, seats: Seats, marks: Marks, place: int) -> None:
    state, host = marks.place, net.host[place]
    high = state[place, KEY] - state[place, FAR]
    low = state[place, KEY_LOW] - state[place, FAR_LOW]
    if seats.taken[place] < net.room[place]:
        asked = price(net, host, seats.load[host])
        if asked < NEVER:
            end_at(marks, place, high + asked, low)
        if place < len(net.slot):
            _pass_on(net, seats, marks, place, high, low)
    item = seats.newest[place]
    while item >= 0:
        paid, drawn = marks.item[item, PAID], marks.item[item, PAID_LOW]
        _from_item(net, marks, item, place, high - paid, low - drawn)
        item = seats.older[item]


@piece
def _pass_on(net: Net, seats: Seats, marks: Marks, place: int, high: int, low: int) -> None:
    """The host does a task here, and gives another away."""
    state, host = marks.place, net.host[place]
    for other in range(net.first[host], net.first[host + 1]):
        if other != place and seats.taken[other] > 0:
            key = high + state[other, FAR], low + state[other, FAR_LOW]
            reach(marks, other, key, -1, -1, place)
