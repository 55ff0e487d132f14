"""A place is given back, or a host asks less: a search backwards for whoever gains most by it.

Of all ways along which each takes the place that the one before leaves, up to a host that does a
task less. A key is what the place given back is worth more than such a way has saved so far.
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
    TOTAL,
    WHO,
    WORTH,
    WORTH_LOW,
    Marks,
    begin_search,
    come,
    dearer,
    end_at,
    end_search,
    go,
    meet,
    next_place,
    reach,
)
from engines.pairing.compiled.net import Net
from engines.pairing.compiled.seats import NEVER, Seats, price

ZERO: Whole = np.int64(0)


@part
def unseat(net: Net, seats: Seats, marks: Marks, item: int, closed: bool) -> None:
    """`item` leaves its place; where `closed`, its half-day is not given on."""
    here, state = seats.place_of[item], marks.place
    marks.item[item, WORTH] = -NEVER
    begin_search(marks, NEVER, 0)
    if closed:
        meet(marks, here)
        state[here, KEY], state[here, KEY_LOW] = ZERO, ZERO
        state[here, WHO], state[here, BESIDE] = -1, -1
        _relieve(net, seats, marks, here, ZERO, ZERO)
    else:
        reach(marks, here, (ZERO, ZERO), -1, -1, -1)
    _search(net, seats, marks)
    go(net, seats, marks, item)
    end_search(seats, marks, -1)
    _move(net, seats, marks)


@part
def ask_less(net: Net, seats: Seats, marks: Marks, person: int) -> None:
    """This person may have one need more left out: whoever of hers gains by it now is."""
    state, out = marks.place, len(net.slot) + person
    host = net.host[out]
    high, low = ZERO, ZERO
    if seats.load[host] > 0:
        high = price(net, host, seats.load[host] - 1)
    item = marks.last_kin[person]
    while item >= 0:
        if seats.place_of[item] >= 0 and seats.place_of[item] != out:
            more = marks.item[item, WORTH] - net.stay[item]
            if more > high or (more == high and marks.item[item, WORTH_LOW] > low):
                high, low = more, marks.item[item, WORTH_LOW]
        item = marks.kin[item]
    dearer(seats, marks, out, high - state[out, FAR], low - state[out, FAR_LOW])
    asked = price(net, host, seats.load[host])
    if high < asked or (high == asked and low <= 0):
        return
    begin_search(marks, high - asked, low)
    reach(marks, out, (ZERO, ZERO), -1, -1, -1)
    _search(net, seats, marks)
    end_search(seats, marks, -1)
    if marks.now[END] >= 0:
        _move(net, seats, marks)


@piece
def _search(net: Net, seats: Seats, marks: Marks) -> None:
    state = marks.place
    while True:
        place = next_place(marks)
        if place < 0:
            break
        high, low = state[place, KEY], state[place, KEY_LOW]
        if seats.taken[place] > 0:
            _relieve(net, seats, marks, place, high, low)
        if place < len(net.slot):
            _from_place(net, seats, marks, place, high, low)
        else:
            _from_out(net, seats, marks, place, high, low)


@piece
def _relieve(net: Net, seats: Seats, marks: Marks, place: int, high: int, low: int) -> None:
    """Whoever leaves `place` leaves its host a task: to be saved, or to be done elsewhere."""
    state, host = marks.place, net.host[place]
    high += state[place, FAR]
    low += state[place, FAR_LOW]
    end_at(marks, place, high - price(net, host, seats.load[host] - 1), low)
    if place >= len(net.slot):
        return
    for other in range(net.first[host], net.first[host + 1]):
        if other != place and seats.taken[other] < net.room[other]:
            key = high - state[other, FAR], low - state[other, FAR_LOW]
            reach(marks, other, key, -1, -1, place)


@piece
def _from_place(net: Net, seats: Seats, marks: Marks, place: int, high: int, low: int) -> None:
    """Whoever could come here leaves a place."""
    state, comers = marks.place, marks.comers
    high += state[place, FAR]
    low += state[place, FAR_LOW]
    for i in range(np.uint64(marks.begin[place]), np.uint64(marks.begin[place + 1])):
        _comes(
            seats, marks, comers[i, 0], comers[i, 1], place, high + comers[i, 2], low + comers[i, 3]
        )
    choice = marks.last[place]
    while choice >= 0:
        item = marks.owner[choice]
        _comes(seats, marks, item, choice, place, high + net.high[choice], low + net.low[choice])
        choice = marks.earlier[choice]


@piece
def _from_out(net: Net, seats: Seats, marks: Marks, place: int, high: int, low: int) -> None:
    """Another need of the same person may be left out instead."""
    state = marks.place
    item = marks.last_kin[place - len(net.slot)]
    while item >= 0:
        spent = high + state[place, FAR] + net.stay[item]
        _comes(seats, marks, item, -1, place, spent, low + state[place, FAR_LOW])
        item = marks.kin[item]


@piece
def _comes(
    seats: Seats, marks: Marks, item: int, choice: int, place: int, high: int, low: int
) -> None:
    key = high - marks.item[item, WORTH], low - marks.item[item, WORTH_LOW]
    # Most would not gain: told by one number, before anything else is looked up.
    if key[0] <= marks.now[TOTAL] and seats.place_of[item] >= 0:
        here = seats.place_of[item]
        if here != place:
            reach(marks, here, key, item, choice, place)


@piece
def _move(net: Net, seats: Seats, marks: Marks) -> None:
    state, place = marks.place, marks.now[END]
    while place >= 0:
        to = state[place, BESIDE]
        if to >= 0 and state[place, WHO] >= 0:
            come(net, seats, marks, state[place, WHO], to, state[place, BY])
        place = to
