"""What stands near it, where this alone is the place of a report."""

from django.utils.translation import gettext as _

from tandem.services.places import tells_of_somebody
from tandem.streets import place
from tandem.streets.actions import what_was_seen
from tandem.streets.models import Report


def landmark_of(report: Report) -> str:
    """Empty where there is another place, or where it tells at whose house it is. Who tells no other
    place cannot leave it out, and it is written first. A look must be noted before it is shown.
    """
    if not place.is_in_words_only(report):
        return ""
    said = what_was_seen(report).partition("\n")[0].strip()
    return "" if tells_of_somebody(said) else said


def landmark_outside(report: Report) -> str:
    """The same for whoever is not of the house: in its place where to ask, until a colleague has read it.
    No rule finds every name in somebody's own words.
    """
    near = landmark_of(report)
    if not near or report.landmark_confirmed:
        return near
    ours = report.organisation
    return _("ask us where it is: %(how)s") % {"how": ours.telephone or ours.email or str(ours)}


def waits_to_be_read(report: Report) -> bool:
    return not report.landmark_confirmed and bool(landmark_of(report))
