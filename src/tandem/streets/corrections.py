"""What was set by hand on a report: who, when, from what to what."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tandem.streets.choices import Overridden
from tandem.streets.kinds import labels
from tandem.streets.models import Override, Report
from tandem.streets.rules import MOST_OF_A_NUMBER, is_street_alone
from tandem.toolbox.texts import Text
from tandem.ui.components.lists import Moment

NOT_KEPT = "…"
"""In the place of a line that may tell of somebody: it may be why it was corrected."""


def place_kept(report: Report) -> str:
    """The place as it may stay written down for good: what is surely a street or a number."""
    street = report.street if is_street_alone(report.street) else NOT_KEPT * bool(report.street)
    mark = report.mark if len(report.mark) <= MOST_OF_A_NUMBER else NOT_KEPT
    return ", ".join(filter(None, [street, report.postal_code, report.square, mark]))


def told(report: Report, rows: Sequence[Override], names: Mapping[int, str]) -> list[Moment]:
    """In their order; `names` of colleagues, as far as the reader may know them."""
    kinds = labels(report.territory)
    said = _("from “%(was)s” to “%(now)s”")
    return [
        Moment(
            row.at,
            str(Overridden(row.what).label),
            said % {"was": _in_words(row, row.was, kinds), "now": _in_words(row, row.now, kinds)},
            names.get(row.account or 0, ""),
        )
        for row in rows
    ]


def _in_words(row: Override, value: str, kinds: Mapping[str, Text]) -> str:
    if row.what == Overridden.CATEGORY:
        return str(kinds.get(value, value))
    if row.what == Overridden.DANGER:
        return _("a danger") if value == "True" else _("no danger")
    if row.what == Overridden.PLACE:
        return _place(value)
    return value or pgettext("team of a report", "nobody")


def _place(value: str) -> str:
    if not value:
        return _("not kept")
    return value.replace(NOT_KEPT, _("(a line that is not kept)"))
