"""What stands near it, where this alone is the place of a report."""

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
