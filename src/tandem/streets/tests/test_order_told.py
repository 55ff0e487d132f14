"""The order of the public list tells no number that the list itself keeps back."""

import pytest

from tandem.streets import around
from tandem.streets.tests.abroad import reported
from tandem.tenancy.scope import transaction_within
from tests.factories import scope_of

pytestmark = pytest.mark.django_db


def test_few_voices_stand_by_their_day_alone(commune):
    many = reported(commune, voices_count=9)
    four = reported(commune, voices_count=4)
    five = reported(commune, voices_count=5)
    one = reported(commune, voices_count=1)
    with transaction_within(scope_of(commune)):
        page = around.page_of((commune.area, commune), "1030", "voices", None)
    assert [line.sign for line in page.lines] == [each.sign for each in (many, five, one, four)]
