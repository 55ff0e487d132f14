import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
TOKEN = "an-invitation-of-somebody"
FORMAT = "%(m)s %(r)s %(U)s?%(q)s %(f)s %({referer}i)s %({raw_uri}e)s %(s)s"
SENT = (
    f"GET /invitation/{TOKEN}/?q={TOKEN} HTTP/1.1\r\nHost: here\r\n"
    f"Referer: http://here/invitation/{TOKEN}/\r\nConnection: close\r\n\r\n",
    f"GET /invitation/{TOKEN}\x07/ twice HTTP/1.1\r\nHost: here\r\n\r\n",
    f"GET /invitation/{TOKEN}/ HTTP/1.1\r\nOdd name: {TOKEN}\r\n\r\n",
    f"FAIL /invitation/{TOKEN}%C3%A9/ HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n",
)
APP = """
def application(environ, start_response):
    if environ["REQUEST_METHOD"] == "FAIL":
        raise ValueError("odd: " + environ["RAW_URI"])
    start_response("200 OK", [("Content-Length", "0")])
    return [b""]
"""


@pytest.fixture
def server(tmp_path):
    """Gunicorn as every start from the root finds it, and what its logs say once it has ended."""
    (tmp_path / "for_the_log.py").write_text(APP, encoding="utf-8")
    kept, listens = tmp_path / "log", tmp_path / "socket"
    command = (
        *(sys.executable, "-m", "gunicorn", "for_the_log:application"),
        *("--pythonpath", f"{tmp_path},src", "--bind", f"unix:{listens}", "--no-control-socket"),
        *("--access-logfile", str(kept), "--error-logfile", str(kept)),
        *("--access-logformat", FORMAT, "--capture-output"),
    )
    with subprocess.Popen(command, cwd=ROOT) as child:
        while not listens.exists():
            time.sleep(0.05)

        def ended():
            # What it still has in hand is written down before it ends.
            child.terminate()
            child.wait(30)
            return kept.read_text(encoding="utf-8")

        yield listens, ended
        child.terminate()


def test_neither_log_of_the_server_says_an_address(server):
    listens, ended = server

    for sent in SENT:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(listens))
            line.sendall(sent.encode())
            line.recv(4000)

    said = ended()
    assert "GET GET - HTTP/1.1" in said
    assert "Invalid request from ip=" in said
    assert "Error handling request" in said
    assert "ValueError: odd: an address" in said
    assert TOKEN not in said
