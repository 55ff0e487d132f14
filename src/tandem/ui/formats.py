"""Days, times, numbers and money as they are written in the reader's language, in Belgium."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_time, get_day_names
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import get_language, to_locale
from markupsafe import Markup

FIRST = re.compile(r"(?<!\d)1 (?=[^\W\d])")
# As Belgium writes its languages. English is Ireland's, which also counts in euros and reads clocks
# to twenty-four: Belgium's own would write a decimal comma, which misleads readers of English.
REGIONS = {"fr": "fr_BE", "nl": "nl_BE", "de": "de_BE", "en": "en_IE"}


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(REGIONS.get(language) or to_locale(language))


def locale() -> Locale:
    return _locale(get_language() or "fr")


def _here(moment: date) -> date:
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def day(moment: date) -> str:
    """“jeudi 12 mars 2026”: people remember the day of the week."""
    return _first(format_date(_here(moment), "full", locale=locale()))


def _first(said: str) -> str:
    """French counts the first of a month apart: “mardi 1er décembre”."""
    return FIRST.sub("1er ", said) if locale().language == "fr" else said


def short_day(moment: date) -> str:
    """“12 mars 2026”, where many stand below one another."""
    return _first(format_date(_here(moment), "long", locale=locale()))


def quarter(moment: date) -> str:
    """“3e trimestre 2026”: the three months in which it is."""
    return format_date(_here(moment), "QQQQ y", locale=locale())


def hour(moment: datetime | time) -> str:
    here = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    # Always 24 hours: shown without seconds, as on every Belgian notice.
    return format_time(here, "HH:mm", locale=locale())


def day_time(moment: datetime) -> str:
    """“12 mars 2026, 14:05”, on Brussels' clock."""
    return f"{short_day(moment)}, {hour(moment)}"


def day_names(width: Literal["wide", "abbreviated"]) -> list[str]:
    """Monday to Sunday."""
    named = get_day_names(width, "stand-alone", locale=locale())
    return [named[weekday].capitalize().removesuffix(".") for weekday in range(7)]


def number(value: float | Decimal) -> str:
    return format_decimal(value, locale=locale())


def percent(value: float | Decimal) -> str:
    return format_percent(value, locale=locale())


def language_name(code: str) -> str:
    """“néerlandais” on a French page: the language as the reader calls it, not as it calls itself."""
    return str(locale().languages.get(code, code))


def money(cents: int) -> str:
    """“1 234,50 €”; amounts are kept in whole cents."""
    return format_currency(Decimal(cents) / 100, "EUR", locale=locale())


def machine(moment: date) -> str:
    """For the `datetime` attribute of a `<time>`."""
    return _here(moment).isoformat()


def breakable(address: str) -> Markup:
    """An e-mail address that a narrow page breaks only after its @ or a dot."""
    return Markup("<wbr>").join(re.split(r"(?<=[@.])", address))


FILTERS: dict[str, Callable[..., str]] = {
    "day": day,
    "short_day": short_day,
    "weekday": day,
    "hour": hour,
    "day_time": day_time,
    "number": number,
    "percent": percent,
    "money": money,
    "language_name": language_name,
    "machine": machine,
    "breakable": breakable,
}
