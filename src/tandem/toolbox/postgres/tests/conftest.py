import os
import signal
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tandem.toolbox.postgres import Cluster, processes

NOBODY = 65534

collect_ignore = [] if os.geteuid() == 0 else ["test_as_root.py"]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A server of this test alone."""
    one = Cluster(tmp_path / "data", fast=True)
    yield one
    one.erase()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A server for the tests that leave it as it is."""
    one = Cluster(tmp_path_factory.mktemp("shared"), fast=True)
    one.start()
    one.create_database("tandem")
    yield one
    one.erase()


@pytest.fixture
def kill() -> Callable[[Cluster], None]:
    """Ends a server the way a power cut would, its children still there for a moment."""

    def now(cluster: Cluster) -> None:
        server = processes.postmaster(cluster.pgdata)
        assert server is not None
        server.send_signal(signal.SIGKILL)
        server.wait(10)

    return now


@pytest.fixture
def as_nobody() -> Callable[[Callable[[], str]], str]:
    """What a function answers when an ordinary user of the system calls it."""

    def call(function: Callable[[], str]) -> str:
        came, went = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            _answer_as_nobody(function, went)
        os.close(went)
        with os.fdopen(came) as answer:
            said = answer.read()
        os.waitpid(child, 0)
        return said

    return call


def _answer_as_nobody(function: Callable[[], str], went: int) -> None:
    try:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        said = function()
    except BaseException as problem:
        said = f"{type(problem).__name__}: {problem}"
    os.write(went, said.encode())
    os._exit(0)
