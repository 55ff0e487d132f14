"""Typst in a process of its own: it remembers all that it ever set, so it is renewed now and then.

Within a web process, each form printed would take ten megabytes and more for good.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import psutil
import typst

MOST_MEMORY = 400 * 2**20
"""A process grown larger is replaced after its work."""
FONTS = Path(__file__).with_name("fonts")
"""They come with Tandem: every page speaks with them, and stands the same on every machine."""
PATIENCE = 300.0
"""Seconds after which a process is taken to be lost."""


class Refused(ValueError):
    """Typst does not set this; the message says why."""


def pdf(
    template: Path,
    inputs: Mapping[str, str],
    *,
    root: Path | None = None,
    system_fonts: bool = False,
    accessible: bool = True,
) -> bytes:
    """The file; PDF/UA-1 if it is to be accessible, and then Refused where it cannot be."""
    return _ask("pdf", template, inputs, root, system_fonts, accessible=accessible)


def values_of(template: Path, inputs: Mapping[str, str], label: str) -> Any:
    """What the template says under a label, once all has found its place."""
    return json.loads(_ask("query", template, inputs, None, False, label=label))


def _ask(
    what: str,
    template: Path,
    inputs: Mapping[str, str],
    root: Path | None,
    system_fonts: bool,
    **more: object,
) -> bytes:
    order = {
        "what": what,
        "template": str(template),
        "root": str(root or template.parent),
        "inputs": dict(inputs),
        "system_fonts": system_fonts,
        "most_memory": MOST_MEMORY,
        **more,
    }
    return _press.set(json.dumps(order))


class _Press:
    """The process at work, one order at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def set(self, order: str) -> bytes:
        with self._lock:
            try:
                head, body = self._answer(order)
            except (OSError, ValueError):
                # It died between two orders, or of this one: once more, in a new one.
                self.end()
                head, body = self._answer(order)
            if head["grown"]:
                self.end()
        if not head["ok"]:
            raise Refused(body.decode())
        return body

    def _answer(self, order: str) -> tuple[dict[str, Any], bytes]:
        process = self._process or self._begun()
        assert process.stdin and process.stdout  # noqa: S101 - for the type checker
        lost = threading.Timer(PATIENCE, process.kill)
        lost.start()
        try:
            process.stdin.write(f"{order}\n".encode())
            process.stdin.flush()
            head = json.loads(process.stdout.readline())
            return head, process.stdout.read(head["size"])
        finally:
            lost.cancel()

    def _begun(self) -> "subprocess.Popen[bytes]":
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        return self._process

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


_press = _Press()
atexit.register(_press.end)


@cache
def _fonts(system_fonts: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system_fonts, font_paths=[str(FONTS)])


def _set(order: dict[str, Any]) -> bytes:
    told: dict[str, Any] = {
        "root": order["root"],
        "sys_inputs": order["inputs"],
        "font_paths": _fonts(order["system_fonts"]),
    }
    if order["what"] == "query":
        return typst.query(order["template"], order["label"], field="value", **told).encode()
    standards: list[typst.PDFStandard] = ["ua-1"] if order["accessible"] else []
    return bytes(typst.compile(order["template"], pdf_standards=standards, **told))


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """One order a line; each answer is a line that says how many bytes follow."""
    for line in orders:
        order = json.loads(line)
        try:
            body, ok = _set(order), True
        except RuntimeError as error:
            body, ok = str(error).encode(), False
        # Not the highest ever: on Linux a process begins with the highest of its parent.
        grown = psutil.Process().memory_info().rss > order["most_memory"]
        head = json.dumps({"ok": ok, "size": len(body), "grown": grown})
        answers.write(f"{head}\n".encode() + body)
        answers.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
