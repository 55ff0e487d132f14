"""Processes of the house, as they run in production, on the database of the test."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
WORKER = ("worker", "--concurrency=1", "--stalled-after=2")
PATIENCE = 120.0


def environment(**told: str) -> dict[str, str]:
    name = connection.settings_dict["NAME"]
    made = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tandem.project.settings",
        "DATA": str(settings.DATA),
        "TANDEM_DATABASE": name,
        "TANDEM_ROLE": "worker",
        **told,
    }
    if url := os.environ.get("DATABASE_URL"):
        made["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{name}").geturl()
    return made


class Process(subprocess.Popen):
    """What it says goes into a file: a pipe that nobody empties would stop it."""

    def __init__(self, *command: str, **told: str) -> None:
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed when it is killed
        super().__init__(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment(**told),
            stdout=self._said,
            stderr=subprocess.STDOUT,
        )

    def words(self) -> str:
        self._said.seek(0)
        return self._said.read()

    def end(self) -> None:
        self.send_signal(signal.SIGKILL)
        self.wait(10)
        self._said.close()


@contextmanager
def running(*command: str, **told: str) -> Iterator[Process]:
    """Until the end of the block, where it is killed as by a machine that loses its power."""
    process = Process(*command, **told)
    try:
        yield process
    finally:
        process.end()


def until(what: Callable[[], object], process: Process) -> None:
    """Waits for what another process does; fails with its words when it ends first."""
    ends = time.monotonic() + PATIENCE
    while not what():
        if process.poll() is not None or time.monotonic() > ends:
            pytest.fail(f"Nothing came of it: {process.words()}")
        time.sleep(0.05)


def work_once(**told: str) -> None:
    """A worker does all that waits, and stops."""
    done = subprocess.run(
        [sys.executable, "manage.py", "worker", "--once"],
        cwd=ROOT,
        env=environment(**told),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
