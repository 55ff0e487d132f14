from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import translation

from tandem.ui import formats


@pytest.mark.parametrize(
    ("language", "day", "amount", "price"),
    [
        ("fr", "12 mars 2026", "1 234,5", "1 234,50 €"),
        ("nl", "12 maart 2026", "1.234,5", "€ 1.234,50"),
        ("de", "12. März 2026", "1.234,5", "1.234,50 €"),
        ("en", "12 March 2026", "1,234.5", "€1,234.50"),
    ],
)
def test_each_language_writes_in_its_own_way(language, day, amount, price):
    with translation.override(language):
        assert formats.short_day(date(2026, 3, 12)) == day
        assert formats.number(Decimal("1234.5")).replace("\u202f", " ") == amount
        assert formats.money(123_450).replace("\u202f", " ").replace("\xa0", " ") == price


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("fr", "jeudi 12 mars 2026"),
        ("nl", "donderdag 12 maart 2026"),
        ("de", "Donnerstag, 12. März 2026"),
        ("en", "Thursday 12 March 2026"),
    ],
)
def test_a_day_is_told_with_its_weekday(language, day):
    with translation.override(language):
        assert formats.day(date(2026, 3, 12)) == day


def test_a_moment_is_told_by_brussels_clock():
    just_before_midnight = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    with translation.override("fr"):
        assert formats.day_time(just_before_midnight) == "2 juillet 2026, 00:30"


def test_hours_are_twenty_four_in_every_language():
    for language in ("fr", "nl", "de", "en"):
        with translation.override(language):
            assert formats.hour(time(14, 5)) == "14:05"


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("fr", "mardi 1er décembre 2026", "1er décembre 2026"),
        ("nl", "dinsdag 1 december 2026", "1 december 2026"),
    ],
)
def test_french_counts_the_first_of_a_month_apart(language, long, short):
    with translation.override(language):
        assert formats.day(date(2026, 12, 1)) == long
        assert formats.short_day(date(2026, 12, 1)) == short
        assert "1er" not in formats.day(date(2026, 12, 21))
