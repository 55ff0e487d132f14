"""Where a report is, said to colleagues and to whoever repairs; to the public see `public`."""

from django.utils.translation import gettext as _

from tandem.streets import grid
from tandem.streets.models import Report


def is_in_words_only(report: Report) -> bool:
    """Nothing but what stands near it was told: no street, no number, no point."""
    named = report.street or report.square or report.mark
    return not named and (report.lat is None or report.lon is None)


def spot(report: Report, *, number: bool = False) -> str:
    """“Rue des Tilleuls 12, 1030”, “1030, square C4”; where a point alone is known, its square and
    itself. `number`: with what is written on it.
    """
    said = [
        report.street,
        report.postal_code,
        _square(report),
        "" if report.street else point(report),
        _("number on it: %(mark)s") % {"mark": report.mark} if number and report.mark else "",
    ]
    return ", ".join(filter(None, said))


def _square(report: Report) -> str:
    square = report.square
    if not square and not report.street and report.lat is not None and report.lon is not None:
        square = grid.square_at(report.territory, (report.lat, report.lon))
    return _("square %(square)s") % {"square": square} if square else ""


def point(report: Report) -> str:
    """As any map on a telephone takes it; the middle of a square, or of a street, is none."""
    if report.lat is None or report.lon is None or report.square or report.rough:
        return ""
    return f"{report.lat:.5f} {report.lon:.5f}"
