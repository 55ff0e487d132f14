"""Who could take what: for each skill a grid of those who offer it.

Most pairs within reach fail at the skill, so offers are sorted by skill before place; within a
skill, those of neighbouring cells of a row stand side by side, and one walk along them suffices.
"""

from typing import NamedTuple

import numpy as np

from engines.pairing.compiled.columns import WIDEST, Columns, OfferColumns
from engines.pairing.compiled.jit import Int8s, Int32s, Int64s, Whole, Words, jit


class Candidates(NamedTuple):
    """The pairs that may be: those of need n are entries `start[n]` to `start[n + 1]`."""

    start: Int64s
    offer: Int32s
    points: Int32s
    """Distance and dislike."""
    slots: Int32s
    """Bit n: both have half-day n free."""


class _Grid(NamedTuple):
    west: int
    south: int
    side: int
    columns: int
    rows: int
    skills: int
    start: Int64s
    """Per skill, row and column: where its offers begin."""
    offer: Int32s
    reach: Int64s
    """Per skill: the longest radius, in metres."""


class _Packed(NamedTuple):
    """The offers again, in the order of the grid, so that a walk reads memory in a line."""

    east: Int64s
    north: Int64s
    radius: Int64s
    languages: Words
    safeguards: Words
    slots: Int32s
    person: Int32s
    liked: Words


class Ground(NamedTuple):
    """The offers of a question, ready to be looked through."""

    grid: _Grid
    packed: _Packed


def ground_of(offers: OfferColumns) -> Ground:
    """Cells a third of the usual radius wide, but never many more cells than offers."""
    able = np.flatnonzero(offers.capacity > 0)
    skills = int(np.bitwise_or.reduce(offers.skills, initial=0)).bit_length()
    east, north = offers.east[able], offers.north[able]
    west, south = int(east.min(initial=WIDEST)), int(north.min(initial=WIDEST))
    wide = max(int(east.max(initial=west)) - west, int(north.max(initial=south)) - south) + 1
    usual = int(np.median(offers.radius[able])) if len(able) else 1
    side = max(1, usual // 3, wide // max(1, int((2 * len(able)) ** 0.5)))
    across = wide // side + 1
    cell = ((north - south) // side) * across + (east - west) // side
    start, order, reach = _bucket(
        able, cell, offers.skills[able], offers.radius[able], skills, across * across
    )
    grid = _Grid(west, south, side, across, across, skills, start, order, reach)
    packed = _Packed(
        offers.east[order],
        offers.north[order],
        offers.radius[order],
        offers.languages[order],
        offers.safeguards[order],
        offers.slots[order],
        offers.person[order],
        offers.likes[order],
    )
    return Ground(grid, packed)


def candidates(columns: Columns, ground: Ground | None = None) -> Candidates:
    """Every pair within all hard limits, needs in their order."""
    grid, packed = ground or ground_of(columns.offers)
    needs, rules = columns.needs, columns.rules
    return Candidates(
        *_walk(
            grid,
            packed,
            (needs.east, needs.north, needs.skill, needs.languages, needs.safeguards),
            (needs.slots, needs.person),
            columns.refusals,
            len(columns.offers.east),
            (rules.metres_per_point, rules.dislike),
        )
    )


@jit
def _bucket(
    able: Int64s, cell: Int64s, skills: Words, radius: Int64s, count: int, cells: int
) -> tuple[Int64s, Int32s, Int64s]:
    start = np.zeros(count * cells + 1, np.int64)
    reach = np.zeros(count, np.int64)
    for i in range(len(able)):
        for skill in range(count):
            if skills[i] >> np.uint64(skill) & np.uint64(1):
                start[skill * cells + cell[i] + 1] += 1
                reach[skill] = max(reach[skill], radius[i])
    for i in range(count * cells):
        start[i + 1] += start[i]
    filled = start[:-1].copy()
    order = np.empty(start[-1], np.int32)
    for i in range(len(able)):
        for skill in range(count):
            if skills[i] >> np.uint64(skill) & np.uint64(1):
                where = skill * cells + cell[i]
                order[filled[where]] = able[i]
                filled[where] += 1
    return start, order, reach


@jit
def points_of(squared: int, step: int) -> Whole:
    """round(√squared / step), halves to the even number; `candidates.distance_points`, compiled."""
    root = np.int64(np.sqrt(np.float64(4 * squared)))
    while root * root > 4 * squared:
        root -= 1
    while (root + 1) * (root + 1) <= 4 * squared:
        root += 1
    points = (root + step) // (2 * step)
    half = step * (2 * points - 1)
    if points % 2 and half * half == 4 * squared:
        return points - 1
    return points


@jit
def _refused(refusals: Int64s, pair: int) -> Whole:
    at = np.searchsorted(refusals, pair)
    return at < len(refusals) and refusals[at] == pair


@jit
def _row(grid: _Grid, skill: int, row: int, east: int, reach: int) -> tuple[int, int]:
    """Where in the grid's order the offers of one row within `reach` begin and end."""
    first = max(0, (east - reach - grid.west) // grid.side)
    last = min(grid.columns - 1, (east + reach - grid.west) // grid.side)
    if first > last:
        return 0, 0
    line = (skill * grid.rows + row) * grid.columns
    return grid.start[line + first], grid.start[line + last + 1]


@jit
def _longer(numbers: Int32s) -> Int32s:
    more = np.empty(len(numbers) * 3 // 2 + 16, np.int32)
    more[: len(numbers)] = numbers
    return more


@jit
def _walk(
    grid: _Grid,
    offers: _Packed,
    needs: tuple[Int64s, Int64s, Int8s, Words, Words],
    whose: tuple[Int32s, Int32s],
    refusals: Int64s,
    offer_count: int,
    weights: tuple[int, int],
) -> tuple[Int64s, Int32s, Int32s, Int32s]:
    easts, norths, skills, languages, safeguards = needs
    all_slots, persons = whose
    step, dislike = weights
    start = np.zeros(len(easts) + 1, np.int64)
    offer = np.empty(4 * len(easts) + 16, np.int32)
    points, slots = np.empty_like(offer), np.empty_like(offer)
    found = 0
    for need in range(len(easts)):
        skill, east, north = skills[need], easts[need], norths[need]
        start[need + 1] = found
        if skill < 0 or skill >= grid.skills:
            continue
        reach = grid.reach[skill]
        first = max(0, (north - reach - grid.south) // grid.side)
        last = min(grid.rows - 1, (north + reach - grid.south) // grid.side)
        for row in range(first, last + 1):
            begin, end = _row(grid, skill, row, east, reach)
            for i in range(begin, end):
                shared = all_slots[need] & offers.slots[i]
                if not shared or not languages[need] & offers.languages[i]:
                    continue
                across, up, far = east - offers.east[i], north - offers.north[i], offers.radius[i]
                squared = across * across + up * up
                if squared > far * far or safeguards[need] & ~offers.safeguards[i]:
                    continue
                number, person = grid.offer[i], persons[need]
                if person == offers.person[i] or _refused(
                    refusals, np.int64(person) * offer_count + number
                ):
                    continue
                if found == len(offer):
                    offer, points, slots = _longer(offer), _longer(points), _longer(slots)
                liked = offers.liked[i] >> np.uint64(skill) & np.uint64(1)
                offer[found], slots[found] = number, shared
                points[found] = points_of(squared, step) + (0 if liked else dislike)
                found += 1
        start[need + 1] = found
    return start, offer[:found].copy(), points[:found].copy(), slots[:found].copy()
