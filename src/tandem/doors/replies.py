"""Replies as people type them, mapped to the keys of answers: no database, no form."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from django.conf import settings
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext as _

from tandem.services.questions import DAYS, PARTS_OF_DAY
from tandem.toolbox.folding import fold
from tandem.toolbox.texts import Text
from tandem.toolbox.yes_and_no import meant_alone

Choices = Mapping[str, Text]
"""Keys of answers and how they are said, in order."""
OPEN = frozenset({"-", "--", "–", "—"})
JOINED = re.compile(r"[,;/+&\n]+")
MINUS = re.compile(r"-\s*\d")
"""A number below nought, or a range: no number of an option."""
AND = frozenset({"and", "et", "en", "und"})
LONGEST = 1000
"""Nobody writes more to choose among answers; beyond it nothing is looked for."""

SHORT_PARTS: tuple[Text, ...] = (
    pgettext_lazy("two or three letters for morning", "AM"),
    pgettext_lazy("two or three letters for afternoon", "PM"),
    pgettext_lazy("two or three letters for evening", "EV"),
)
ALSO_PARTS = {"ochtend": 0, "morgen": 0, "vm": 0, "middag": 1, "nm": 1, "aprem": 1}
SIGNS_OF_A_DAY = 2


def leaves_open(typed: str, *, nought: bool) -> bool:
    bare = typed.strip()
    return bare in OPEN or (nought and bare == "0")


def yes_or_no(choices: Choices, typed: str) -> list[str] | None:
    """Any word for yes or no, its number, or one of the words shown."""
    said = meant_alone(fold(typed[:LONGEST]).split())
    if said is None:
        return one_of(choices, typed)
    return [tuple(choices)[0 if said else 1]]


def one_of(choices: Choices, typed: str) -> list[str] | None:
    found = _numbers(choices, typed)
    if found is None:
        word = _worded(choices, typed)
        found = None if word is None else [word]
    return found if found is not None and len(found) == 1 else None


def some_of(choices: Choices, typed: str) -> list[str] | None:
    """Every one of several; None if any of them is not certain, so that none is lost unseen."""
    # The whole first: a label may hold a comma, or the word for "and".
    whole = _worded(choices, typed)
    if whole is not None:
        return [whole]
    found: set[str] = set()
    for piece in JOINED.split(typed[:LONGEST]):
        words = [word for word in fold(piece).split() if word not in AND]
        if not words:
            continue
        keys = _numbers(choices, piece)
        if keys is None:
            keys = [key for word in [_worded(choices, piece)] if (key := word) is not None]
        if not keys:
            return None
        found |= set(keys)
    return [key for key in choices if key in found] or None


def _numbers(choices: Choices, typed: str) -> list[str] | None:
    """The options of these numbers; None if a word is not the number of one."""
    words = [word for word in fold(typed[:LONGEST]).split() if word not in AND]
    if not words or MINUS.search(typed):
        return None
    if not all(word.isdecimal() and len(word) < 4 for word in words):
        return None
    keys = tuple(choices)
    numbers = [int(word) for word in words]
    if not all(1 <= number <= len(keys) for number in numbers):
        return None
    return [keys[number - 1] for number in numbers]


def _worded(choices: Choices, typed: str) -> str | None:
    """The one option that is called so, or that alone contains these words."""
    wanted = fold(typed[:LONGEST])
    if not wanted:
        return None
    called = {key: _names(label) for key, label in choices.items()}
    exact = [key for key, names in called.items() if wanted in names]
    if len(exact) == 1:
        return exact[0]
    within = [
        key for key, names in called.items() if any(f" {wanted} " in f" {name} " for name in names)
    ]
    return within[0] if len(within) == 1 else None


def is_called(labels: Iterable[Text], typed: str) -> bool:
    """Whether one of them is called exactly so, in any language of the house."""
    wanted = fold(typed[:LONGEST])
    return any(wanted in _names(label) for label in labels)


def _names(label: Text) -> set[str]:
    """The label in each language of the house, folded."""
    names = set()
    for language in languages():
        with override(language):
            names.add(fold(str(label)))
    return names


def languages() -> list[str]:
    """The language of the moment, then the others of the house."""
    here = get_language() or settings.LANGUAGE_CODE
    return [here, *(code for code, _name in settings.LANGUAGES if code != here)]


def date_parts(typed: str) -> tuple[str, str, str] | None:
    """Day, month and year of a date in one of the usual orders.

    >>> date_parts("27/03/1958"), date_parts("1958-3-27")
    (('27', '3', '1958'), ('27', '3', '1958'))
    """
    found = re.fullmatch(r"\D*(\d{1,4})\D+(\d{1,2})\D+(\d{1,4})\D*", typed[:LONGEST], re.ASCII)
    if found is None:
        return None
    first, month, last = found.groups()
    day, year = (last, first) if len(first) == 4 else (first, last)
    if len(year) != 4 or len(day) > 2:
        return None
    return day.lstrip("0") or "0", month.lstrip("0") or "0", year


def half_days(typed: str) -> list[str] | None:
    """Moments of the week: days and parts of days, a day alone meaning all of it.

    In the language of the moment; in another only where all that understand it agree, since
    MA is Tuesday in French and Monday in Dutch.
    """
    here, *others = languages()
    if found := _half_days_in(here, typed):
        return found
    agreed = {tuple(found) for one in others if (found := _half_days_in(one, typed))}
    return list(agreed.pop()) if len(agreed) == 1 else None


def half_days_hint() -> str:
    """How to write them, with the letters of the language of the moment."""
    day, later = (str(DAYS[number])[:SIGNS_OF_A_DAY].upper() for number in (0, 3))
    am, pm, ev = SHORT_PARTS
    return _(
        "Write the day and the part of it: %(day)s %(am)s, %(day)s %(pm)s, %(day)s %(ev)s. "
        "Several are possible: %(day)s %(am)s, %(later)s %(ev)s."
    ) % {"day": day, "later": later, "am": am, "pm": pm, "ev": ev}


def half_days_list() -> str:
    """Every day and every part, as short as they may be written."""
    days = " ".join(str(day)[:SIGNS_OF_A_DAY].upper() for day in DAYS)
    return f"{days} + {' '.join(map(str, SHORT_PARTS))}"


def _half_days_in(language: str, typed: str) -> list[str] | None:
    with override(language):
        days = [fold(str(day)) for day in DAYS]
        parts = [fold(str(part)) for part in PARTS_OF_DAY]
        short = {fold(str(code)): number for number, code in enumerate(SHORT_PARTS)} | ALSO_PARTS
    found: set[int] = set()
    for piece in JOINED.split(typed[:LONGEST]):
        said = fold(piece)
        for part in parts:
            said = said.replace(part, part.replace(" ", ""))
        words = [word for word in _apart(said, days) if word not in AND]
        read = _read_days(words, days, [part.replace(" ", "") for part in parts], short)
        if read is None:
            return None
        found |= read
    return [str(number) for number in sorted(found)] or None


def _apart(said: str, days: list[str]) -> Iterable[str]:
    """“Dinsdagmiddag” is one word in Dutch and in German."""
    for word in said.split():
        day = next((day for day in days if word.startswith(day)), "")
        yield from filter(None, (day, word.removeprefix(day)))


def _read_days(
    words: Iterable[str], days: list[str], parts: list[str], short: Mapping[str, int]
) -> set[int] | None:
    """Half-days of "mon tue am pm wed": each run of days with the parts that follow it."""
    found: set[int] = set()
    run: list[int] = []
    said: list[int] = []
    for word in words:
        day, part = _beginning(days, word, SIGNS_OF_A_DAY), short.get(word)
        if part is None and day is None:
            part = _beginning(parts, word, 1)
        if part is not None and run:
            said.append(part)
        elif day is not None:
            if said:
                found |= _each(run, said)
                run, said = [], []
            run.append(day)
        else:
            return None
    return found | _each(run, said or range(len(parts)))


def _each(days: Iterable[int], parts: Iterable[int]) -> set[int]:
    return {day * len(PARTS_OF_DAY) + part for day, part in product(days, parts)}


def _beginning(names: Sequence[str], word: str, least: int) -> int | None:
    """Which of the names begins so; None if none does, or several."""
    found = [number for number, name in enumerate(names) if name.startswith(word)]
    return found[0] if len(found) == 1 and len(word) >= least else None
