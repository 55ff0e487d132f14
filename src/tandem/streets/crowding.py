"""Many dangers told from one place in a short time: real ones told meanwhile stay in sight."""

from tandem.accounts import throttle
from tandem.journal import asker
from tandem.streets.models import Report
from tandem.streets.proving import READ_BY_A_COLLEAGUE

FEW = 3
"""So many from one network within an hour stand among all other dangers."""


def is_one_of_many(report: Report) -> bool:
    """Counted with it, by the house’s throttle: nothing of the network is kept with the report."""
    who = asker.current()
    if not (report.danger or report.may_be_danger) or who.door in READ_BY_A_COLLEAGUE:
        return False
    place = who.network or who.wrote_from
    return bool(place) and throttle.how_often("danger:told", place) > FEW


def stands_behind(report: Report) -> bool:
    """Until somebody who is proven tells of it too, or a colleague looks."""
    return report.crowded and report.voices_count <= report.unproven_voices
