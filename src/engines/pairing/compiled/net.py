"""The network of `engines.pairing.network`, as arrays.

A cost is two whole numbers, compared one after the other. `high` holds what is lost in levels,
the points and the half-days waited, as digits; `low` the lot. A level's weight need only be
greater than the next one's, and a vital need's greater than the first level's: in a network,
any falling weights choose the same as weights of which each outweighs all below it. (Two
best flows differ by cycles, and no cycle changes more than one person up and one down:
docs/decisions/0026.) So the numbers fit in 63 bits.
"""

from typing import NamedTuple

import numpy as np

from engines.pairing.compiled.columns import Columns, TooLarge
from engines.pairing.compiled.grid import Candidates
from engines.pairing.compiled.jit import Bytes, Int32s, Int64s, jit
from engines.pairing.compiled.lots import lot, put, put_slot

NEAR = 1000
"""Metres: how high the cells are in which neighbours are sorted."""
SLACK = 16
"""How many times the dearest single step the kernel's sums may reach."""


class Net(NamedTuple):
    """Places of offers come first, then one for each person's unserved needs; so do hosts.

    An item is a need that somebody may take; the others are left out beforehand.
    """

    need: Int32s
    """Per item: its need."""
    start: Int64s
    """The choices of item n are `start[n]` to `start[n + 1]`, cheapest `high` first."""
    place: Int32s
    high: Int64s
    low: Int64s
    out: Int32s
    """Per item: the place of its person's unserved needs."""
    stay: Int64s
    """Per item: what being left out costs, the level apart, as `high`."""
    host: Int32s
    """Per place."""
    room: Int32s
    """Per place: items at once."""
    slot: Int32s
    """Per place of an offer: its half-day."""
    first: Int32s
    """Places of host n: `first[n]` to `first[n + 1]`."""
    most: Int64s
    """Per host: items in all."""
    had: Int64s
    """Per person who is a host: helps before, as a rank among levels that occur."""
    offer: Int32s
    """Per host that is an offer: which."""
    person: Int32s
    """Per host that is a person: who."""
    weight: Int64s
    """What the n-th level that occurs is worth, as `high`."""
    load: int
    """What each task before adds to the price of the next, as `high`."""


def neighbours(east: Int64s, north: Int64s) -> Int32s:
    """An order in which those who live near each other also stand near each other in memory."""
    return np.lexsort((east, north // NEAR, east // (8 * NEAR))).astype(np.int32)


class Scale(NamedTuple):
    """The digits of `high`."""

    point: int
    """What a point of cost is worth."""
    other: int
    """What a pair costs that is not with the usual helper: more than all points together; nought
    where nobody has one."""
    unit: int
    """What the least level is worth: more than a round can lose of all that comes after it."""
    levels: Int64s
    """The levels that can occur, rising."""


def net_of(columns: Columns, found: Candidates) -> Net:
    """Raises TooLarge where costs do not fit in 63 bits."""
    needs, offers = columns.needs, columns.offers
    need = neighbours(needs.east, needs.north)
    need = need[(found.end > found.start)[need]]
    capacity = np.minimum(offers.capacity, len(need))
    place_of, slot, offer, first = places_of(
        _occurring(found.offer, found.slots, len(capacity)), neighbours(offers.east, offers.north)
    )
    person, whose = np.unique(needs.person[need], return_inverse=True)
    asked = np.bincount(whose, minlength=len(person))
    levels, had = _levels(columns.received[person], asked)
    scale = scale_of(columns, int(found.points.max(initial=0)), len(need), levels)
    choices = choices_of(columns, found, need, place_of, scale)
    places, hosts = len(slot), len(offer)
    owner = np.repeat(np.arange(hosts, dtype=np.int32), np.diff(first))
    return Net(
        need=need,
        start=choices[0],
        place=choices[1],
        high=choices[2],
        low=choices[3],
        out=(places + whose).astype(np.int32),
        stay=needs.vital[need].astype(np.int64) * (scale.unit * (len(levels) + 1)),
        host=np.concatenate([owner, hosts + np.arange(len(person), dtype=np.int32)]),
        room=np.concatenate([offers.at_once[offer[owner]], asked.astype(np.int32)]),
        slot=slot,
        first=first,
        most=np.concatenate([capacity[offer], asked]),
        had=had,
        offer=offer,
        person=person.astype(np.int32),
        weight=scale.unit * np.arange(len(levels), 0, -1, dtype=np.int64),
        load=columns.rules.load * scale.point,
    )


def _levels(received: Int64s, asked: Int64s) -> tuple[Int64s, Int64s]:
    """The levels that occur, and for each person the rank below her first one to come."""
    spans, which = np.unique(np.stack([received, asked]), axis=1, return_inverse=True)
    every = [np.arange(had + 1, had + more + 1) for had, more in spans.T]
    levels = np.unique(np.concatenate(every)) if every else np.zeros(0, np.int64)
    had = np.searchsorted(levels, spans[0] + 1)
    return levels, had[which.ravel()]


def scale_of(columns: Columns, dearest: int, items: int, levels: Int64s) -> Scale:
    """`dearest` is the most points that a pair can cost. Raises TooLarge."""
    capacity = np.minimum(columns.offers.capacity, items)
    served = min(items, int(capacity.sum()))
    point = int(columns.waits.max()) * served + 1
    most = dearest + columns.rules.load * int(capacity.max(initial=0))
    unit = point * (most * served + 1)
    other, usual = 0, int(np.count_nonzero(columns.needs.usual >= 0))
    if usual:
        # A round serves at most one more or one less, and no more change from or to a usual helper
        # than have one; what it changes in points is less than one of these.
        other, unit = unit, unit * (usual + 2)
    if SLACK * unit * (len(levels) + 2) >= 1 << 63 or items >= 1 << 21:
        raise TooLarge("The costs of this question do not fit in 63 bits.")
    return Scale(point, other, unit, levels)


@jit
def _occurring(offer: Int32s, slots: Int32s, offers: int) -> Int32s:
    """Per offer: the half-days that somebody could use."""
    used = np.zeros(offers, np.int32)
    for i in range(len(offer)):
        used[offer[i]] |= slots[i]
    return used


@jit
def places_of(used: Int32s, order: Int32s) -> tuple[Int32s, Int32s, Int32s, Int32s]:
    """Number by offer and half-day; half-day by number; offer, and first place, by host."""
    offers = len(used)
    number = np.full(offers * 21, -1, np.int32)
    slot = np.empty(offers * 21, np.int32)
    hosts = np.empty(offers, np.int32)
    first = np.zeros(offers + 1, np.int32)
    places, count = 0, 0
    for one in order:
        if used[one]:
            for half_day in range(21):
                if used[one] >> half_day & 1:
                    number[one * 21 + half_day] = places
                    slot[places] = half_day
                    places += 1
            hosts[count] = one
            count += 1
            first[count] = places
    return number, slot[:places].copy(), hosts[:count].copy(), first[: count + 1].copy()


def choices_of(
    columns: Columns, found: Candidates, need: Int32s, place_of: Int32s, scale: Scale
) -> tuple[Int64s, Int32s, Int64s, Int64s]:
    """Of these needs, each candidate in each half-day: start by need, place, high, low."""
    needs, offers = columns.needs.keys, columns.offers.keys
    lots = (columns.lot_head, needs.text, needs.start, offers.text, offers.start)
    longest = int(np.diff(needs.start).max(initial=0) + np.diff(offers.start).max(initial=0))
    weights = scale.point, scale.other
    usual = columns.needs.usual
    return _choices(found, need, place_of, usual, columns.waits, weights, lots, longest)


@jit
def _choices(
    found: Candidates,
    need: Int32s,
    place_of: Int32s,
    usual: Int32s,
    waits: Int64s,
    weights: tuple[int, int],
    lots: tuple[Bytes, Bytes, Int64s, Bytes, Int64s],
    longest: int,
) -> tuple[Int64s, Int32s, Int64s, Int64s]:
    start = np.zeros(len(need) + 1, np.int64)
    for item in range(len(need)):
        total = start[item]
        for i in range(found.start[need[item]], found.end[need[item]]):
            for slot in range(21):
                total += found.slots[i] >> slot & 1
        start[item + 1] = total
    place = np.empty(start[-1], np.int32)
    high, low = np.empty(start[-1], np.int64), np.empty(start[-1], np.int64)
    head, need_text, need_start, offer_text, offer_start = lots
    message = np.zeros(len(head) + longest + 160, np.uint8)
    message[: len(head)] = head
    state, w = np.empty(8, np.uint64), np.empty(64, np.uint64)
    point, other = weights
    for item in range(len(need)):
        at = start[item]
        after_need = put(message, len(head), need_text, need_start, need[item])
        for i in range(found.start[need[item]], found.end[need[item]]):
            after_offer = put(message, after_need, offer_text, offer_start, found.offer[i])
            costs = found.points[i] * point
            if found.offer[i] != usual[need[item]]:
                costs += other
            for slot in range(21):
                if found.slots[i] >> slot & 1:
                    place[at] = place_of[found.offer[i] * 21 + slot]
                    high[at] = costs + waits[slot]
                    low[at] = lot(message, put_slot(message, after_offer, slot), state, w)
                    at += 1
        _sort(high[start[item] : at], place[start[item] : at], low[start[item] : at])
    return start, place, high, low


@jit
def _sort(high: Int64s, place: Int32s, low: Int64s) -> None:
    if len(high) > 48:
        order = np.argsort(high)
        high[:], place[:], low[:] = high[order], place[order], low[order]
        return
    for i in range(1, len(high)):
        cost, where, drawn = high[i], place[i], low[i]
        j = i - 1
        while j >= 0 and high[j] > cost:
            high[j + 1], place[j + 1], low[j + 1] = high[j], place[j], low[j]
            j -= 1
        high[j + 1], place[j + 1], low[j + 1] = cost, where, drawn
