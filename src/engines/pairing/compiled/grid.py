"""Who could take what: for each skill a grid of those who offer it.

Most pairs within reach fail at the skill, so offers are sorted by skill before place; those
who go far apart from those who do not, so that nobody near is looked for far away. Of one skill and
reach, those of neighbouring cells of a row stand side by side, and one walk along them suffices.
An offer is eight numbers, one line of memory. Needs are walked through in the order of the grid, so
that what one of them has read is at hand for the next.
"""

from typing import NamedTuple

import numpy as np

from engines.pairing.compiled.columns import Columns, OfferColumns
from engines.pairing.compiled.jit import Int8s, Int32s, Int64s, Whole, Words, Words32, jit, piece

REACHES = 2
"""Those who go at most half as far as the farthest are kept apart."""
EAST, NORTH, FAR, SLOTS, LANGUAGES, SAFEGUARDS, WHO, LIKES = range(8)
"""Of an offer, `FAR` being its radius squared, and `WHO` person and number in one."""
WEST, SOUTH, SIDE, ACROSS, UP, SKILLS, OFFERS = range(7)


class Candidates(NamedTuple):
    """The pairs that may be: those of need n are entries `start[n]` to `start[n + 1]`."""

    start: Int64s
    offer: Int32s
    points: Int32s
    """Distance and dislike."""
    slots: Int32s
    """Bit n: both have half-day n free."""


class Ground(NamedTuple):
    """The offers of a question, ready to be looked through."""

    size: Int64s
    """Of the grid."""
    start: Int32s
    """Per skill, reach, row and column: where its offers begin."""
    reach: Int64s
    """Per skill and reach: the longest radius, in metres."""
    row: Int64s
    """The offers in the order of the grid."""


def ground_of(offers: OfferColumns) -> Ground:
    """Ready for `candidates`."""
    return Ground(
        *_ground(
            (offers.east, offers.north, offers.radius, offers.capacity),
            (offers.skills, offers.likes, offers.languages, offers.safeguards),
            (offers.slots, offers.person),
        )
    )


def candidates(columns: Columns, ground: Ground | None = None) -> Candidates:
    """Every pair within all hard limits, needs in their order."""
    needs, rules = columns.needs, columns.rules
    return Candidates(
        *_walk(
            ground or ground_of(columns.offers),
            (needs.east, needs.north, needs.skill, needs.languages, needs.safeguards),
            (needs.slots, needs.person),
            columns.refusals,
            (rules.metres_per_point, rules.dislike),
        )
    )


@jit
def _size(numbers: tuple[Int64s, Int64s, Int64s, Int64s], skills: Words) -> tuple[Int64s, int]:
    """The grid's size, and the longest radius: cells half of the usual one wide.

    They are wider where there are few offers: about one of each skill to a cell.
    """
    easts, norths, radii, capacities = numbers
    west = south = np.int64(1) << 40
    east = north = -west
    every, entries, far, longest = np.uint64(0), 1, 0, 1
    for i in range(len(easts)):
        if capacities[i] <= 0:
            continue
        west, east = min(west, easts[i]), max(east, easts[i])
        south, north = min(south, norths[i]), max(north, norths[i])
        every |= skills[i]
        entries += 1
        far += radii[i]
        longest = max(longest, radii[i])
    count = 0
    while count < 64 and every >> np.uint64(count):
        count += 1
    if not count:
        return np.zeros(7, np.int64), longest
    wide = max(east - west, north - south) + 1
    thin = int(wide / np.sqrt(entries / count + 1))
    side = max(1, far // entries // 2, thin)
    across, up = (east - west) // side + 1, (north - south) // side + 1
    return np.array([west, south, side, across, up, count, len(easts)], np.int64), longest


@piece
def _kind(radius: int, longest: int) -> Whole:
    kind = 0
    while kind < REACHES - 1 and 2 * radius <= longest:
        radius *= 2
        kind += 1
    return kind


@jit
def _ground(
    numbers: tuple[Int64s, Int64s, Int64s, Int64s],
    bits: tuple[Words, Words, Words, Words],
    whose: tuple[Int32s, Int32s],
) -> tuple[Int64s, Int32s, Int64s, Int64s]:
    easts, norths, radii, capacities = numbers
    skills, likes, languages, safeguards = bits
    slots, persons = whose
    size, longest = _size(numbers, skills)
    cells = size[ACROSS] * size[UP]
    start = np.zeros(size[SKILLS] * REACHES * cells + 1, np.int32)
    reach = np.zeros(size[SKILLS] * REACHES, np.int64)
    where = np.empty(len(easts), np.int64)
    for i in range(len(easts)):
        if capacities[i] <= 0:
            continue
        cell = (norths[i] - size[SOUTH]) // size[SIDE] * size[ACROSS]
        cell += (easts[i] - size[WEST]) // size[SIDE]
        kind = _kind(radii[i], longest)
        where[i] = kind * cells + cell
        for skill in range(size[SKILLS]):
            if skills[i] >> np.uint64(skill) & np.uint64(1):
                start[skill * REACHES * cells + where[i] + 1] += 1
                line = skill * REACHES + kind
                reach[line] = max(reach[line], radii[i])
    for i in range(len(start) - 1):
        start[i + 1] += start[i]
    filled = start[:-1].copy()
    row = np.empty((start[-1], 8), np.int64)
    for i in range(len(easts)):
        if capacities[i] <= 0:
            continue
        for skill in range(size[SKILLS]):
            if skills[i] >> np.uint64(skill) & np.uint64(1):
                at = filled[skill * REACHES * cells + where[i]]
                filled[skill * REACHES * cells + where[i]] += 1
                row[at, EAST], row[at, NORTH] = easts[i], norths[i]
                row[at, FAR], row[at, SLOTS] = radii[i] * radii[i], slots[i]
                row[at, LANGUAGES] = np.int64(languages[i])
                row[at, SAFEGUARDS] = np.int64(safeguards[i])
                row[at, WHO] = np.int64(persons[i]) << 32 | i
                row[at, LIKES] = np.int64(likes[i] >> np.uint64(skill) & np.uint64(1))
    return size, start, reach, row


@jit
def points_of(squared: int, step: int) -> Whole:
    """round(√squared / step), halves to the even number; `candidates.distance_points`, compiled."""
    if squared < 1 << 50:
        # So small that roots and quotients of fractions, rounded down, are those of whole numbers.
        root = np.floor(np.sqrt(np.float64(4 * squared)))
        points = np.int64(np.floor((root + step) / np.float64(2 * step)))
    else:
        large = np.int64(np.sqrt(np.float64(4 * squared)))
        while large * large > 4 * squared:
            large -= 1
        while (large + 1) * (large + 1) <= 4 * squared:
            large += 1
        points = (large + step) // (2 * step)
    half = step * (2 * points - 1)
    if points % 2 and half * half == 4 * squared:
        return points - 1
    return points


@jit
def _refused(refusals: Int64s, pair: int) -> Whole:
    at = np.searchsorted(refusals, pair)
    return at < len(refusals) and refusals[at] == pair


@jit
def _longer(numbers: Int32s) -> Int32s:
    more = np.empty(len(numbers) * 3 // 2 + 16, np.int32)
    more[: len(numbers)] = numbers
    return more


@jit
def _by_cell(size: Int64s, easts: Int64s, norths: Int64s, skills: Int8s) -> Int32s:
    """Needs that somebody has the skill for, by skill and cell."""
    across, up, side = size[ACROSS], size[UP], size[SIDE]
    cells = across * up
    start = np.zeros(size[SKILLS] * cells + 1, np.int32)
    cell = np.full(len(easts), -1, np.int64)
    for need in range(len(easts)):
        skill = skills[need]
        if 0 <= skill < size[SKILLS]:
            row = min(up - 1, max(0, (norths[need] - size[SOUTH]) // side))
            column = min(across - 1, max(0, (easts[need] - size[WEST]) // side))
            cell[need] = skill * cells + row * across + column
            start[cell[need] + 1] += 1
    for i in range(len(start) - 1):
        start[i + 1] += start[i]
    order = np.empty(start[-1], np.int32)
    for need in range(len(easts)):
        if cell[need] >= 0:
            order[start[cell[need]]] = need
            start[cell[need]] += 1
    return order


@piece
def _row_of(ground: Ground, line: int, at: int, east: int, north: int) -> tuple[int, int]:
    """Where the offers of row `at` begin and end that can reach this point."""
    size, reach = ground.size, ground.reach[line]
    side = size[SIDE]
    south = size[SOUTH] + at * side
    off = max(0, south - north, north - south - side)
    half = np.int64(np.sqrt(np.float64(max(0, reach * reach - off * off)))) + 1
    # Divided as fractions, which is faster; `half` is long enough by a metre, so none is missed.
    west = np.float64(east - size[WEST])
    first = max(0, np.int64(np.floor((west - half) / side)))
    last = min(size[ACROSS] - 1, np.int64(np.floor((west + half) / side)))
    if first > last:
        return 0, 0
    cell = (line * size[UP] + at) * size[ACROSS]
    return ground.start[cell + first], ground.start[cell + last + 1]


@piece
def _within(
    rows: Int64s,
    low: int,
    high: int,
    at: tuple[int, int],
    asked: tuple[Whole, Whole, Whole],
    maybe: Words32,
) -> Whole:
    """How many of these rows fit a need; which, `maybe` holds."""
    east, north = at
    free, speaks, asks = asked
    hits = 0
    for i in range(np.uint64(low), np.uint64(high)):
        across, up = east - rows[i, EAST], north - rows[i, NORTH]
        # Counted without a branch: which of these fails nobody can foresee.
        maybe[hits] = i
        hits += (
            (across * across + up * up <= rows[i, FAR])
            & ((free & rows[i, SLOTS]) != 0)
            & ((speaks & rows[i, LANGUAGES]) != 0)
            & ((asks & ~rows[i, SAFEGUARDS]) == 0)
        )
    return hits


@jit
def _walk(
    ground: Ground,
    needs: tuple[Int64s, Int64s, Int8s, Words, Words],
    whose: tuple[Int32s, Int32s],
    refusals: Int64s,
    weights: tuple[int, int],
) -> tuple[Int64s, Int32s, Int32s, Int32s]:
    easts, norths, skills, languages, safeguards = needs
    all_slots, persons = whose
    step, dislike = weights
    size, rows = ground.size, ground.row
    begin, count = np.zeros(len(easts), np.int64), np.zeros(len(easts) + 1, np.int64)
    offer = np.empty(8 * len(easts) + 16, np.int32)
    points, slots = np.empty_like(offer), np.empty_like(offer)
    maybe = np.empty(len(rows) + 1, np.uint32)
    found = 0
    for need in _by_cell(size, easts, norths, skills):
        east, north, person = easts[need], norths[need], np.int64(persons[need])
        speaks, asks = np.int64(languages[need]), np.int64(safeguards[need])
        free = np.int64(all_slots[need])
        begin[need] = found
        for line in range(skills[need] * REACHES, (skills[need] + 1) * REACHES):
            reach = ground.reach[line]
            first = max(0, (north - reach - size[SOUTH]) // size[SIDE])
            last = min(size[UP] - 1, (north + reach - size[SOUTH]) // size[SIDE])
            for at in range(first, last + 1):
                low, high = _row_of(ground, line, at, east, north)
                while found + high - low > len(offer):
                    offer, points, slots = _longer(offer), _longer(points), _longer(slots)
                hits = _within(rows, low, high, (east, north), (free, speaks, asks), maybe)
                for nth in range(hits):
                    i = maybe[nth]
                    who = rows[i, WHO]
                    number = who & 0xFFFFFFFF
                    if who >> 32 == person or (
                        len(refusals) and _refused(refusals, person * size[OFFERS] + number)
                    ):
                        continue
                    across, up = east - rows[i, EAST], north - rows[i, NORTH]
                    offer[found], slots[found] = number, free & rows[i, SLOTS]
                    points[found] = points_of(across * across + up * up, step)
                    points[found] += 0 if rows[i, LIKES] else dislike
                    found += 1
        count[need + 1] = found - begin[need]
    return _in_order(begin, np.cumsum(count), offer, points, slots)


@jit
def _in_order(
    begin: Int64s, start: Int64s, offer: Int32s, points: Int32s, slots: Int32s
) -> tuple[Int64s, Int32s, Int32s, Int32s]:
    offers = np.empty(start[-1], np.int32)
    costs, free = np.empty_like(offers), np.empty_like(offers)
    for need in range(len(begin)):
        at = begin[need]
        for i in range(start[need], start[need + 1]):
            offers[i], costs[i], free[i] = offer[at], points[at], slots[at]
            at += 1
    return start, offers, costs, free
