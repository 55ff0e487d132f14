"""Where a report is, said to colleagues and to whoever repairs; to the public see `public`."""

from django.utils.translation import gettext as _

from tandem.streets.actions import what_was_seen
from tandem.streets.models import Report


def is_in_words_only(report: Report) -> bool:
    """Nothing but what stands near it was told: no street, no number, no point."""
    named = report.street or report.square or report.mark
    return not named and (report.lat is None or report.lon is None)


def landmark_of(report: Report) -> str:
    """What stands near it, where this alone is its place; a look must have been noted before. Who
    tells no other place cannot leave it out, and it is written first.
    """
    return what_was_seen(report).partition("\n")[0].strip() if is_in_words_only(report) else ""


def spot(report: Report, *, number: bool = False) -> str:
    """“Rue des Tilleuls 12, 1030, square C4”; where no street is known, the point as well. `number`:
    with what is written on it.
    """
    said = [
        report.street,
        report.postal_code,
        _("square %(square)s") % {"square": report.square} if report.square else "",
        "" if report.street else point(report),
        _("number on it: %(mark)s") % {"mark": report.mark} if number and report.mark else "",
    ]
    return ", ".join(filter(None, said))


def point(report: Report) -> str:
    """As any map on a telephone takes it; the middle of a square is none."""
    if report.lat is None or report.lon is None or report.square:
        return ""
    return f"{report.lat:.5f} {report.lon:.5f}"
