"""The line on which the commune's own mail server hands mail over, by SMTP or LMTP.

It stands behind that server and not on the open net: who may send, what is junk and what is too
much from one place is decided there. Here: only addresses of ours, only what has room, and an
acknowledgement only for what is committed.
"""

import asyncio
import logging
from asyncio import AbstractServer, to_thread
from typing import Any

from aiosmtpd.smtp import SMTP, Session, syntax
from aiosmtpd.smtp import Envelope as Handed
from django.conf import settings
from django.db import Error, connections, transaction

from tandem.doors.email import actions, addresses
from tandem.doors.email.envelope import Envelope
from tandem.tenancy.scope import Scope, within

logger = logging.getLogger(__name__)

MOST_RECIPIENTS = 20
AT_ONCE = 4
"""Mails being written to the database; the others wait, and their server with them."""
PATIENCE = 120.0
MEGABYTE = 1_000_000
NOBODY = "<>"

KEPT = "250 2.0.0 Kept"
UNKNOWN = "550 5.1.1 No such address here"
TOO_MANY = "452 4.5.3 Too many recipients at once"
LATER = "451 4.3.0 Not kept, please try again"


class Line(SMTP):
    """Speaks SMTP, and LMTP to whoever greets in it: then each recipient has an answer."""

    line_length_limit = 50_000
    speaks_lmtp = False

    @syntax("LHLO hostname")
    async def smtp_LHLO(self, arg: str) -> None:  # noqa: N802 - as the library finds it
        self.speaks_lmtp = True
        await self.smtp_EHLO(arg)


class Keeper:
    """What happens at each step of the conversation; nothing of it is written in a log."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(AT_ONCE)

    async def handle_RCPT(  # noqa: N802 - as the library finds it
        self, _line: SMTP, _session: Session, mail: Handed, address: str, _options: list[str]
    ) -> str:
        if len(mail.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY
        try:
            if not await to_thread(_is_ours, address):
                return UNKNOWN
        except Error:
            return LATER
        mail.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, line: Line, _session: Session, mail: Handed) -> str:  # noqa: N802
        content = mail.original_content or b""
        sender = "" if mail.mail_from in {None, NOBODY} else str(mail.mail_from)
        async with self._room:
            try:
                for address in mail.rcpt_tos:
                    await to_thread(_keep, Envelope(sender, address, content))
            except Error as error:
                logger.error("A mail could not be kept: %s.", type(error).__name__)
                return self._to_each(line, mail, LATER)
        return self._to_each(line, mail, KEPT)

    async def handle_exception(self, error: Exception) -> str:
        # Of the error only its kind: its words may hold an address.
        logger.error("The line met %s.", type(error).__name__)
        return LATER

    def _to_each(self, line: Line, mail: Handed, answer: str) -> str:
        return "\r\n".join([answer] * (len(mail.rcpt_tos) if line.speaks_lmtp else 1))


def _is_ours(address: str) -> bool:
    try:
        with within(Scope()), transaction.atomic():
            return addresses.errand_of(address) is not None
    finally:
        # A thread of the pool: it may not be asked again for hours, and the line be dead by then.
        connections.close_all()


def _keep(envelope: Envelope) -> None:
    try:
        actions.keep(envelope)
    finally:
        connections.close_all()


async def listen(host: str, port: int) -> AbstractServer:
    """From now on mail is taken in; close what comes back to end it."""
    # The library tells addresses and contents to its own log.
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    loop, keeper = asyncio.get_running_loop(), Keeper()

    def answering() -> Line:
        options: dict[str, Any] = {
            "data_size_limit": settings.MAIL_IN_MEGABYTES * MEGABYTE,
            "enable_SMTPUTF8": True,
            "hostname": settings.MAIL_IN_DOMAIN,
            "ident": "Tandem",
            "timeout": PATIENCE,
            "loop": loop,
        }
        return Line(keeper, **options)

    return await loop.create_server(answering, host, port)
