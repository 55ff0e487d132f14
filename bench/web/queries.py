"""What a page asks of the database, read from the wire: nothing that is sent goes uncounted."""

import json
import re
import sys
import tempfile
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any

from django.db import connections
from psycopg.pq import Trace

from bench.web.load import Page
from tandem.project.wsgi import application

OPENS_OR_ENDS = {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"}
# One line for each message: direction, length, kind, and what it says.
DONE = re.compile(r"^B\t\d+\tCommandComplete\t \"(\w+)", re.MULTILINE)
ANSWERED = re.compile(r"^B\t\d+\tReadyForQuery", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    queries: int
    """Every statement, whoever sends it: also those that tell the scope or test the line."""
    around: int
    """BEGIN, COMMIT and their like."""
    round_trips: int


def main(path: str, cookies: str) -> None:
    """What the third request for a page asks, as JSON: by then every plan is made."""
    environ = _environ(Page(0, path, json.loads(cookies)))
    _ask(environ)
    _ask(environ)
    print(json.dumps(asdict(_traced(environ))))


def _traced(environ: dict[str, Any]) -> Asked:
    connection = connections["default"]
    connection.ensure_connection()
    wire = connection.connection.pgconn
    with tempfile.TemporaryFile("w+") as written:
        wire.trace(written.fileno())
        wire.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS | Trace.REGRESS_MODE)
        _ask(environ)
        wire.untrace()
        written.seek(0)
        said = written.read()
    done = DONE.findall(said)
    around = sum(tag in OPENS_OR_ENDS for tag in done)
    return Asked(len(done) - around, around, len(ANSWERED.findall(said)))


def _environ(page: Page) -> dict[str, Any]:
    """As the server would hand over the same request that is measured."""
    path, _mark, query = page.path.partition("?")
    lines = page.request(page.path).decode().splitlines()[1:]
    headers = dict(line.split(": ", 1) for line in lines if line)
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": str(page.port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        **{f"HTTP_{name.upper().replace('-', '_')}": said for name, said in headers.items()},
    }


def _ask(environ: dict[str, Any]) -> None:
    answered: list[str] = []
    # Called and closed as a server does, so that the line is tested and given back as in use.
    answer: Any = application(dict(environ), lambda status, _headers: answered.append(status))
    b"".join(answer)
    answer.close()
    if answered != ["200 OK"]:
        raise RuntimeError(f"{environ['PATH_INFO']} answers {answered}.")
