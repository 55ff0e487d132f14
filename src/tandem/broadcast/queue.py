"""Puts the sending in the queue, in the transaction of the approval that calls for it."""

from tandem.broadcast.models import Broadcast
from tandem.toolbox.queueing import job

SEND = "broadcast.send"


def ask_for_sending(broadcast: Broadcast) -> None:
    job(SEND).defer(
        territory=broadcast.territory_id,
        organisation=broadcast.organisation_id,
        broadcast=broadcast.pk,
    )
