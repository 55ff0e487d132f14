"""Whoever has every report with how it ended, and the lines by door, learns no report's door."""

from itertools import product
from random import Random

from tandem.cases.protecting import is_small
from tandem.streets.by_door import protected
from tandem.streets.counting import NAMES

KINDS = (("repaired",), ("repaired", "again"), ("closed",), ("open",), ("open", "late"))
MEASURES = ("opened", "repaired", "closed", "open", "late", "again")


def _line(door, many):
    line = dict.fromkeys(NAMES, 0) | {"name": door, "opened": sum(many), "days": None}
    for kind, count in zip(KINDS, many, strict=True):
        for measure in kind:
            line[measure] += count
    return line


def _table(doors):
    return [_line(str(number), many) for number, many in enumerate(doors)]


def _alike(doors, shown):
    """Every other way in which the same reports may have come, for all that is shown."""
    totals = [sum(column) for column in zip(*doors, strict=True)]
    for first in product(*(range(total + 1) for total in totals)):
        table = _table([first, [total - one for total, one in zip(totals, first, strict=True)]])
        told = all(
            seen[one] in (None, line[one])
            for seen, line in zip(shown, table, strict=True)
            for one in MEASURES
        )
        if told and all(line["opened"] for line in table):
            yield table


def _can_be_computed(doors, shown):
    """Small cells that are the same in every table that looks like this one."""
    possible = list(_alike(doors, shown))
    return [
        (line["name"], one)
        for place, line in enumerate(_table(doors))
        for one in MEASURES
        if is_small(line[one]) and len({table[place][one] for table in possible}) == 1
    ]


def _some_tables():
    chance = Random(33)
    for _number in range(60):
        most = chance.choice((1, 2, 6))
        yield [[chance.choice((0, 0, 1, most)) for _kind in KINDS] for _door in range(2)]


def test_no_small_count_by_door_can_be_computed_from_what_is_shown():
    seen = 0
    for doors in _some_tables():
        table = [line for line in _table(doors) if line["opened"]]
        if len(table) == 2 and (shown := protected(table)):
            assert _can_be_computed(doors, shown) == [], doors
            seen += 1
    assert seen > 10


def test_with_everything_shown_small_counts_are_read_off():
    doors = [[9, 1, 0, 9, 0], [9, 0, 2, 0, 9]]
    assert ("0", "again") in _can_be_computed(doors, _table(doors))
    hidden = protected(_table(doors))
    assert [line["again"] for line in hidden] == [None, None]
    assert [line["opened"] for line in hidden] == [19, 20]


def test_a_large_line_is_told_and_one_door_alone_is_not():
    doors = [[30, 0, 9, 9, 9], [20, 9, 9, 0, 9]]
    assert [line["repaired"] for line in protected(_table(doors))] == [30, 29]
    assert protected(_table(doors[:1])) == []
    assert protected(_table([[1, 0, 0, 0, 0], [1, 0, 0, 0, 0]])) == []
