"""Numbers one takes in at a glance."""

from collections.abc import Iterable, Sequence
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


class Part(NamedTuple):
    label: Text
    shown: str
    start: float
    share: float
    """Of the row, in hundredths."""


def parts(
    caption: Text, of: Text, names: Sequence[Text], rows: Iterable[tuple[Text, Sequence[float]]]
) -> Markup:
    """A chart that is a table: what each row is made of, in numbers, and a bar for the eye.

    `of` heads the numbers; `names` are those of the parts, three at most.
    """
    return markup(
        "parts",
        {
            "caption": caption,
            "of": of,
            "rows": [(label, _parts(names, amounts)) for label, amounts in rows],
        },
    )


def _parts(names: Sequence[Text], amounts: Sequence[float]) -> list[Part]:
    whole, start, found = sum(amounts) or 1, 0.0, []
    for name, amount in zip(names, amounts, strict=True):
        share = 100 * amount / whole
        found.append(Part(name, formats.number(amount), round(start, 2), round(share, 2)))
        start += share
    return found
