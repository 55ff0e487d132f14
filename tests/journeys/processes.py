"""Processes of the house, as they run in production, on the database of the test."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
WORKER = ("worker", "--concurrency=1", "--stalled-after=2")


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


@contextmanager
def running(*command: str, **told: str) -> Iterator[subprocess.Popen]:
    """Until the end of the block, where it is killed as by a machine that loses its power."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment(**told),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)


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
