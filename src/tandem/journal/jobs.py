"""Work done outside the web process."""

from procrastinate.contrib.django import app

from tandem.journal.sealing import seal_all


@app.periodic(cron="* * * * *")
@app.task(name="journal.seal")
def seal(timestamp: int) -> None:
    """What was done and who looked is sealed a moment after it was written."""
    seal_all()
