from time import process_time

import pytest

from engines.pairing import Question, solve
from engines.pairing.tests.towns import town

# CPU seconds; several times what it takes on a small machine, so that a busy one passes.
BOUND = 10.0


@pytest.mark.parametrize("side_m", [8000, 2000])
def test_the_largest_commune_is_paired_within_seconds(side_m):
    question = town(offers=300, needs=500, side_m=side_m)

    seconds = cpu_seconds(question)

    assert seconds < BOUND


def test_a_commune_where_help_is_scarce_is_paired_within_seconds():
    question = town(offers=150, needs=500, side_m=3000)

    seconds = cpu_seconds(question)

    assert seconds < BOUND


def cpu_seconds(question: Question) -> float:
    start = process_time()
    solve(question)
    return process_time() - start
