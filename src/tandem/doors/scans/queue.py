"""From files taken in to jobs asked for: the row is the promise, its job only the bell."""

from tandem.toolbox.queueing import job

QUEUE = "scans"
READ = "doors.read_scans"
ONE_AT_A_TIME = "doors.scans"
"""Reading keeps a whole core busy; messages must go on leaving beside it."""
BEHIND_THE_DESKS = 100_000
"""What anybody may send without an account is read when no desk waits."""


def ask_for_reading(
    territory: int, organisation: int, file: int, *, ahead: int, from_home: bool
) -> None:
    """`ahead` of it wait so many files of the same organisation: so organisations take turns."""
    priority = -ahead - (BEHIND_THE_DESKS if from_home else 0)
    job(READ, queue=QUEUE, lock=ONE_AT_A_TIME, priority=priority).defer(
        territory=territory, organisation=organisation, file=file
    )
