"""Every item's place at the least sum of `high`: each task that an offer can do calls its item.

At first everybody is out and no offer takes anything, which is a best seating of that network.
Then each offer is given one more task at a time. The cheapest way in what remains of the network
from that task back to whoever gains most by it is found, and everybody on it moves one on; where
nobody gains, the offer takes no more. So the seating stays a best one of the network so far
(successive shortest paths, from the side of the offers), and at last of the whole.

Nodes are places alone: who sits at a place is looked through when the search comes to it, and a
host passes its places to each other. `FAR` of a place is its price in the dual, which no step may
gain against: the search is Dijkstra's with reduced costs. `worth` of an item is what it pays
and the price of its place. Prices only fall from one task to the next.

With as many who help as who need help, ways are long from either side; where either is scarce they
are short from the scarce one. Offers are, wherever this kernel is needed.
"""

from typing import NamedTuple

import numpy as np

from engines.pairing.compiled.heap import Heap, drop_first, heap_of, push
from engines.pairing.compiled.jit import Int32s, Int64s, Whole, Words32, jit, part, piece
from engines.pairing.compiled.net import Net
from engines.pairing.compiled.seats import NEVER, Seats, enter, leave, price

FAR, KEY, WHO, TO = range(4)
"""Of a place: its price, its key in this search, and which item goes on from it to which place."""
TOTAL, END, QUEUED, STACKED, MET, NOW = range(6)
"""Of a search: the best end so far, its place, three sizes, and the key it has come to."""


class Calls(NamedTuple):
    """Prices, and what one search writes down."""

    state: Int64s
    """Per place, side by side since they are read together."""
    worth: Int64s
    """Per item."""
    heap: Heap
    level: Int32s
    """Places with just the key that the search has come to; they need no heap."""
    met: Int32s
    now: Int64s
    begin: Int64s
    """The choices of place n are `begin[n]` to `begin[n + 1]`."""
    owner: Words32
    high: Int64s
    first_kin: Int64s
    """The items of person n are `kin[first_kin[n]:first_kin[n + 1]]`."""
    kin: Int32s


def fill(net: Net, seats: Seats, items: int) -> Calls:
    """The first `items` items are seated; none was before."""
    calls = _calls_of(net, items)
    _all_out(net, seats, items)
    _call_each(net, seats, calls, _order(net, items))
    return calls


def _calls_of(net: Net, items: int) -> Calls:
    places, persons = len(net.host), len(net.person)
    choices = int(net.start[items])
    begin, owner, high = _by_place(net.start[: items + 1], net.place, net.high, places)
    state = np.zeros((places, 4), np.int64)
    state[:, KEY] = NEVER
    state[len(net.slot) :, FAR] = net.weight[net.had]
    out = net.out[:items]
    first_kin = np.zeros(persons + 1, np.int64)
    np.cumsum(np.bincount(out - len(net.slot), minlength=persons), out=first_kin[1:])
    return Calls(
        state=state,
        worth=net.stay[:items] + state[out, FAR],
        heap=heap_of(choices + items + 22 * places),
        level=np.empty(places, np.int32),
        met=np.empty(places, np.int32),
        now=np.zeros(6, np.int64),
        begin=begin,
        owner=owner,
        high=high,
        first_kin=first_kin,
        kin=np.argsort(out, kind="stable").astype(np.int32),
    )


def _order(net: Net, items: int) -> Int64s:
    """Offers that fewest would take, for what they can do, first; only the time depends on it.

    Those about as wanted stay in the order of the network, near ones together.
    """
    offers = len(net.offer)
    takers = np.bincount(net.host[net.place[: net.start[items]]], minlength=offers)[:offers]
    wanted = (takers + 1) / np.maximum(1, net.most[:offers])
    return np.argsort((4 * np.log2(wanted)).astype(np.int64), kind="stable")


@jit
def _by_place(
    start: Int64s, place: Int32s, high: Int64s, places: int
) -> tuple[Int64s, Words32, Int64s]:
    begin = np.zeros(places + 1, np.int64)
    choices = start[-1]
    for i in range(choices):
        begin[place[i] + 1] += 1
    for i in range(places):
        begin[i + 1] += begin[i]
    filled = begin[:-1].copy()
    owner, cost = np.empty(choices, np.uint32), np.empty(choices, np.int64)
    for item in range(len(start) - 1):
        for i in range(start[item], start[item + 1]):
            at = filled[place[i]]
            filled[place[i]] += 1
            owner[at], cost[at] = item, high[i]
    return begin, owner, cost


@part
def _all_out(net: Net, seats: Seats, items: int) -> None:
    for item in range(items):
        enter(net, seats, item, net.out[item], -1)


@part
def _call_each(net: Net, seats: Seats, calls: Calls, order: Int64s) -> None:
    for host in order:
        # Later tasks are dearer and prices only fall: after one in vain there is no other.
        while seats.load[host] < net.most[host]:
            if not _call(net, seats, calls, host):
                break


@part
def _call(net: Net, seats: Seats, calls: Calls, host: int) -> bool:
    """One more task for `host`; false where nobody gains by it."""
    state, now = calls.state, calls.now
    asked = price(net, host, seats.load[host])
    first, last = net.first[host], net.first[host + 1]
    top = np.int64(0)
    for place in range(first, last):
        if seats.taken[place] < net.room[place]:
            state[place, FAR] = _most(calls, place)
            top = max(top, state[place, FAR])
    if top <= asked:
        return False
    now[TOTAL], now[END], now[NOW] = top - asked, -1, -1
    now[QUEUED] = now[STACKED] = now[MET] = 0
    for place in range(first, last):
        key = top - state[place, FAR]
        if seats.taken[place] < net.room[place] and key < now[TOTAL]:
            _reach(calls, place, key, -1, -1)
    _search(net, seats, calls)
    _fall(seats, calls)
    if now[END] < 0:
        return False
    _move(net, seats, calls)
    return True


@piece
def _most(calls: Calls, place: int) -> Whole:
    """The least price of `place` against which nobody gains by coming."""
    most = np.int64(0)
    for i in range(calls.begin[place], calls.begin[place + 1]):
        most = max(most, calls.worth[calls.owner[i]] - calls.high[i])
    return most


@piece
def _reach(calls: Calls, place: int, key: int, who: int, to: int) -> None:
    state, now = calls.state, calls.now
    if state[place, KEY] == NEVER:
        calls.met[now[MET]] = place
        now[MET] += 1
    state[place, KEY] = key
    state[place, WHO], state[place, TO] = who, to
    if key <= now[NOW]:
        calls.level[now[STACKED]] = place
        now[STACKED] += 1
    else:
        push(calls.heap, now[QUEUED], key, place)
        now[QUEUED] += 1


@piece
def _search(net: Net, seats: Seats, calls: Calls) -> None:
    state, now, heap = calls.state, calls.now, calls.heap
    while True:
        if now[STACKED] > 0:
            if now[NOW] >= now[TOTAL]:
                break
            now[STACKED] -= 1
            place = calls.level[now[STACKED]]
        elif now[QUEUED] > 0:
            key, place = heap.key[0], heap.node[0]
            if key >= now[TOTAL]:
                break
            drop_first(heap, now[QUEUED])
            now[QUEUED] -= 1
            if key != state[place, KEY]:
                continue
            now[NOW] = key
        else:
            break
        if seats.taken[place] > 0:
            _relieve(net, seats, calls, place)
        if place < len(net.slot):
            _from_place(seats, calls, place)
        else:
            _from_out(net, seats, calls, place)


@piece
def _relieve(net: Net, seats: Seats, calls: Calls, place: int) -> None:
    """Whoever leaves `place` leaves its host a task: to be saved, or to be done elsewhere."""
    state, now = calls.state, calls.now
    host = net.host[place]
    far = state[place, FAR] + now[NOW]
    total = far - price(net, host, seats.load[host] - 1)
    if total < now[TOTAL]:
        now[TOTAL], now[END] = total, place
    if place >= len(net.slot):
        return
    for other in range(net.first[host], net.first[host + 1]):
        key = far - state[other, FAR]
        if (
            seats.taken[other] < net.room[other]
            and key < state[other, KEY]
            and key < now[TOTAL]
            and other != place
        ):
            _reach(calls, other, key, -1, place)


@piece
def _from_place(seats: Seats, calls: Calls, place: int) -> None:
    state, now = calls.state, calls.now
    far, total = state[place, FAR] + now[NOW], now[TOTAL]
    for i in range(np.uint64(calls.begin[place]), np.uint64(calls.begin[place + 1])):
        item = calls.owner[i]
        key = far + calls.high[i] - calls.worth[item]
        if key < total:
            here = seats.place_of[item]
            if key < state[here, KEY] and here != place:
                _reach(calls, here, key, item, place)


@piece
def _from_out(net: Net, seats: Seats, calls: Calls, place: int) -> None:
    """Another need of the same person may be left out instead."""
    state, now = calls.state, calls.now
    far, person = state[place, FAR] + now[NOW], place - len(net.slot)
    for i in range(calls.first_kin[person], calls.first_kin[person + 1]):
        item = calls.kin[i]
        here = seats.place_of[item]
        key = far + net.stay[item] - calls.worth[item]
        if key < now[TOTAL] and key < state[here, KEY] and here != place:
            _reach(calls, here, key, item, place)


@piece
def _fall(seats: Seats, calls: Calls) -> None:
    """Prices of all that the search passed fall until the way it found costs nothing more."""
    state, total = calls.state, calls.now[TOTAL]
    for i in range(calls.now[MET]):
        place = calls.met[i]
        less = total - state[place, KEY]
        state[place, KEY] = NEVER
        if less > 0:
            state[place, FAR] -= less
            item = seats.newest[place]
            while item >= 0:
                calls.worth[item] -= less
                item = seats.older[item]


@piece
def _move(net: Net, seats: Seats, calls: Calls) -> None:
    state = calls.state
    place = calls.now[END]
    while state[place, TO] >= 0:
        item, to = state[place, WHO], state[place, TO]
        if item >= 0:
            by = -1
            if to < len(net.slot):
                by = net.start[item]
                while net.place[by] != to:
                    by += 1
            leave(net, seats, item)
            enter(net, seats, item, to, by)
            paid = net.high[by] if by >= 0 else net.stay[item]
            calls.worth[item] = paid + state[to, FAR]
        place = to
