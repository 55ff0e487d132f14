"""The job of a mail, asked for with the mail itself."""

import uuid

from tandem.toolbox.queueing import job

QUEUE = "doors"
READ_MAIL = "doors.read_mail"


def ask_to_read(key: uuid.UUID) -> None:
    """With the transaction in hand: a mail that is kept will be read."""
    job(READ_MAIL, queue=QUEUE).defer(key=str(key))
