"""`manage.py sms_line`: keeps a line to the centre, for what comes in by text message."""

import signal
import time
from typing import Any

from django.core.management.base import BaseCommand

from tandem.doors.sms.line import Line

BREATHS = (1, 2, 5, 10, 30, 60)
"""Seconds before the line is tried again; the last one for as long as it takes."""


class Command(BaseCommand):
    help = "Keep a line (SMPP) to the centre: text messages that come in, and receipts."
    requires_system_checks = ()
    stopping = False

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        line = Line(self._is_stopping)
        tries = 0
        while not self.stopping:
            if line.listen():
                tries = 0
            if not self.stopping:
                self.stderr.write("The centre does not answer; trying again.")
                time.sleep(BREATHS[min(tries, len(BREATHS) - 1)])
                tries += 1

    def _stop(self, *_given: object) -> None:
        self.stopping = True

    def _is_stopping(self) -> bool:
        return self.stopping
