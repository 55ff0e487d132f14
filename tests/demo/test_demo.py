import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tandem.toolbox.postgres import Cluster
from tests.house.source import ROOT

FEW_PEOPLE = "60"


class Demo:
    """`make demo` as a person runs it, at a free port and in a folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen[str] | None = None

    def start(self, **asked: str) -> str:
        """What was told until it was ready, or until it gave up."""
        settings = {"DATA": str(self.data), "PORT": str(self.port), "PEOPLE": FEW_PEOPLE, **asked}
        settings["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        left = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tandem.project.demo"],
            cwd=ROOT,
            env=left | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        told = []
        for line in self.process.stdout:
            told.append(line)
            if line.startswith("Ctrl-C"):
                return "".join(told)
        self.process.communicate()
        return "".join(told)

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read().decode()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> str:
        """What was told while it ended."""
        self.process.send_signal(how)
        told, _nothing = self.process.communicate(timeout=60)
        return told


NOT_OURS = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "STATIC_MANIFEST", "TANDEM_ROLE", "RESET"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    one = Demo(tmp_path_factory.mktemp("demo"))
    yield one
    if one.process and one.process.poll() is None:
        one.stop(signal.SIGKILL)
    Cluster(one.data).erase()


def test_from_nothing_to_a_page_and_again_with_the_data_kept(demo: Demo):
    told = demo.start()

    assert f"Tandem is ready: http://127.0.0.1:{demo.port}/" in told
    # How far it is, also within the longest step.
    assert re.findall(r"^Tables: (\d+) %$", told, re.MULTILINE)[0] == "0"
    assert re.findall(r"^Tables: (\d+) %$", told, re.MULTILINE)[-1] == "100"
    assert "Styles: 100 %" in told
    assert ("stand outside DATA" in told) == (
        not Cluster(demo.data).pgdata.is_relative_to(demo.data)
    )
    assert "To sign in" in told
    assert "<h1" in demo.page("/")

    farewell = demo.stop(signal.SIGINT)

    assert "Tandem has stopped, its database too." in farewell
    assert demo.process.returncode == 0
    assert not Cluster(demo.data).is_running()

    began = time.monotonic()
    told = demo.start()

    assert "The region is there already" in told
    assert time.monotonic() - began < 60
    assert demo.page("/healthz")

    demo.stop()
    assert not Cluster(demo.data).is_running()


def test_without_a_region_the_first_pages_are_there_to_be_opened(tmp_path: Path):
    empty = Demo(tmp_path)
    try:
        told = empty.start(EMPTY="1")

        assert "as a new installation is found" in told
        assert f"http://127.0.0.1:{empty.port}/first-run/" in told
        assert "To sign in" not in told
        assert "<form" in empty.page("/first-run/")
    finally:
        empty.stop()
        Cluster(empty.data).erase()


def test_a_port_somebody_uses_is_told_in_a_sentence(demo: Demo):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        told = demo.start(PORT=port)

    assert f"Port {port} cannot be used" in told
    assert "make demo PORT=8001" in told
    assert demo.process.returncode == 1


def test_a_word_where_a_number_belongs_is_told_in_a_sentence(demo: Demo):
    told = demo.start(PORT="eight")

    assert "PORT is a whole number, not 'eight'." in told
    assert "Traceback" not in told
    assert demo.process.returncode == 1
