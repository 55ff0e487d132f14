import asyncio
import socket
from dataclasses import dataclass, field
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of


@dataclass
class MailServer:
    """A real SMTP server that can be told to misbehave."""

    port: int
    letters: list = field(default_factory=list)
    hangs_up: int = 0
    """How many messages it takes in whole and then drops the line instead of answering."""
    refuses: dict = field(default_factory=dict)
    """Address to the answer it gives for it."""
    holding: bool = False
    """Whether it takes messages in whole and keeps whoever sent them waiting."""
    seen: list = field(default_factory=list)
    """Message-ID of all that ever came in whole, kept or not."""
    controller: Controller = None

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802
        if answer := self.refuses.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.seen.append(letter["Message-ID"])
        while self.holding:
            await asyncio.sleep(0.02)
            if server.transport is None or server.transport.is_closing():
                return "421 gone"
        if self.hangs_up:
            self.hangs_up -= 1
            server.transport.abort()
            return "421 gone"
        self.letters.append(letter)
        return "250 OK"

    def start(self) -> None:
        self.controller = Controller(
            self, hostname="127.0.0.1", port=self.port, server_hostname="mail.example"
        )
        self.controller.start()

    def stop(self) -> None:
        if self.controller is not None:
            self.controller.stop()
            self.controller = None


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def mail(settings):
    server = MailServer(free_port())
    settings.EMAIL_BACKEND = "tandem.outbox.channels.smtp.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "tandem@commune.example"
    server.start()
    yield server
    server.stop()


@pytest.fixture
def town_hall(db):
    """An organisation in whose scope the test works, as its staff and the worker do."""
    made = OrganisationFactory(
        name="Town hall of Lilac",
        telephone="02 000 11 22",
        address="Square of the Invented Hall 1, 1030 Lilac",
        opening_hours="Monday to Friday, 9 to 12",
    )
    with within(scope_of(made)):
        yield made
