"""`manage.py mail_line`: takes in the mail that the commune's mail server hands over."""

import asyncio
import signal
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError

from tandem.doors.email.line import listen

STOPS = (signal.SIGINT, signal.SIGTERM)


class Command(BaseCommand):
    help = "Take in the mail that the mail server of the commune hands over, by SMTP or LMTP."
    # The others are about pages; who it may be in the database is asked when it starts.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAIL_IN_DOMAIN:
            raise CommandError("Say for which domain mail comes in: MAIL_IN_DOMAIN.")
        if settings.TANDEM_ROLE != "worker":
            raise CommandError("Start it in its own role: TANDEM_ROLE=worker manage.py mail_line")
        self.check(tags=[Tags.database], databases=["default"])
        try:
            asyncio.run(self._take_in())
        except OSError as error:
            raise CommandError(f"The line cannot listen: {error.strerror}.") from error

    async def _take_in(self) -> None:
        loop, asked = asyncio.get_running_loop(), asyncio.Event()
        for number in STOPS:
            loop.add_signal_handler(number, asked.set)
        server = await listen(settings.MAIL_IN_HOST, settings.MAIL_IN_PORT)
        async with server:
            await loop.run_in_executor(None, self.stdout.write, "Mail is taken in.")
            await asked.wait()
