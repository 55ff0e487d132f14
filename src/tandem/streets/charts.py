"""Figures as they are drawn, each with the table behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from engines.triage.question import AS_OTHERS
from tandem.cases.protecting import is_small
from tandem.streets.closings import summed
from tandem.streets.priority import WEIGHTS
from tandem.ui.components import Head
from tandem.ui.formats import number, percent, quarter

LEAST_INHABITANTS = 100
LEAST_FOR_A_SHARE = 10
"""Of fewer a share says more about chance than about the service."""
Line = Mapping[str, Any]
HIDDEN = "–"


@dataclass(frozen=True, slots=True)
class Lines:
    """By category, by area or by door."""

    title: str
    delays: list[tuple[str, float]]
    """Days until repair, where something was repaired."""
    parts: list[str]
    became: list[tuple[str, tuple[int, int, int]]]
    """In these parts; not where one of them is hidden."""
    heads: list[Head]
    rows: list[tuple[str, ...]]
    not_drawn: str = ""
    """Those that came too, of which a count is too small to be shown."""


def of_lines(title: str, by: str, lines: Sequence[tuple[str, Line]]) -> Lines:
    return Lines(
        title,
        [(label, line["days"]) for label, line in lines if line["days"] is not None],
        [_("Repaired"), _("Closed without repair"), pgettext("of reports", "Open")],
        [
            (label, (line["repaired"], line["closed"], line["open"]))
            for label, line in lines
            if not _is_hidden(line)
        ],
        _heads(by),
        [(label, *_cells(line)) for label, line in lines],
        ", ".join(label for label, line in lines if _is_hidden(line)),
    )


def _is_hidden(line: Line) -> bool:
    return None in (line["repaired"], line["closed"], line["open"])


@dataclass(frozen=True, slots=True)
class Areas:
    """Postal codes: those with a number for the eye, all of them in the table."""

    bars: list[tuple[str, float]]
    heads: list[Head]
    rows: list[tuple[str, ...]]
    said: str = ""


def who(counted: Mapping[str, Any]) -> Areas:
    """How many people told us something, by area."""
    areas = [(code, many) for code, many in counted.get("areas", ())]
    return Areas(
        [(code, many) for code, many in areas if many is not None],
        [Head(_("Postal code")), Head(_("People who told us"), "number")],
        [(code, HIDDEN if many is None else number(many)) for code, many in areas],
        _few_or_many(counted),
    )


def _few_or_many(counted: Mapping[str, Any]) -> str:
    if "people" not in counted:
        return ""
    people, half = number(counted["people"]), counted["half"]
    if half is None:
        said = ngettext(
            "Of %(people)s person, fewer than five told us half of all that we heard.",
            "Of %(people)s people, fewer than five told us half of all that we heard.",
            counted["people"],
        )
        return said % {"people": people}
    said = ngettext(
        "Of %(people)s people, %(half)s told us half of all that we heard.",
        "Of %(people)s people, %(half)s told us half of all that we heard.",
        half,
    )
    return said % {"people": people, "half": number(half)}


def heard(counted: Mapping[str, Any]) -> Areas:
    """How often one hears from each area, beside how many live there, and by how many days what is
    told there comes forward.
    """
    beside: Mapping[str, int] = counted.get("heard", {})
    told_by = {code: (reports, people) for code, reports, people in counted.get("told_by", ())}
    known = {code: told_by.get(code, (None, None)) for code in beside}
    rates = [(code, per_thousand(*known[code])) for code in beside]
    bars = [(code, rate) for code, rate in rates if rate is not None]
    return Areas(
        bars if len(bars) == len(beside) else list(beside.items()),
        [
            Head(_("Postal code")),
            Head(_("Reports"), "number"),
            Head(_("Inhabitants"), "number"),
            Head(_("Reports per 1,000 inhabitants"), "number"),
            Head(_("Beside the others"), "number"),
            Head(_("Comes forward by"), "number"),
        ],
        [
            (
                *(code, _number(known[code][0]), _number(known[code][1]), _number(rate)),
                *(percent(beside[code] / 100), _forward(beside[code])),
            )
            for code, rate in rates
        ],
        _("Reports per 1,000 inhabitants")
        if len(bars) == len(beside)
        else _("Per cent of an average one"),
    )


def per_thousand(many: int | None, inhabitants: int | None) -> float | None:
    """Not of so few that it tells of chance, or of a household.

    >>> per_thousand(30, 12_000), per_thousand(0, 12_000), per_thousand(3, 12_000)
    (2.5, 0.0, None)
    >>> per_thousand(30, 80), per_thousand(30, None)
    (None, None)
    """
    if many is None or not inhabitants or inhabitants < LEAST_INHABITANTS or is_small(many):
        return None
    return round(1000 * many / inhabitants, 1)


@dataclass(frozen=True, slots=True)
class Ends:
    """How often something was closed without repair, repaired and opened again, by quarter of a year."""

    parts: list[str]
    rows: list[tuple[str, tuple[int, int, int]]]
    heads: list[Head]
    by_category: list[tuple[str, ...]]


def closings(lines: Sequence[Line], labels: Mapping[str, str]) -> Ends:
    return Ends(
        _parts(),
        [(_quarter(one), (one["repaired"], one["closed"], one["again"])) for one in summed(lines)],
        [Head(_("Quarter")), Head(_("Category")), *(Head(part, "number") for part in _parts())],
        [
            (
                *(_quarter(one), labels.get(one["category"], one["category"])),
                *(number(one[kind]) for kind in ("repaired", "closed", "again")),
            )
            for one in lines
        ],
    )


def _parts() -> list[str]:
    return [_("Repaired"), _("Closed without repair"), pgettext("of a report", "Opened again")]


def _quarter(line: Line) -> str:
    return quarter(date.fromisoformat(line["quarter"]))


def _forward(beside: int) -> str:
    """As the engine reckons it: half as often is half of the points."""
    days = WEIGHTS.rare * max(0, AS_OTHERS - beside) // AS_OTHERS // WEIGHTS.day
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": number(days)}


def _heads(by: str) -> list[Head]:
    counted = (
        _("Reports"),
        _("Repaired"),
        _("Closed without repair"),
        pgettext("of reports", "Open"),
        _("Late"),
        pgettext("of a report", "Opened again"),
        _("Days until repair, median"),
    )
    return [Head(by), *(Head(label, "number") for label in counted)]


def _cells(line: Line) -> list[str]:
    return [
        _number(line["opened"]),
        _with_share(line, "repaired"),
        _with_share(line, "closed"),
        *(_number(line[name]) for name in ("open", "late", "again", "days")),
    ]


def _with_share(line: Line, name: str) -> str:
    if not line[name] or line["opened"] < LEAST_FOR_A_SHARE:
        return _number(line[name])
    return f"{number(line[name])} ({percent(line[name] / line['opened'])})"


def _number(value: Any) -> str:
    return HIDDEN if value is None else number(value)
