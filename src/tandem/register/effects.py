"""What was measured by group, as the public reads it, with how sure it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.journal.choices import Door
from tandem.register.cards import Card
from tandem.register.models import Measured
from tandem.register.uncertainty import wilson
from tandem.territory.models import Area
from tandem.toolbox.texts import Text
from tandem.ui.formats import number, percent, short_day

TITLES: dict[str, Text] = {
    "area": gettext_lazy("By commune"),
    "language": gettext_lazy("By language"),
    "channel": gettext_lazy("By the way people came"),
    "way": gettext_lazy("With the program, or by hand at the person’s wish"),
}
WAYS = {"program": gettext_lazy("With the program"), "by_hand": gettext_lazy("By hand")}
NOT_SHOWN = "–"


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    rows: list[tuple[str, str, str, str, str, str]]
    """Group, asked, helped, share, range, days."""


@dataclass(frozen=True, slots=True)
class Effects:
    since: str
    until: str
    whole: str
    tables: list[Table]
    differs: list[str]
    """Groups of which the whole range lies beside the share of all."""


def effects(card: Card) -> Effects | None:
    """Those of the last quarter that was counted."""
    row = Measured.objects.filter(algorithm=card.slug).first()
    if row is None:
        return None
    whole = row.figures["whole"]
    share = _share(whole)
    tables, differs = [], []
    for by, cells in row.figures["groups"].items():
        name = _names(by, cells)
        tables.append(Table(str(TITLES[by]), [_row(name(cell["group"]), cell) for cell in cells]))
        differs += [
            f"{TITLES[by]}: {name(cell['group'])}" for cell in cells if _differs(cell, share)
        ]
    return Effects(
        short_day(row.since), short_day(row.until), _whole(card, whole, share), tables, differs
    )


def _whole(card: Card, cell: dict[str, Any], share: float | None) -> str:
    if share is None:
        return _("Too few people asked for anything to be shown.")
    return card.whole_in_words(cell["asked"]) % {
        "asked": number(cell["asked"]),
        "helped": number(cell["helped"]),
        "share": percent(share),
    }


def _share(cell: dict[str, Any]) -> float | None:
    if not cell["asked"] or cell["helped"] is None:
        return None
    return float(cell["helped"] / cell["asked"])


def _differs(cell: dict[str, Any], whole: float | None) -> bool:
    if whole is None or _share(cell) is None:
        return False
    low, high = wilson(cell["helped"], cell["asked"])
    return not low <= whole <= high


def _row(name: str, cell: dict[str, Any]) -> tuple[str, str, str, str, str, str]:
    share = _share(cell)
    between = NOT_SHOWN
    if share is not None:
        low, high = wilson(cell["helped"], cell["asked"])
        between = f"{percent(low)} – {percent(high)}"
    return (
        name,
        _number(cell["asked"]),
        _number(cell["helped"]),
        NOT_SHOWN if share is None else percent(share),
        between,
        _number(cell["days"]),
    )


def _number(value: float | None) -> str:
    return NOT_SHOWN if value is None else number(value)


def _names(by: str, cells: list[dict[str, Any]]) -> Callable[[str], str]:
    known: dict[str, Any] = {}
    if by == "area":
        keys = [int(cell["group"]) for cell in cells]
        known = {str(area.pk): area.name for area in Area.objects.filter(pk__in=keys)}
    elif by == "language":
        known = dict(settings.LANGUAGES)
    elif by == "channel":
        known = dict(Door.choices)
    elif by == "way":
        known = dict(WAYS)
    return lambda group: str(known.get(group, group))
