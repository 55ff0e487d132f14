import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from subprocess import Popen
from types import FrameType

from tandem.project.demo.order import CannotStart, Order

STARTING_MAY_TAKE = 60.0
STOPPING_MAY_TAKE = 15.0
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

SERVER = (
    *("-m", "gunicorn", "tandem.project.wsgi:application"),
    *("--workers", "2", "--worker-class", "gthread", "--threads", "4"),
    *("--preload", "--log-level", "warning", "--no-control-socket"),
)


class Asked(BaseException):
    """Somebody pressed Ctrl-C, or the system asks us to end."""


@contextmanager
def asked_to_stop() -> Iterator[None]:
    """Whatever way we are told to end, the block ends with `Asked`, once."""

    def end(_number: int, _frame: FrameType | None) -> None:
        for each in ENDS:
            # Pressing again must not cut the stopping short.
            signal.signal(each, signal.SIG_IGN)
        raise Asked

    before = {each: signal.signal(each, end) for each in ENDS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def check_port(port: int) -> None:
    with socket.socket() as trial:
        # As the server will: an address just left is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise CannotStart(
                f"Port {port} cannot be used ({error}). Choose another one, for example: "
                "make demo PORT=8001"
            ) from error


def run(order: Order, role: str, *command: str) -> None:
    """The command has done its work, or the demonstration cannot start."""
    done = subprocess.run([sys.executable, *command], env=order.environment(role), check=False)
    if done.returncode:
        raise CannotStart(f"`{' '.join(command)}` failed; the reason stands above.")


class Running:
    """The server and the worker of one demonstration."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.started: list[Popen[bytes]] = []

    def start(self) -> None:
        bind = ("--bind", f"127.0.0.1:{self.order.port}")
        self.server = self._start("web", *SERVER, *bind)
        self.worker = self._start("worker", "manage.py", "worker")
        if os.environ.get("MAIL_IN_DOMAIN"):
            self._start("worker", "manage.py", "mail_line")
        self.people = self._start("worker", "manage.py", "demo_people", output=subprocess.PIPE)

    def wait_until_healthy(self) -> None:
        deadline = time.monotonic() + STARTING_MAY_TAKE
        address = f"http://127.0.0.1:{self.order.port}/healthz"
        said = "no answer"
        while time.monotonic() < deadline and self.server.poll() is None:
            try:
                with urllib.request.urlopen(address, timeout=10):  # our own address
                    return
            except urllib.error.HTTPError as answer:
                said = answer.read(500).decode(errors="replace")
            except OSError as error:
                said = str(error)
            time.sleep(0.1)
        raise CannotStart(f"The server does not answer as it should: {said}")

    def who_can_sign_in(self) -> str:
        """The demo people, asked for while the server was starting."""
        return self.people.communicate()[0].decode()

    def who_can_begin(self) -> str:
        """The address and the code of the first pages; or that this data has a platform."""
        self.people.communicate()
        code = self._start("owner", "manage.py", "first_run", output=subprocess.PIPE)
        return code.communicate()[0].decode()

    def watch(self) -> None:
        """Until somebody asks us to end. A worker that ends is started again."""
        while self.server.poll() is None:
            if self.worker.poll() is not None:
                sys.stderr.write("The worker ended; starting it again.\n")
                time.sleep(2)
                self.worker = self._start("worker", "manage.py", "worker")
            time.sleep(0.5)
        raise CannotStart("The server ended by itself; the reason stands above.")

    def stop(self) -> None:
        running = [child for child in self.started if child.poll() is None]
        for child in running:
            child.terminate()
        deadline = time.monotonic() + STOPPING_MAY_TAKE
        for child in running:
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
        for child in running:
            if child.poll() is None:
                child.kill()
                child.wait()

    def _start(self, role: str, *command: str, output: int | None = None) -> Popen[bytes]:
        child = Popen(
            [sys.executable, *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            env=self.order.environment(role),
            # Ctrl-C reaches us alone; we end them, and none complains of being interrupted.
            start_new_session=True,
        )
        self.started.append(child)
        return child


@contextmanager
def processes(order: Order) -> Iterator[Running]:
    """The server and the worker run, and have ended at the end."""
    running = Running(order)
    try:
        running.start()
        yield running
    finally:
        running.stop()
