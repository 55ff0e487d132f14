"""Numbers one takes in at a glance."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from tandem.toolbox.texts import Text
from tandem.ui import formats
from tandem.ui.rendering import markup


def figure(value: float | Text, label: Text, *, note: Text = "", href: str = "") -> Markup:
    """One number, and what it counts."""
    shown = formats.number(value) if isinstance(value, int | float) else value
    return markup("figure", {"value": shown, "label": label, "note": note, "href": href})


class Bar(NamedTuple):
    label: Text
    amount: float
    shown: str
    share: float
    """Of the longest, in hundredths."""


def bars(caption: Text, of: Text, amounts: Iterable[tuple[Text, float]]) -> Markup:
    """A chart that is a table: each row with its number, and a bar for the eye.

    `of` heads the numbers: "Needs met".
    """
    given = list(amounts)
    longest = max((amount for _, amount in given), default=0) or 1
    rows = [
        Bar(label, amount, formats.number(amount), round(100 * max(amount, 0) / longest, 2))
        for label, amount in given
    ]
    return markup("bars", {"caption": caption, "of": of, "rows": rows})
