"""Puts the sending in the queue, in the transaction of the approval that calls for it."""

from procrastinate.contrib.django import app

from tandem.broadcast.models import Broadcast

SEND = "broadcast.send"


def ask_for_sending(broadcast: Broadcast) -> None:
    app.configure_task(SEND).defer(
        territory=broadcast.territory_id,
        organisation=broadcast.organisation_id,
        broadcast=broadcast.pk,
    )
