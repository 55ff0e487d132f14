"""The offers of a question, ready to be looked through: for each skill a grid of those who have it.

Most pairs within reach fail at the skill, so offers are sorted by skill before place; those
who go far apart from those who do not, so that nobody near is looked for far away. Of one skill and
reach, those of neighbouring cells of a row stand side by side, and one walk along them suffices.
"""

from typing import NamedTuple

import numpy as np

from engines.pairing.compiled.columns import OfferColumns
from engines.pairing.compiled.jit import Int32s, Int64s, Singles, Whole, Words, jit, piece

REACHES = 2
"""Those who go at most half as far as the farthest are kept apart."""
WEST, SOUTH, SIDE, ACROSS, UP, SKILLS, OFFERS, LONGEST, FOLDED = range(9)
"""`FOLDED` where there are more languages or safeguards than fit in 31 bits."""
LAX = np.float32(1.00001)
"""What is rounded to 24 bits is off by less than this."""


class Rows(NamedTuple):
    """Offers in the order of the grid, one entry for each skill of each."""

    east: Int32s
    north: Int32s
    radius: Int32s
    slots: Int32s
    languages: Int32s
    """Folded into 32 bits, so that who shares a language shares a bit."""
    lacks: Int32s
    """Safeguards not held, folded likewise."""
    offer: Int32s
    person: Int32s
    dislikes: Int32s
    """1 or 0."""


class Ground(NamedTuple):
    size: Int64s
    """Of the grid."""
    start: Int32s
    """Per skill, reach, row and column: where its offers begin."""
    reach: Int64s
    """Per skill and reach: the longest radius, in metres."""
    rows: Rows
    languages: Words
    """By offer, unfolded; likewise the safeguards held."""
    safeguards: Words


class Near(NamedTuple):
    """Offers side by side, in the least room that shows who fits."""

    east: Int32s
    north: Int32s
    squared: Singles
    """The radius, squared, a little too large rather than too small."""
    slots: Int32s
    languages: Int32s
    lacks: Int32s
    row: Int32s
    fits: Int32s


def ground_of(offers: OfferColumns) -> Ground:
    """Ready for `candidates`."""
    found = _ground(
        (offers.east, offers.north, offers.radius, offers.capacity),
        (offers.skills, offers.likes, offers.languages, offers.safeguards),
        (offers.slots, offers.person),
    )
    size, start, reach, rows = found
    return Ground(size, start, reach, rows, offers.languages, offers.safeguards)


@jit
def _size(numbers: tuple[Int64s, Int64s, Int64s, Int64s], skills: Words) -> Int64s:
    """The grid's size: cells half of the usual radius wide.

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
        return np.zeros(9, np.int64)
    wide = max(east - west, north - south) + 1
    thin = int(wide / np.sqrt(entries / count + 1))
    side = max(1, far // entries // 2, thin)
    across, up = (east - west) // side + 1, (north - south) // side + 1
    return np.array([west, south, side, across, up, count, len(easts), longest, 0], np.int64)


@piece
def folded(bits: Whole) -> Whole:
    """64 bits on 32: two sets that share something still do, and what is within stays within."""
    return np.int32((bits | bits >> np.uint64(32)) & np.uint64(0xFFFFFFFF))


@piece
def _kind(radius: int, longest: int) -> Whole:
    kind = 0
    while kind < REACHES - 1 and 2 * radius <= longest:
        radius *= 2
        kind += 1
    return kind


@jit
def _starts(
    numbers: tuple[Int64s, Int64s, Int64s, Int64s], skills: Words, size: Int64s
) -> tuple[Int32s, Int64s, Int64s]:
    """How many there are of each skill, reach and cell, added up; reaches; and where each stands."""
    easts, norths, radii, capacities = numbers
    cells = size[ACROSS] * size[UP]
    start = np.zeros(size[SKILLS] * REACHES * cells + 1, np.int32)
    reach = np.zeros(size[SKILLS] * REACHES, np.int64)
    where = np.full(len(easts), -1, np.int64)
    for i in range(len(easts)):
        if capacities[i] <= 0:
            continue
        cell = (norths[i] - size[SOUTH]) // size[SIDE] * size[ACROSS]
        cell += (easts[i] - size[WEST]) // size[SIDE]
        kind = _kind(radii[i], size[LONGEST])
        where[i] = kind * cells + cell
        for skill in range(size[SKILLS]):
            if skills[i] >> np.uint64(skill) & np.uint64(1):
                start[skill * REACHES * cells + where[i] + 1] += 1
                line = skill * REACHES + kind
                reach[line] = max(reach[line], radii[i])
    for i in range(len(start) - 1):
        start[i + 1] += start[i]
    return start, reach, where


@jit
def _ground(
    numbers: tuple[Int64s, Int64s, Int64s, Int64s],
    bits: tuple[Words, Words, Words, Words],
    whose: tuple[Int32s, Int32s],
) -> tuple[Int64s, Int32s, Int64s, Rows]:
    easts, norths, radii, _capacities = numbers
    skills, likes, languages, safeguards = bits
    slots, persons = whose
    size = _size(numbers, skills)
    start, reach, where = _starts(numbers, skills, size)
    filled, span = start[:-1].copy(), REACHES * size[ACROSS] * size[UP]
    rows = _rows(start[-1])
    for i in range(len(easts)):
        if (languages[i] | safeguards[i]) >> np.uint64(31):
            size[FOLDED] = 1
        for skill in range(size[SKILLS] if where[i] >= 0 else 0):
            if skills[i] >> np.uint64(skill) & np.uint64(1):
                at = filled[skill * span + where[i]]
                filled[skill * span + where[i]] += 1
                rows.east[at], rows.north[at], rows.radius[at] = easts[i], norths[i], radii[i]
                rows.slots[at], rows.languages[at] = slots[i], folded(languages[i])
                rows.lacks[at] = ~folded(safeguards[i])
                rows.offer[at], rows.person[at] = i, persons[i]
                rows.dislikes[at] = 1 - np.int32(likes[i] >> np.uint64(skill) & np.uint64(1))
    return size, start, reach, rows


@jit
def _rows(many: int) -> Rows:
    one = np.empty((9, many), np.int32)
    return Rows(one[0], one[1], one[2], one[3], one[4], one[5], one[6], one[7], one[8])


def near_of(ground: Ground) -> Near:
    """Room for all offers of one skill."""
    many = len(ground.rows.east) + 1
    one = np.empty((7, many), np.int32)
    return Near(one[0], one[1], np.empty(many, np.float32), *one[2:])
