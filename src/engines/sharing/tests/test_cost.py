from datetime import date
from time import process_time

from engines.sharing import Ask, Question, solve

# CPU seconds; several times what it takes on a small machine, so that a busy one passes.
BOUND = 10.0


def test_a_thousand_asks_for_a_million_are_shared_within_seconds():
    asks = tuple(Ask(f"a{n}", f"p{n}", 1 + n * 37 % 5_000, 1 + n % 90) for n in range(1_000))
    question = Question(date(2026, 11, 23), 1_000_000, asks)

    start = process_time()
    answer = solve(question)

    assert process_time() - start < BOUND
    assert answer.totals.given == 1_000_000
