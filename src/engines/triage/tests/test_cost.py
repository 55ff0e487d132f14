from datetime import timedelta
from time import process_time

import pytest

from engines.triage import BUILT_IN, CategoryQuestion, RankQuestion, category, known, rank
from engines.triage.learned import CORPUS
from engines.triage.tests.towns import DAY, reports

# CPU seconds; several times what it takes on a small machine, so that a busy one passes.
A_TEXT = 0.02
AROUND = 0.1
RANKED = 5.0


def test_a_text_is_told_within_milliseconds():
    texts = [one.text for one in CORPUS[::10]]

    began = process_time()
    for text in texts:
        category(CategoryQuestion(text, BUILT_IN))

    assert (process_time() - began) / len(texts) < A_TEXT


def test_a_long_text_costs_no_more_than_its_length():
    text = " ".join(one.text for one in CORPUS[:200])

    began = process_time()
    category(CategoryQuestion(text, BUILT_IN))

    assert process_time() - began < 200 * A_TEXT


@pytest.mark.parametrize("seed", [1, 2])
def test_three_hundred_candidates_are_compared_at_once(seed):
    question = reports(300, seed)
    known(question)

    began = process_time()
    known(question)

    assert process_time() - began < AROUND


def test_ten_thousand_open_reports_are_ranked_within_seconds():
    asked = [
        RankQuestion(DAY - timedelta(days=number % 300), voices=number % 9, heard=number % 200)
        for number in range(10_000)
    ]

    began = process_time()
    for one in asked:
        rank(one)

    assert process_time() - began < RANKED
