"""One item finds its place: an A* search from it to any host with room, then everybody moves."""

import numpy as np

from engines.pairing.compiled.fill import FAR, fill
from engines.pairing.compiled.jit import Int64s, part
from engines.pairing.compiled.net import Net
from engines.pairing.compiled.seats import (
    NEVER,
    Seats,
    enter,
    forget,
    leave,
    price,
    reach,
    take_first,
)
from engines.pairing.compiled.ties import draw


def seat_all(net: Net, seats: Seats, items: int) -> None:
    """The first `items` items have their best places, and all nodes the prices that show it."""
    calls = fill(net, seats, items)
    far = calls.state[:, FAR].copy()
    low = draw(net, seats, far)
    places, whose = slice(len(net.need), len(net.need) + len(net.host)), seats.place_of[:items]
    choice = seats.chosen[:items]
    is_out = choice < 0
    seats.far_high[places], seats.far_low[places] = far, low
    seats.far_high[:items] = far[whose] + np.where(is_out, net.stay[:items], net.high[choice])
    seats.far_low[:items] = low[whose] + np.where(is_out, 0, net.low[choice])
    _price_hosts(net, seats)


@part
def _price_hosts(net: Net, seats: Seats) -> None:
    """The least of what a host asks for one more and what remains where it is already."""
    first_host = len(net.need) + len(net.host)
    for host in range(len(net.most)):
        seats.far_high[first_host + host] = price(net, host, seats.load[host])
    for place in range(len(net.host)):
        if seats.taken[place] > 0:
            node, host = len(net.need) + place, first_host + net.host[place]
            high, low = seats.far_high[node], seats.far_low[node]
            known = seats.far_high[host]
            if high < known or (high == known and low < seats.far_low[host]):
                seats.far_high[host], seats.far_low[host] = high, low


@part
def seat(net: Net, seats: Seats, item: int, sizes: Int64s, best: Int64s) -> None:
    """`item` has a place too. `sizes` (2) and `best` (3) are scratch.

    best: the cheapest cost found so far, as high and low, and the host where it ends.
    """
    items = len(net.need)
    hosts = items + len(net.host)
    best[0], best[1], best[2] = NEVER, 0, -1
    reach(seats, sizes, item, seats.far_high[item], seats.far_low[item], -1)
    while sizes[0]:
        node = seats.queue[1]
        high, low = seats.label_high[node], seats.label_low[node]
        if high > best[0] or (high == best[0] and low >= best[1]):
            break
        take_first(seats, sizes)
        high -= seats.far_high[node]
        low -= seats.far_low[node]
        if node < items:
            _from_item(net, seats, sizes, best, node, high, low)
        elif node < hosts:
            _from_place(net, seats, sizes, best, node, high, low)
        else:
            _from_host(net, seats, sizes, best, node, high, low)
    for i in range(sizes[1]):
        node = seats.met[i]
        if seats.standing[node] < 0:
            seats.far_high[node] += best[0] - seats.label_high[node]
            seats.far_low[node] += best[1] - seats.label_low[node]
    _move(net, seats, best[2])
    forget(seats, sizes)


@part
def _come(
    seats: Seats, sizes: Int64s, best: Int64s, node: int, high: int, low: int, before: int
) -> bool:
    high += seats.far_high[node]
    low += seats.far_low[node]
    if high > best[0] or (high == best[0] and low >= best[1]):
        return False
    return reach(seats, sizes, node, high, low, before)


@part
def _from_item(
    net: Net, seats: Seats, sizes: Int64s, best: Int64s, item: int, high: int, low: int
) -> None:
    here, items = seats.place_of[item], len(net.need)
    out = net.out[item]
    if out != here and _come(seats, sizes, best, items + out, high + net.stay[item], low, item):
        seats.by[items + out] = -1
    for i in range(net.start[item], net.start[item + 1]):
        # What remains after a place is never negative, so dearer choices are hopeless too.
        if high + net.high[i] > best[0]:
            return
        place = net.place[i]
        if place != here and _come(
            seats, sizes, best, items + place, high + net.high[i], low + net.low[i], item
        ):
            seats.by[items + place] = i


@part
def _from_place(
    net: Net, seats: Seats, sizes: Int64s, best: Int64s, node: int, high: int, low: int
) -> None:
    items = len(net.need)
    place = node - items
    if seats.taken[place] < net.room[place]:
        host = items + len(net.host) + net.host[place]
        _come(seats, sizes, best, host, high, low, node)
    item = seats.newest[place]
    while item >= 0:
        choice = seats.chosen[item]
        if choice >= 0:
            paid, drawn = net.high[choice], net.low[choice]
        else:
            paid, drawn = net.stay[item], np.int64(0)
        _come(seats, sizes, best, item, high - paid, low - drawn, node)
        item = seats.older[item]


@part
def _from_host(
    net: Net, seats: Seats, sizes: Int64s, best: Int64s, node: int, high: int, low: int
) -> None:
    items = len(net.need)
    host = node - items - len(net.host)
    asked = price(net, host, seats.load[host])
    if asked < NEVER:
        total = high + asked
        if total < best[0] or (total == best[0] and low < best[1]):
            best[0], best[1], best[2] = total, low, node
    person = host - len(net.offer)
    if person >= 0:
        first = len(net.slot) + person
        last = first + 1
    else:
        first, last = net.first[host], net.first[host + 1]
    for place in range(first, last):
        if seats.taken[place] > 0:
            _come(seats, sizes, best, items + place, high, low, node)


@part
def _move(net: Net, seats: Seats, end: int) -> None:
    """Along the way to `end`, each item leaves its place for the one the way goes to."""
    items = len(net.need)
    node, place = end, -1
    while node >= 0:
        if node < items:
            if seats.place_of[node] >= 0:
                leave(net, seats, node)
            enter(net, seats, node, place, seats.by[items + place])
        elif node < items + len(net.host):
            place = node - items
        node = seats.before[node]
