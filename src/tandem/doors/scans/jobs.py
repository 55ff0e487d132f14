"""Scans are read outside the web process, the folder is looked at, and what is old is erased."""

from dataclasses import replace

from procrastinate.contrib.django import app

from tandem.doors.scans import folder
from tandem.doors.scans.queue import ONE_AT_A_TIME, QUEUE, READ
from tandem.doors.scans.reading import read_file
from tandem.journal.asker import INSIDE, acting
from tandem.journal.choices import Door
from tandem.outbox.jobs import AGAIN, working

EVERY_MINUTE = "* * * * *"


@app.task(name=READ, queue=QUEUE, retry=AGAIN, lock=ONE_AT_A_TIME)
def read_scans(*, territory: int, organisation: int, file: int) -> None:
    on_paper = replace(INSIDE, organisation=organisation, door=Door.PAPER)
    with working(territory, organisation), acting(on_paper):
        read_file(file)


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="doors.look_in_folders", queue=QUEUE, queueing_lock="doors.look_in_folders")
def look_in_folders(timestamp: int) -> None:
    with acting(replace(INSIDE, door=Door.PAPER)):
        folder.take_in_all()
