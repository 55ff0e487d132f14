"""What is told of a count of people, so that nobody can be read out of it.

Whoever narrows a public until one person is left would learn that she is known here, how she is
reached and what she speaks. The rule is that of the public figures, `cases.protecting`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.broadcast.choices import LeftOutReason
from tandem.broadcast.foreseeing import LOOK, Foreseen
from tandem.cases.protecting import SMALL, hidden_of, is_small
from tandem.journal.models import Entry
from tandem.people.choices import Channel
from tandem.ui.formats import language_name, number

A_DAY = timedelta(days=1)
MOST_A_DAY = 30
"""So often a colleague is told a count; enough to write, and not enough to try each house."""

WAYS = (Channel.EMAIL, Channel.SMS, Channel.CALL, Channel.LETTER)
Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Count:
    """What a page and the second person see of whom it would reach."""

    few: bool
    """So few that nothing more is told; also where it is nobody, or one could try who is known."""
    recipients: int
    by_way: Lines
    by_language: Lines
    left_out: Lines
    parts: int | None
    """Of all text messages together: it is paid for each. None where it would tell who is texted."""
    texting: int | None
    posting: int | None
    """In cents."""

    @property
    def costs(self) -> int | None:
        if self.texting is None or self.posting is None:
            return None
        return self.texting + self.posting


def count(foreseen: Foreseen) -> Count:
    told = len(foreseen.told)
    if told < SMALL:
        return Count(True, 0, [], [], reasons(foreseen.by_reason), None, None, None)
    ways: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for (way, language), many in foreseen.by_way.items():
        ways[way] += many
        languages[language] += many
    hidden = hidden_of(ways)
    # Its price tells which wording each is texted, and so what she speaks.
    priced = Channel.SMS not in hidden and not any(map(is_small, foreseen.by_parts.values()))
    return Count(
        few=False,
        recipients=told,
        by_way=_together([(str(way.label), way) for way in WAYS], ways, _("Other ways, together")),
        by_language=_together(
            [(language_name(code), code) for code, _name in settings.LANGUAGES],
            languages,
            _("Other languages, together"),
        ),
        left_out=reasons(foreseen.by_reason),
        parts=foreseen.texting.parts if priced else None,
        texting=round(foreseen.texting.cost * 100) if priced else None,
        posting=None if Channel.LETTER in hidden else round(foreseen.posting * 100),
    )


def reasons(by_reason: Mapping[LeftOutReason, int]) -> Lines:
    """Why people are told nothing; which are rare is not told, for one is that she is protected."""
    counts = {str(reason): many for reason, many in by_reason.items()}
    if sum(counts.values()) < SMALL:
        # Of nobody it says the same, or one could try in which house somebody is protected.
        return [(_("Perhaps nobody: of so few no reason is told"), few(0))]
    named = [(str(one.label), str(one)) for one in LeftOutReason]
    return _together(named, counts, _("Other reasons, together"))


def few(count: int) -> str:
    """A number; below five it is not told, nor whether it is none."""
    return _("fewer than %(small)s") % {"small": SMALL} if count < SMALL else number(count)


def _together(named: list[tuple[str, str]], counts: Mapping[str, int], others: str) -> Lines:
    """Each count that may be told, and the sum of the rest, of which not even the names are told."""
    hidden = hidden_of(counts)
    lines = [
        (label, number(counts[key]))
        for label, key in named
        if counts.get(key) and key not in hidden
    ]
    return [*lines, (others, number(sum(counts[key] for key in hidden)))] if hidden else lines


def shown_in_report(rows: Iterable[tuple[str, list[int]]]) -> list[list[str]]:
    """What became of it, by way: ways of a few are joined, and a count of a few is not told."""
    kept: list[list[str]] = []
    joined: list[list[int]] = []
    every = list(rows)
    hidden = hidden_of({label: sum(each) for label, each in every})
    for label, each in every:
        if label in hidden:
            joined.append(each)
        else:
            kept.append([label, *map(_cell, each)])
    if joined:
        label = _("Other ways, together") if kept else _("All ways together")
        kept.append([label, *(_cell(sum(column)) for column in zip(*joined, strict=True))])
    return kept


def _cell(count: int) -> str:
    return few(count) if is_small(count) else number(count)


def has_counted_enough(account: int | None) -> bool:
    """Whether she has read counts so often today that she is told none."""
    since = timezone.now() - A_DAY
    looks = Entry.objects.looks().filter(word=LOOK, account=account, at__gte=since)
    return looks.count() >= MOST_A_DAY
