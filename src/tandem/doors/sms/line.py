"""The line on which a centre tells what came in (SMPP). It is told that we have it afterwards."""

import logging
import select
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import close_old_connections, transaction
from smpplib import consts, exceptions
from smpplib.client import Client

from tandem.doors.sms.inbound import hear
from tandem.outbox import receipts
from tandem.outbox.errors import Later
from tandem.outbox.gateways import smpp
from tandem.outbox.gateways.listening import Incoming, Listener, Receipt
from tandem.tenancy.scope import Scope, within

logger = logging.getLogger(__name__)

LISTENS = 1.0
SILENCE = 30.0
"""Seconds after which the centre is asked whether it is still there."""
TRIED_FOR = 60.0
"""So long a receipt may come before what it tells of is written down."""


@dataclass(slots=True)
class Line:
    is_stopping: Callable[[], bool]
    early: list[tuple[float, Receipt]] = field(default_factory=list)
    """Receipts of messages that we do not know yet."""
    listener: Listener = field(default_factory=Listener)
    not_told: Incoming | None = None
    """Taken, and the centre may not know it: on the next line it may come once more."""

    def listen(self) -> bool:
        """Until the line breaks or we are asked to stop; False if there was none."""
        try:
            client = smpp.bound("bind_transceiver")
        except Later:
            return False
        self.listener = Listener()
        client.set_message_received_handler(self._heard)
        try:
            self._hold(client)
        except (OSError, exceptions.ConnectionError, exceptions.PDUError):
            # Said with no words: they may hold a number.
            logger.warning("The line to the centre broke.")
            smpp.hang_up(client, politely=False)
        else:
            smpp.hang_up(client)
        return True

    def _hold(self, client: Client) -> None:
        heard_at = asked_at = time.monotonic()
        while not self.is_stopping():
            now = time.monotonic()
            if _is_speaking(client):
                _answer(client)
                self.not_told, heard_at = None, now
            elif now - heard_at > 2 * SILENCE:
                # A centre that lost its power closes nothing.
                raise exceptions.ConnectionError
            elif now - max(heard_at, asked_at) > SILENCE:
                client.send_pdu(smpp.made(client, "enquire_link"))
                asked_at = now
            self._look_round()

    def _heard(self, pdu: Any, **_more: object) -> int:
        """What the centre is answered: that we have it, or that it shall tell it again."""
        try:
            told = self.listener.hear(pdu)
            if isinstance(told, Incoming):
                self._take(told)
            elif told is not None and not _tell(told):
                self.early.append((time.monotonic() + TRIED_FOR, told))
        except Exception as error:
            logger.error("A message that came in met %s.", type(error).__name__)
            return int(consts.SMPP_ESME_RX_T_APPN)
        return int(consts.SMPP_ESME_ROK)

    def _take(self, told: Incoming) -> None:
        before = self.not_told
        if before and (before.sender, before.text) == (told.sender, told.text):
            return
        close_old_connections()
        with within(Scope()):
            hear(told.sender, told.text, f"smpp:{told.name}")
        self.not_told = told

    def _look_round(self) -> None:
        for told in self.listener.given_up():
            self._take(told)
        now = time.monotonic()
        self.early = [(until, one) for until, one in self.early if until > now and not _tell(one)]


def _tell(receipt: Receipt) -> bool:
    close_old_connections()
    with within(Scope()), transaction.atomic():
        return receipts.tell(receipt.name, arrived=receipt.arrived)


def _answer(client: Client) -> None:
    """What the centre says now, answered as the protocol asks."""
    pdu = client.read_pdu()
    if pdu.command == "deliver_sm":
        client._message_received(pdu)
    elif pdu.command == "enquire_link":
        client._enquire_link_received(pdu)
    elif pdu.command == "unbind":
        raise exceptions.ConnectionError


def _is_speaking(client: Client) -> bool:
    readable, _writable, _broken = select.select([client._socket], [], [], LISTENS)
    return bool(readable)
