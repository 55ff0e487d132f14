import pytest
from django.utils.translation import override

from tandem.solidarity import presented
from tandem.toolbox.half_days import to_bits


@pytest.mark.parametrize(
    ("half_days", "said"),
    [
        ((4,), "Tue afternoon"),
        ((4, 5, 9), "Tue afternoon, evening; Thu morning"),
        ((0, 1, 2), "Mon all day"),
        (range(21), "at any moment"),
        ((0, 3, 6, 9, 12), "Mon morning; Tue morning; Wed morning; and 2 other days"),
    ],
)
def test_the_moments_of_a_week_are_said_day_by_day(half_days, said):
    with override("en"):
        assert presented.moments(to_bits(half_days), presented.SHOWN) == said


def test_the_page_of_one_need_names_every_moment():
    with override("en"):
        assert presented.moments(to_bits(range(0, 21, 3))).count("morning") == 7
