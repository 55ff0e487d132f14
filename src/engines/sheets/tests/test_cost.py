from random import Random
from time import process_time

from engines.sheets import Question, locate, solve
from engines.sheets.tests import degrade, sheet

# CPU seconds; several times what it takes on a small machine, so that a busy one passes.
BOUND = 1.0


def test_a_page_is_read_in_a_fraction_of_a_second():
    page = sheet.example()
    picture = degrade.clean(sheet.printed(page), Random(1))

    start = process_time()
    answer = solve(Question(picture, locate(picture), page))
    seconds = process_time() - start

    assert answer.refused is None
    assert seconds < BOUND
