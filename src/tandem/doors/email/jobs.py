"""The jobs of the e-mail door."""

import uuid

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tandem.doors.email.queue import QUEUE, READ_MAIL
from tandem.doors.email.working import work_off

# Never given up while the database or the mail server is silent; the row says what is left to do.
AGAIN = RetryStrategy(wait=10, linear_wait=20)


@app.task(name=READ_MAIL, queue=QUEUE, retry=AGAIN)
def read_mail(key: str) -> None:
    work_off(uuid.UUID(key))
