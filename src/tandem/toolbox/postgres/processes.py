"""Which processes serve a data folder, told by what they are and not by a pid in a file.

The number in `postmaster.pid` may have been given to any other process since, and the file
may be empty; the folder a process stands in cannot lie.
"""

import contextlib
import signal
import time
from pathlib import Path

import psutil

ORPHANS_LEAVE_BY_THEMSELVES = 5.0
STOPPING_MAY_TAKE = 300.0


def serving(pgdata: Path) -> list[psutil.Process]:
    """The living PostgreSQL processes of this data folder, of any kind."""
    here = str(pgdata)
    found = []
    for process in psutil.process_iter(["name"]):
        if not (process.info["name"] or "").startswith("postgres"):
            continue
        with contextlib.suppress(psutil.Error):
            if process.cwd() == here:
                found.append(process)
    return found


def postmaster(pgdata: Path) -> psutil.Process | None:
    """The server of this data folder, if it lives."""
    for process in serving(pgdata):
        with contextlib.suppress(psutil.Error):
            # Only the first process keeps the order it was started with; its children
            # show what they are doing instead.
            if "-D" in process.cmdline():
                return process
    return None


def is_alive(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False


def see_orphans_off(pgdata: Path) -> None:
    """Nobody serves the folder any more, once a killed server's children are gone.

    Two servers writing into one folder would destroy it.
    """
    deadline = time.monotonic() + ORPHANS_LEAVE_BY_THEMSELVES
    while orphans := serving(pgdata):
        if time.monotonic() > deadline:
            for orphan in orphans:
                with contextlib.suppress(psutil.Error):
                    orphan.send_signal(signal.SIGQUIT)
        time.sleep(0.05)


def shut_down(server: psutil.Process) -> None:
    """The server is gone, its data written; those connected are cut off."""
    with contextlib.suppress(psutil.NoSuchProcess):
        server.send_signal(signal.SIGINT)
        if not _is_gone(server):
            # Leaves at once; the next start recovers from the log, losing nothing.
            server.send_signal(signal.SIGQUIT)
            _is_gone(server)


def _is_gone(server: psutil.Process) -> bool:
    """Waits for its end. Not `wait`: whoever started it may live on without burying it."""
    deadline = time.monotonic() + STOPPING_MAY_TAKE
    while is_alive(server):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def exists(number: int) -> bool:
    """Whether any process has this number now."""
    return bool(psutil.pid_exists(number))
