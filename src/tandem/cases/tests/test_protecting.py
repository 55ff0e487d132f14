from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tandem.cases.protecting import (
    SMALL,
    TOGETHER,
    Counts,
    hidden_in,
    hidden_of,
    is_small,
)

MOST = 11
Pair = tuple[int, int]


def counts(opened: int, answered: int) -> Counts:
    return Counts(opened, answered, answered, 0)


def test_large_numbers_and_noughts_are_shown():
    line = {"tea": Counts(60, 50, 40, 10), "bread": Counts(0, 0, 0, 0)}

    assert not any(hidden_in(line).values())


def test_a_small_number_takes_another_one_with_it_so_that_the_sum_does_not_tell():
    line = {"tea": counts(3, 0), "bread": counts(9, 0), "soup": counts(60, 0)}

    assert hidden_in(line)["opened"] == {"tea", "bread"}


def test_two_small_numbers_whose_sum_tells_both_take_a_third_one():
    """1 and 1 make 2: both would be known."""
    line = {"tea": counts(1, 0), "bread": counts(1, 0), "soup": counts(60, 0)}

    assert hidden_in(line)["opened"] == {"tea", "bread", "soup"}


def test_a_number_alone_in_its_line_is_hidden_with_the_sum():
    assert hidden_in({"tea": counts(3, 0)})["opened"] == {"tea", TOGETHER}


def test_a_small_difference_is_hidden_as_a_small_number():
    """20 came and 18 were answered: 2 were not."""
    line = {"tea": counts(20, 18), "bread": counts(30, 30), "soup": counts(60, 50)}

    hidden = hidden_in(line)

    assert hidden["opened"] == set()
    assert hidden["answered"] == {"tea", "bread"}


def test_what_counts_a_part_of_something_hidden_is_hidden_too():
    hidden = hidden_in({"tea": Counts(3, 3, 3, 0), "bread": Counts(9, 9, 9, 9)})

    assert all(hidden[column] >= {"tea", "bread"} for column in ("answered", "in_time", "again"))


@pytest.mark.parametrize(
    ("given_counts", "hidden"),
    [
        ({"email": 40, "letter": 12, "call": 0}, set()),
        ({"email": 40, "letter": 12, "call": 2}, {"letter", "call"}),
        ({"email": 40, "letter": 1, "call": 1}, {"email", "letter", "call"}),
        ({"email": 3}, {"email"}),
    ],
)
def test_of_a_known_sum_none_is_told(given_counts, hidden):
    assert hidden_of(given_counts) == hidden


cells = st.integers(0, MOST).flatmap(lambda n: st.builds(counts, st.just(n), st.integers(0, n)))


@given(cells, cells)
@settings(max_examples=120, deadline=None, derandomize=True)
@example(counts(3, 3), counts(0, 0))
@example(counts(10, 9), counts(10, 10))
@example(counts(1, 0), counts(1, 1))
def test_whoever_reckons_with_all_that_is_shown_learns_no_small_number(tea, bread):
    """Of the tables that look the same from outside, one has another number in its place."""
    line = {"tea": tea, "bread": bread}
    hidden = hidden_in(line)

    whole = {**line, TOGETHER: tea + bread}
    real = {name: (count.opened, count.answered) for name, count in whole.items()}
    tells = (opened, answered, not_answered)
    small = [(name, tell) for name in real for tell in tells if is_small(tell(real[name]))]
    for world in alike(line, hidden):
        # What may be another number in a world that looks the same is not known.
        small = [(name, tell) for name, tell in small if tell(world[name]) == tell(real[name])]
        if not small:
            break
    assert small == []


@given(st.lists(st.integers(0, 30), min_size=1, max_size=4))
@settings(max_examples=120, deadline=None, derandomize=True)
def test_a_hidden_number_may_as_well_be_large(found):
    line = {str(place): counts(count, 0) for place, count in enumerate(found)}
    hidden = hidden_in(line)["opened"]

    left = sum(found) - sum(found[int(name)] for name in line if name not in hidden)
    if hidden and TOGETHER not in hidden:
        assert left - (len(hidden) - 1) >= SMALL


def alike(line: dict[str, Counts], hidden: dict[str, set[str]]) -> Iterator[dict[str, Pair]]:
    """Each as how many came and how many were answered: what else is counted follows from these."""
    sums = sum(line.values(), Counts(0, 0, 0, 0))
    for guess in product(*(possible(name, line[name], hidden) for name in line)):
        came, told = (sum(column) for column in zip(*guess, strict=True))
        if TOGETHER not in hidden["opened"] and came != sums.opened:
            continue
        if TOGETHER not in hidden["answered"] and told != sums.answered:
            continue
        yield {**dict(zip(line, guess, strict=True)), TOGETHER: (came, told)}


def possible(name: str, count: Counts, hidden: dict[str, set[str]]) -> list[Pair]:
    # A nought is shown: what is hidden is at least one.
    came = range(1, 2 * MOST) if name in hidden["opened"] else [count.opened]
    return [
        (n, a)
        for n in came
        for a in (range(n + 1) if name in hidden["answered"] else [count.answered])
        if a <= n
    ]


def opened(count: Pair) -> int:
    return count[0]


def answered(count: Pair) -> int:
    return count[1]


def not_answered(count: Pair) -> int:
    return count[0] - count[1]
