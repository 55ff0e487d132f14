"""From files taken in to jobs asked for: the row is the promise, its job only the bell."""

from procrastinate.contrib.django import app

QUEUE = "scans"
READ = "doors.read_scans"
ONE_AT_A_TIME = "doors.scans"
"""Reading keeps a whole core busy; messages must go on leaving beside it."""


def ask_for_reading(territory: int, organisation: int, file: int) -> None:
    app.configure_task(READ, queue=QUEUE, lock=ONE_AT_A_TIME).defer(
        territory=territory, organisation=organisation, file=file
    )
