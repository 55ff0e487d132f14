"""Who could take what.

Needs of one skill and cell are looked at together: the offers that reach their surroundings are
gathered once, side by side, and each need is held against all of them without a branch, several at
a time. What is left is looked at exactly. The pairs of a need stand together, in the order
in which needs are looked at.
"""

from typing import NamedTuple

import numpy as np

from engines.pairing.compiled.columns import Columns
from engines.pairing.compiled.ground import (
    ACROSS,
    FOLDED,
    LAX,
    LONGEST,
    OFFERS,
    REACHES,
    SIDE,
    SKILLS,
    SOUTH,
    UP,
    WEST,
    Ground,
    Near,
    folded,
    ground_of,
    near_of,
)
from engines.pairing.compiled.jit import Doubles, Int8s, Int32s, Int64s, Whole, Words, jit, piece


class Candidates(NamedTuple):
    """The pairs that may be: those of need n are entries `start[n]` to `end[n]`."""

    start: Int64s
    end: Int64s
    offer: Int32s
    points: Int32s
    """Distance and dislike."""
    slots: Int32s
    """Bit n: both have half-day n free."""


def candidates(columns: Columns, ground: Ground | None = None) -> Candidates:
    """Every pair within all hard limits."""
    needs, rules = columns.needs, columns.rules
    ground = ground or ground_of(columns.offers)
    return Candidates(
        *_walk(
            ground,
            near_of(ground),
            (needs.east, needs.north, needs.skill, needs.languages, needs.safeguards),
            (needs.slots, needs.person),
            columns.refusals,
            (rules.metres_per_point, rules.dislike),
        )
    )


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


@piece
def _all_points(squares: Doubles, many: int, step: int) -> None:
    """`points_of` in place of all these, none from 2**50; in fractions alone, several at a time."""
    one, two = np.float64(step), np.float64(2 * step)
    for i in range(many):
        quadruple = 4.0 * squares[i]
        points = np.floor((np.floor(np.sqrt(quadruple)) + one) / two)
        half = one * (2.0 * points - 1.0)
        odd = points - 2.0 * np.floor(points / 2.0)
        squares[i] = points - (odd if half * half == quadruple else 0.0)


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
def _by_cell(size: Int64s, easts: Int64s, norths: Int64s, skills: Int8s) -> tuple[Int32s, Int32s]:
    """Needs that somebody has the skill for, by skill and cell, and where each cell ends."""
    across, up, side = size[ACROSS], size[UP], size[SIDE]
    cells = across * up
    start = np.zeros(size[SKILLS] * cells + 1, np.int32)
    cell = np.full(len(easts), -1, np.int32)
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
    return order, start


@piece
def _box(easts: Int64s, norths: Int64s, some: Int32s, low: int, high: int) -> Whole:
    """The least rectangle around these needs."""
    west = east = easts[some[low]]
    south = north = norths[some[low]]
    for i in range(low + 1, high):
        west, east = min(west, easts[some[i]]), max(east, easts[some[i]])
        south, north = min(south, norths[some[i]]), max(north, norths[some[i]])
    return west, south, east, north


@piece
def _gather(ground: Ground, near: Near, line: int, box: Whole, many: int) -> Whole:
    """Enters the offers of this skill and reach that come to this rectangle after the first `many`."""
    size, rows, reach = ground.size, ground.rows, ground.reach[line]
    west, south, east, north = box
    side = size[SIDE]
    first = max(0, (south - reach - size[SOUTH]) // side)
    last = min(size[UP] - 1, (north + reach - size[SOUTH]) // side)
    for at in range(first, last + 1):
        edge = size[SOUTH] + at * side
        off = max(0, edge - north, south - edge - side)
        half = np.int64(np.sqrt(np.float64(max(0, reach * reach - off * off)))) + 1
        left = max(0, (west - half - size[WEST]) // side)
        right = min(size[ACROSS] - 1, (east + half - size[WEST]) // side)
        if left > right:
            continue
        cell = (line * size[UP] + at) * size[ACROSS]
        for i in range(ground.start[cell + left], ground.start[cell + right + 1]):
            here, there = np.int64(rows.east[i]), np.int64(rows.north[i])
            across, up = max(0, west - here, here - east), max(0, south - there, there - north)
            squared = np.int64(rows.radius[i]) * rows.radius[i]
            near.east[many], near.north[many] = here, there
            near.squared[many] = np.float32(squared) * LAX
            near.slots[many], near.languages[many] = rows.slots[i], rows.languages[i]
            near.lacks[many], near.row[many] = rows.lacks[i], i
            # Counted without a branch: whether this one comes nobody can foresee.
            many += across * across + up * up <= squared
    return many


@piece
def _sift(near: Near, many: int, at: Whole, asked: Whole, maybe: Int32s) -> Whole:
    """How many of the gathered seem to fit a need; which rows, `maybe` holds."""
    east, north = np.int32(at[0]), np.int32(at[1])
    free, speaks, asks = np.int32(asked[0]), np.int32(asked[1]), np.int32(asked[2])
    for i in range(many):
        across, up = np.float32(near.east[i] - east), np.float32(near.north[i] - north)
        near.fits[i] = (
            (across * across + up * up <= near.squared[i])
            & ((near.slots[i] & free) != 0)
            & ((near.languages[i] & speaks) != 0)
            & ((near.lacks[i] & asks) == 0)
        )
    hits = 0
    for i in range(many):
        maybe[hits] = near.row[i]
        hits += near.fits[i]
    return hits


@piece
def _settle(
    ground: Ground, row: int, at: Whole, asked: Whole, refusals: Int64s
) -> tuple[Whole, Whole]:
    """Whether this one truly fits, and the distance squared."""
    rows, offer = ground.rows, ground.rows.offer[row]
    person, speaks, asks = asked
    across, up = at[0] - rows.east[row], at[1] - rows.north[row]
    squared = across * across + up * up
    fits = squared <= np.int64(rows.radius[row]) * rows.radius[row]
    fits &= rows.person[row] != person
    if ground.size[FOLDED]:
        fits &= (ground.languages[offer] & speaks) != 0
        fits &= (asks & ~ground.safeguards[offer]) == 0
    if fits and len(refusals):
        fits = not _refused(refusals, person * ground.size[OFFERS] + offer)
    return fits, squared


@jit
def _walk(
    ground: Ground,
    near: Near,
    needs: tuple[Int64s, Int64s, Int8s, Words, Words],
    whose: tuple[Int32s, Int32s],
    refusals: Int64s,
    weights: tuple[int, int],
) -> tuple[Int64s, Int64s, Int32s, Int32s, Int32s]:
    easts, norths, skills, languages, safeguards = needs
    all_slots, persons = whose
    step, dislike = weights
    size, rows = ground.size, ground.rows
    start, end = np.zeros(len(easts), np.int64), np.zeros(len(easts), np.int64)
    offer = np.empty(8 * len(easts) + 16, np.int32)
    points, slots = np.empty_like(offer), np.empty_like(offer)
    maybe, squares = np.empty(len(near.row), np.int32), np.empty(len(near.row), np.float64)
    order, ends = _by_cell(size, easts, norths, skills)
    found, low, is_near = 0, 0, size[LONGEST] < 1 << 25
    for cell in range(len(ends) - 1):
        high = ends[cell]
        if low == high:
            continue
        box = _box(easts, norths, order, low, high)
        line, many = cell // (size[ACROSS] * size[UP]) * REACHES, 0
        for reach in range(REACHES):
            many = _gather(ground, near, line + reach, box, many)
        while found + (high - low) * many > len(offer):
            offer, points, slots = _longer(offer), _longer(points), _longer(slots)
        for nth in range(low, high):
            need = order[nth]
            at, free = (easts[need], norths[need]), all_slots[need]
            speaks, asks = languages[need], safeguards[need]
            hits = _sift(near, many, at, (free, folded(speaks), folded(asks)), maybe)
            start[need], kept = found, 0
            for hit in range(hits):
                row = maybe[hit]
                fits, squared = _settle(ground, row, at, (persons[need], speaks, asks), refusals)
                offer[found + kept], slots[found + kept] = rows.offer[row], free & rows.slots[row]
                points[found + kept] = dislike * rows.dislikes[row]
                squares[kept] = squared if is_near else points_of(squared, step)
                kept += fits
            if is_near:
                _all_points(squares, kept, step)
            for hit in range(kept):
                points[found + hit] += np.int64(squares[hit])
            found += kept
            end[need] = found
        low = high
    return start, end, offer[:found], points[:found], slots[:found]
