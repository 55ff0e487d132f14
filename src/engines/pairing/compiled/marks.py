"""What is known of each place and need while a seating lives on, and what a search writes down.

A place is one line of memory. Its price, `FAR` and `FAR_LOW`, is that of the dual, which no
step may gain against: whoever sits somewhere pays there, price included, no more than anywhere
else; a host with room pays no more for one task more than the price of the place where it would be
done, and saves no more by one task less. `WORTH` of a need is what it pays, price included.
"""

from typing import NamedTuple

import numpy as np

from engines.pairing.compiled.jit import Int32s, Int64s, Whole, jit, part, piece
from engines.pairing.compiled.net import Net
from engines.pairing.compiled.seats import NEVER, Seats, enter, leave

FAR, FAR_LOW, KEY, KEY_LOW, WHO, BY, BESIDE = range(7)
"""Of a place. The last three: who moves, by which of its choices, and the place before or after."""
WORTH, WORTH_LOW, PAID, PAID_LOW = range(4)
"""Of a need."""
TOTAL, TOTAL_LOW, END, NOW, NOW_LOW, QUEUED, STACKED, MET = range(8)
"""Of a search: the best end so far, the key it has come to, and sizes."""


class Marks(NamedTuple):
    place: Int64s
    item: Int64s
    now: Int64s
    queue: Int64s
    """A heap of key, low key and place, least first, four children to an entry."""
    level: Int32s
    """Places with just the key that the search has come to; they need no heap."""
    met: Int32s
    begin: Int64s
    """Who was there from the first and could come to place n: `comers[begin[n]:begin[n + 1]]`."""
    comers: Int64s
    """Need, choice, and its price as two numbers."""
    last: Int64s
    """Per place: the last of the later choices that name it."""
    earlier: Int64s
    """Per choice: the one before it that names the same place."""
    owner: Int32s
    """Per later choice: its need."""
    last_kin: Int32s
    """Per person who is a host: the last of her needs."""
    kin: Int32s
    """Per need: the one before it of the same person."""


def marks_of(net: Net, items: int) -> Marks:
    """The first `items` needs are there from the first."""
    places, choices, most = len(net.host), len(net.place), len(net.need)
    begin, comers = _by_place(net.start[: items + 1], net.place, net.high, net.low, places)
    later: Int64s = np.full(places, -1, np.int64)
    nobody: Int32s = np.full(len(net.person), -1, np.int32)
    marks = Marks(
        place=np.zeros((places, 8), np.int64),
        item=np.zeros((most, 4), np.int64),
        now=np.zeros(8, np.int64),
        queue=np.empty((choices + most + 22 * places, 3), np.int64),
        level=np.empty(places, np.int32),
        met=np.empty(places, np.int32),
        begin=begin,
        comers=comers,
        last=later,
        earlier=np.full(choices, -1, np.int64),
        owner=np.full(choices, -1, np.int32),
        last_kin=nobody,
        kin=np.full(most, -1, np.int32),
    )
    marks.place[:, KEY] = NEVER
    marks.item[:, WORTH] = -NEVER
    for item in range(items):
        _chain_kin(net, marks, item)
    return marks


@jit
def _by_place(
    start: Int64s, place: Int32s, high: Int64s, low: Int64s, places: int
) -> tuple[Int64s, Int64s]:
    begin = np.zeros(places + 1, np.int64)
    for i in range(start[-1]):
        begin[place[i] + 1] += 1
    for i in range(places):
        begin[i + 1] += begin[i]
    filled = begin[:-1].copy()
    comers = np.empty((start[-1], 4), np.int64)
    for item in range(len(start) - 1):
        for i in range(start[item], start[item + 1]):
            at = filled[place[i]]
            filled[place[i]] += 1
            comers[at, 0], comers[at, 1] = item, i
            comers[at, 2], comers[at, 3] = high[i], low[i]
    return begin, comers


@part
def chain(net: Net, marks: Marks, item: int) -> None:
    """Enters the choices of a later need."""
    for i in range(net.start[item], net.start[item + 1]):
        place = net.place[i]
        marks.owner[i] = item
        marks.earlier[i] = marks.last[place]
        marks.last[place] = i
    _chain_kin(net, marks, item)


@part
def _chain_kin(net: Net, marks: Marks, item: int) -> None:
    person = net.out[item] - len(net.slot)
    marks.kin[item] = marks.last_kin[person]
    marks.last_kin[person] = item


@part
def price_all(net: Net, seats: Seats, marks: Marks, far: Int64s, low: Int64s, items: int) -> None:
    """Prices of a best seating, as they are found with it."""
    for place in range(len(net.host)):
        marks.place[place, FAR], marks.place[place, FAR_LOW] = far[place], low[place]
    for item in range(items):
        _pay(net, seats, marks, item)


@part
def _pay(net: Net, seats: Seats, marks: Marks, item: int) -> None:
    row, place, choice = marks.item, seats.place_of[item], seats.chosen[item]
    row[item, PAID], row[item, PAID_LOW] = net.stay[item], 0
    if choice >= 0:
        row[item, PAID], row[item, PAID_LOW] = net.high[choice], net.low[choice]
    row[item, WORTH] = row[item, PAID] + marks.place[place, FAR]
    row[item, WORTH_LOW] = row[item, PAID_LOW] + marks.place[place, FAR_LOW]


@part
def go(net: Net, seats: Seats, marks: Marks, item: int) -> None:
    """`item` leaves and is nowhere."""
    leave(net, seats, item)
    marks.item[item, WORTH] = -NEVER


@part
def come(net: Net, seats: Seats, marks: Marks, item: int, place: int, by: int) -> None:
    """`item` sits at `place` from now on, wherever it was."""
    if seats.place_of[item] >= 0:
        leave(net, seats, item)
    enter(net, seats, item, place, by)
    _pay(net, seats, marks, item)


@part
def dearer(seats: Seats, marks: Marks, place: int, high: int, low: int) -> None:
    """The price of `place` rises by so much, for whoever sits there too."""
    marks.place[place, FAR] += high
    marks.place[place, FAR_LOW] += low
    item = seats.newest[place]
    while item >= 0:
        marks.item[item, WORTH] += high
        marks.item[item, WORTH_LOW] += low
        item = seats.older[item]


@piece
def is_less(high: int, low: int, other: int, other_low: int) -> Whole:
    return high < other or (high == other and low < other_low)


@part
def begin_search(marks: Marks, total: int, low: int) -> None:
    now = marks.now
    now[TOTAL], now[TOTAL_LOW], now[END] = total, low, -1
    now[NOW], now[NOW_LOW] = -NEVER, 0
    now[QUEUED] = now[STACKED] = now[MET] = 0


@piece
def meet(marks: Marks, place: int) -> None:
    marks.met[marks.now[MET]] = place
    marks.now[MET] += 1


@piece
def reach(marks: Marks, place: int, key: Whole, who: int, by: int, beside: int) -> None:
    """The search comes to `place`, unless it has come there or to its end more cheaply."""
    state, now = marks.place, marks.now
    high, low = key
    if not is_less(high, low, now[TOTAL], now[TOTAL_LOW]):
        return
    if not is_less(high, low, state[place, KEY], state[place, KEY_LOW]):
        return
    if state[place, KEY] == NEVER:
        meet(marks, place)
    state[place, KEY], state[place, KEY_LOW] = high, low
    state[place, WHO], state[place, BY], state[place, BESIDE] = who, by, beside
    if is_less(now[NOW], now[NOW_LOW], high, low):
        _push(marks.queue, now[QUEUED], high, low, place)
        now[QUEUED] += 1
    else:
        marks.level[now[STACKED]] = place
        now[STACKED] += 1


@piece
def next_place(marks: Marks) -> Whole:
    """The place of the least key, or −1 where none is before the best end."""
    state, now, queue = marks.place, marks.now, marks.queue
    while True:
        if now[STACKED] > 0:
            if not is_less(now[NOW], now[NOW_LOW], now[TOTAL], now[TOTAL_LOW]):
                return np.int64(-1)
            now[STACKED] -= 1
            return np.int64(marks.level[now[STACKED]])
        if now[QUEUED] == 0:
            return np.int64(-1)
        high, low, place = queue[0, 0], queue[0, 1], queue[0, 2]
        if not is_less(high, low, now[TOTAL], now[TOTAL_LOW]):
            return np.int64(-1)
        _drop_first(queue, now[QUEUED])
        now[QUEUED] -= 1
        # An entry whose key is no longer its place's is passed over.
        if high == state[place, KEY] and low == state[place, KEY_LOW]:
            now[NOW], now[NOW_LOW] = high, low
            return np.int64(place)


@piece
def end_at(marks: Marks, place: int, high: int, low: int) -> None:
    now = marks.now
    if is_less(high, low, now[TOTAL], now[TOTAL_LOW]):
        now[TOTAL], now[TOTAL_LOW], now[END] = high, low, place


@part
def end_search(seats: Seats, marks: Marks, sign: int) -> None:
    """What was passed gets dearer (1) or cheaper (−1) until the way found costs nothing more."""
    state, now = marks.place, marks.now
    for i in range(now[MET]):
        place = marks.met[i]
        high, low = now[TOTAL] - state[place, KEY], now[TOTAL_LOW] - state[place, KEY_LOW]
        state[place, KEY] = NEVER
        if high < 0 or (high == 0 and low <= 0):
            continue
        high, low = sign * high, sign * low
        is_below = is_less(state[place, FAR] + high, state[place, FAR_LOW] + low, 0, 0)
        if seats.taken[place] == 0 and is_below:
            # Whoever sits nowhere near may keep the least price that a place has.
            state[place, FAR] = state[place, FAR_LOW] = 0
        else:
            dearer(seats, marks, place, high, low)


@piece
def _push(queue: Int64s, size: int, high: int, low: int, place: int) -> None:
    at = size
    while at > 0:
        above = (at - 1) >> 2
        if not is_less(high, low, queue[above, 0], queue[above, 1]):
            break
        for i in range(3):
            queue[at, i] = queue[above, i]
        at = above
    queue[at, 0], queue[at, 1], queue[at, 2] = high, low, place


@piece
def _drop_first(queue: Int64s, size: int) -> None:
    size -= 1
    high, low, place = queue[size, 0], queue[size, 1], queue[size, 2]
    at = 0
    while True:
        child = 4 * at + 1
        if child >= size:
            break
        for other in range(child + 1, min(child + 4, size)):
            if is_less(queue[other, 0], queue[other, 1], queue[child, 0], queue[child, 1]):
                child = other
        if not is_less(queue[child, 0], queue[child, 1], high, low):
            break
        for i in range(3):
            queue[at, i] = queue[child, i]
        at = child
    queue[at, 0], queue[at, 1], queue[at, 2] = high, low, place
