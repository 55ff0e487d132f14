"""Programs of others: real HTTP servers of one test, which answer as they are told and remember."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Heard:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Program:
    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    """By the beginning of the path; "" for all else."""

    def says(self, path: str, status: int, body: bytes = b"", kind: str = "application/json"):
        self.answers[path] = lambda line: say(line, status, body, kind)


def say(line, status, body=b"", kind="application/json", **headers):
    line.send_response(status)
    line.send_header("Content-Type", kind)
    line.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        line.send_header(name, value)
    line.end_headers()
    line.wfile.write(body)


@contextmanager
def listening() -> Iterator[Program]:
    program = Program()
    program.says("", 200, b"{}")

    class Line(BaseHTTPRequestHandler):
        def _answer(self):
            size = int(self.headers.get("Content-Length") or 0)
            program.heard.append(
                Heard(self.command, self.path, dict(self.headers), self.rfile.read(size))
            )
            fits = [path for path in program.answers if self.path.startswith(path)]
            try:
                program.answers[max(fits, key=len)](self)
            except OSError:
                # Whoever asked has hung up.
                return

        do_GET = do_POST = _answer  # noqa: N815

        def log_message(self, *_said):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Line)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    program.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield program
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
