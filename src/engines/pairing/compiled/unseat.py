"""One item gives its place back: a search backwards from it for whoever gains most by it.

What is left without the item costs the least again. The place given back is worth `far` to
its host, and whoever could come there is found by following the moves against their
direction; bounds within reach are lowered by what the place is cheaper now.
"""

from typing import NamedTuple

import numpy as np

from engines.pairing.compiled.jit import Int32s, Int64s, part
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


class Back(NamedTuple):
    """The choices again, by place and by person: chains of numbers that end with −1."""

    owner: Int32s
    """Per choice: its item."""
    last: Int64s
    """Per place: the last choice that names it."""
    earlier: Int64s
    """Per choice: the one before it that names the same place."""
    last_kin: Int32s
    """Per person who is a host: the last of her items."""
    kin: Int32s
    """Per item: the one before it of the same person."""


@part
def chain(net: Net, back: Back, item: int) -> None:
    """Enters the choices of `item` into the chains."""
    for i in range(net.start[item], net.start[item + 1]):
        place = net.place[i]
        back.owner[i] = item
        back.earlier[i] = back.last[place]
        back.last[place] = i
    person = net.out[item] - len(net.slot)
    back.kin[item] = back.last_kin[person]
    back.last_kin[person] = item


@part
def chain_all(net: Net, back: Back, items: int) -> None:
    for item in range(items):
        chain(net, back, item)


@part
def unseat(
    net: Net, back: Back, seats: Seats, item: int, closed: bool, sizes: Int64s, best: Int64s
) -> None:
    """`item`, which an offer serves, leaves; where `closed`, its half-day is not given on."""
    items, places = len(net.need), len(net.host)
    here = seats.place_of[item]
    start = items + places + net.host[here] if closed else items + here
    best[0], best[1], best[2] = NEVER, 0, -1
    reach(seats, sizes, start, 0, 0, -1)
    while sizes[0]:
        node = seats.queue[1]
        high, low = seats.label_high[node], seats.label_low[node]
        if high > best[0] or (high == best[0] and low >= best[1]):
            break
        take_first(seats, sizes)
        if node < items:
            _to_item(net, seats, sizes, best, node)
        elif node < items + places:
            _to_place(net, back, seats, sizes, best, node, item)
        else:
            _to_host(net, seats, sizes, best, node)
    leave(net, seats, item)
    _follow(net, seats, best[2], start)
    _lower(net, seats, sizes, best)
    forget(seats, sizes)


@part
def _come(
    seats: Seats, sizes: Int64s, best: Int64s, node: int, high: int, low: int, after: int
) -> bool:
    """By a step of cost (high, low) from `node` to `after`."""
    high += seats.label_high[after] + seats.far_high[after] - seats.far_high[node]
    low += seats.label_low[after] + seats.far_low[after] - seats.far_low[node]
    if high > best[0] or (high == best[0] and low >= best[1]):
        return False
    return reach(seats, sizes, node, high, low, after)


@part
def _to_item(net: Net, seats: Seats, sizes: Int64s, best: Int64s, item: int) -> None:
    choice, place = seats.chosen[item], seats.place_of[item]
    if choice >= 0:
        paid, drawn = net.high[choice], net.low[choice]
    else:
        paid, drawn = net.stay[item], np.int64(0)
    _come(seats, sizes, best, len(net.need) + place, -paid, -drawn, item)


@part
def _to_place(
    net: Net, back: Back, seats: Seats, sizes: Int64s, best: Int64s, node: int, gone: int
) -> None:
    items = len(net.need)
    place = node - items
    if seats.taken[place] > 0:
        host = items + len(net.host) + net.host[place]
        _come(seats, sizes, best, host, 0, 0, node)
    if place >= len(net.slot):
        item = back.last_kin[place - len(net.slot)]
        while item >= 0:
            there = seats.place_of[item]
            if (
                there >= 0
                and there != place
                and item != gone
                and _come(seats, sizes, best, item, net.stay[item], 0, node)
            ):
                seats.by[item] = -1
            item = back.kin[item]
        return
    choice = back.last[place]
    while choice >= 0:
        item = back.owner[choice]
        there = seats.place_of[item]
        if (
            there >= 0
            and there != place
            and item != gone
            and _come(seats, sizes, best, item, net.high[choice], net.low[choice], node)
        ):
            seats.by[item] = choice
        choice = back.earlier[choice]


@part
def _to_host(net: Net, seats: Seats, sizes: Int64s, best: Int64s, node: int) -> None:
    items, places = len(net.need), len(net.host)
    host = node - items - places
    if seats.load[host] > 0:
        high = (
            seats.label_high[node] + seats.far_high[node] - price(net, host, seats.load[host] - 1)
        )
        low = seats.label_low[node] + seats.far_low[node]
        if high < best[0] or (high == best[0] and low < best[1]):
            best[0], best[1], best[2] = high, low, node
    person = host - len(net.offer)
    if person >= 0:
        first = len(net.slot) + person
        last = first + 1
    else:
        first, last = net.first[host], net.first[host + 1]
    for place in range(first, last):
        if seats.taken[place] < net.room[place]:
            _come(seats, sizes, best, items + place, 0, 0, node)


@part
def _follow(net: Net, seats: Seats, end: int, start: int) -> None:
    """From the host that is relieved to the place given back, each item moves one on."""
    items, node = len(net.need), end
    while node != start:
        after = seats.before[node]
        if node < items:
            leave(net, seats, node)
            enter(net, seats, node, after - items, seats.by[node])
        node = after


@part
def _lower(net: Net, seats: Seats, sizes: Int64s, best: Int64s) -> None:
    items = len(net.need)
    for i in range(sizes[1]):
        node = seats.met[i]
        if seats.standing[node] >= 0:
            continue
        high = seats.far_high[node] + seats.label_high[node] - best[0]
        low = seats.far_low[node] + seats.label_low[node] - best[1]
        place = node - items
        is_empty = 0 <= place < len(net.host) and seats.taken[place] == 0
        if is_empty and (high < 0 or (high == 0 and low < 0)):
            # Whoever sits nowhere near may keep the bound that every place has.
            high, low = np.int64(0), np.int64(0)
        seats.far_high[node], seats.far_low[node] = high, low
