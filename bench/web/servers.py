"""The servers of one run, with the settings of `make demo`, and what each costs in CPU."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import psutil

from tandem.project.demo.served import SERVER

STARTING_MAY_TAKE = 60.0


@dataclass(frozen=True)
class Server:
    port: int
    process: psutil.Process


@contextmanager
def serving(application: str, told: dict[str, str]) -> Iterator[Server]:
    """`application` answers, served as `make demo` serves Tandem."""
    port = _free_port()
    order = [application if word == "tandem.project.wsgi:application" else word for word in SERVER]
    with ExitStack() as ends:
        child = subprocess.Popen(
            [sys.executable, *order, "--bind", f"127.0.0.1:{port}"],
            stdin=subprocess.DEVNULL,
            env={**os.environ, **told},
        )
        ends.callback(_end, child)
        _wait_until_it_listens(child, port, application)
        yield Server(port, psutil.Process(child.pid))


def cpu_of(root: psutil.Process) -> float:
    """Seconds of CPU that a process and all it started have used, also those that have ended."""
    said = root.cpu_times()
    used = said.user + said.system + said.children_user + said.children_system
    for child in root.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            said = child.cpu_times()
            used += said.user + said.system
    return float(used)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait_until_it_listens(child: subprocess.Popen[bytes], port: int, application: str) -> None:
    deadline = time.monotonic() + STARTING_MAY_TAKE
    while time.monotonic() < deadline and child.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{application} could not be served; the reason stands above.")


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(15)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
