"""Facts, rows and moments."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

from tandem.toolbox.texts import Text
from tandem.ui.rendering import markup


class Fact(NamedTuple):
    """One line of a summary: what, and how it stands; `href` leads to where it is changed."""

    label: Text
    value: object
    href: str = ""
    link: Text = ""


def summary_list(facts: Iterable[Fact | tuple[object, ...]]) -> Markup:
    """Labels and values; a fact without value shows a dash."""
    return markup("summary_list", {"facts": [Fact(*fact) for fact in facts]})


class Head(NamedTuple):
    """The head of a column."""

    label: Text
    kind: Literal["text", "number"] = "text"


MANY_COLUMNS = 5


def table(
    caption: Text,
    heads: Sequence[Head | Text],
    rows: Iterable[Sequence[object] | Markup],
    *,
    show_caption: bool = True,
    row_heads: bool = True,
    empty: Text = "",
) -> Markup:
    """Rows under their heads, as cells or made by `table_row`; on a narrow screen each row becomes
    a list with labels.

    The first cell names its row, unless `row_heads` is false. `empty` is said when there is none.
    """
    named = _named(heads)
    row = _row_under(named, row_heads)
    filled = [cells if type(cells) is Markup else _filled(row, cells, named) for cells in rows]
    if not filled:
        return markup("nothing", {"empty": empty}) if empty else Markup()
    frame = _frame(
        escape(caption), tuple((escape(head.label), head.kind) for head in named), show_caption
    )
    # Each cell was escaped; the row around it, and the table around them, were made by templates.
    return Markup(frame % "".join(filled))  # noqa: S704


def table_row(heads: Sequence[Head | Text], cells: Sequence[object]) -> Markup:
    """One row of such a table, ready: for those that are the same again and again."""
    named = _named(heads)
    # Each cell is escaped, and the row around it is made by its template.
    return Markup(_filled(_row_under(named, True), cells, named))  # noqa: S704


def _named(heads: Sequence[Head | Text]) -> list[Head]:
    return [head if isinstance(head, Head) else Head(head) for head in heads]


def _row_under(heads: Sequence[Head], row_heads: bool) -> str:
    return _row(tuple((str(head.label), head.kind) for head in heads), row_heads)


def _filled(row: str, cells: Sequence[object], heads: Sequence[Head]) -> str:
    if len(cells) != len(heads):
        raise ValueError(f"A row has {len(cells)} cells under {len(heads)} heads.")
    return row % tuple([cell if type(cell) is Markup else escape(cell) for cell in cells])


@lru_cache(maxsize=512)
def _frame(caption: Markup, heads: tuple[tuple[Markup, str], ...], show_caption: bool) -> str:
    """A table with `%s` where its rows stand, alike on every page of a list; all in it escaped."""
    told = {
        "caption": caption.replace("%", "%%"),
        # Those that a large letter pushes out of the page are reached by the keyboard too.
        "wide": len(heads) > MANY_COLUMNS,
        "heads": _doubled(heads),
        "show_caption": show_caption,
    }
    return str(markup("table", told))


def _doubled(heads: Iterable[tuple[str, str]]) -> list[Head]:
    return [Head(label.replace("%", "%%"), kind) for label, kind in heads]  # type: ignore[arg-type]


@lru_cache(maxsize=512)
def _row(heads: tuple[tuple[str, str], ...], row_heads: bool) -> str:
    """A row with `%s` for each cell: rendering its template for every row took as long as the page."""
    return str(markup("table_row", {"heads": _doubled(heads), "row_heads": row_heads}))


class Moment(NamedTuple):
    """One thing that happened."""

    when: datetime
    title: Text
    text: object = ""
    by: Text = ""
    kind: Literal["past", "now", "next"] = "past"


def timeline(moments: Iterable[Moment | tuple[object, ...]]) -> Markup:
    """What happened, in the order given."""
    return markup("timeline", {"moments": [Moment(*moment) for moment in moments]})


def breadcrumbs(way: Iterable[tuple[Text, str]], here: Text) -> Markup:
    """The way from the first page to this one."""
    return markup("breadcrumbs", {"way": list(way), "here": here})
