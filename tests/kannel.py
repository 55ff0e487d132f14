"""kannel itself, as Debian packs it: bearerbox and smsbox, with its fake SMSC for a network.

The fake SMSC speaks lines over TCP; whoever connects is the network, with every telephone in it.
"""

import os
import re
import shutil
import socket
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urlsplit

import pytest

PLACES = ":".join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", "/opt/local/sbin"])
BOXES = tuple(shutil.which(box, path=PLACES) for box in ("bearerbox", "smsbox"))
PATIENCE = 20.0
BEGINS = re.compile(rb"\S+ \+\d+ (?:udh (?P<header>\S+) )?(?P<kind>text|data|ucs-2) ")
CONFIGURATION = """
group = core
admin-port = {admin}
admin-password = admin
admin-interface = 127.0.0.1
smsbox-port = {box}
smsbox-interface = 127.0.0.1
store-type = file
store-location = {folder}/store
dlr-storage = internal
log-file = {folder}/bearerbox.log
log-level = 1

group = smsc
smsc = fake
smsc-id = fake
port = {network}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = {box}
sendsms-port = {http}
sendsms-interface = 127.0.0.1
http-request-retry = 60
http-queue-delay = 1
log-file = {folder}/smsbox.log
log-level = 1

group = sms-service
keyword = default
catch-all = true
max-messages = 0
omit-empty = true
send-sender = true
assume-plain-text = true
post-url = "{post}?id=%I"

group = sendsms-user
username = tandem
password = {password}
concatenation = true
max-messages = 10
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@dataclass
class Telephone:
    """The network on the other side: what reaches a telephone, and what one sends."""

    port: int
    texts: list[str] = field(default_factory=list)

    def connect(self) -> None:
        until(lambda: self._connected())
        threading.Thread(target=self._listen, daemon=True).start()

    def _connected(self) -> bool:
        try:
            self._line = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        except OSError:
            return False
        self._line.settimeout(None)
        return True

    def text(self, number: str, said: str) -> None:
        body = quote(said.encode("utf-16-be"), safe="")
        self._line.sendall(f"{number} 8080 ucs2 {body}\n".encode())

    def _listen(self) -> None:
        with self._line.makefile("rb") as lines:
            try:
                for line in lines:
                    self._arrived(line.rstrip(b"\n"))
            except OSError:
                return

    def _arrived(self, line: bytes) -> None:
        """A text may go on over several lines, and over several parts."""
        begins = BEGINS.match(line)
        if begins is None:
            self.texts[-1] += "\n" + line.decode("utf-8", "replace")
        elif begins["header"] and unquote_to_bytes(begins["header"])[-1] > 1:
            self.texts[-1] += _read(line[begins.end() :], begins)
        else:
            self.texts.append(_read(line[begins.end() :], begins))

    def hang_up(self) -> None:
        self._line.close()


def _read(said: bytes, begins: re.Match[bytes]) -> str:
    if begins["kind"] == b"text":
        return said.decode("utf-8", "replace")
    octets = unquote_to_bytes(said.replace(b"+", b" "))
    return octets.decode("utf-16-be" if b"\x00" in octets else "utf-8", "replace")


@dataclass
class Kannel:
    folder: Path
    tandem: str
    """The address of the house, to which it brings what comes in."""
    secret: str
    password: str = "kannel lets us in"
    ports: dict[str, int] = field(
        default_factory=lambda: {name: free_port() for name in ("admin", "box", "network", "http")}
    )
    running: list[subprocess.Popen] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.ports['http']}/cgi-bin/sendsms"

    def start(self) -> None:
        site = urlsplit(self.tandem)
        let_in = f"http://tandem:{quote(self.secret, safe='')}@{site.netloc}/sms/kannel/"
        file = self.folder / "kannel.conf"
        file.write_text(
            CONFIGURATION.format(
                folder=self.folder, post=let_in, password=self.password, **self.ports
            )
        )
        for box, port in zip(BOXES, ("box", "http"), strict=True):
            self.running.append(
                subprocess.Popen(
                    [box, str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            )
            until(lambda port=port: answers(self.ports[port]))

    def kill(self) -> None:
        """As a machine that loses its power."""
        for box in self.running:
            box.kill()
            box.wait(PATIENCE)
        self.running = []

    def log(self) -> str:
        return "\n".join(file.read_text() for file in self.folder.glob("*.log"))


def needed() -> None:
    """Never skipped: a suite without a gateway says so."""
    if not all(BOXES):
        pytest.fail(
            "These tests need kannel: `make parts` installs it as root on Debian; else "
            "`sudo apt-get install kannel`, or kannel from MacPorts."
        )


def until(what, patience: float = PATIENCE) -> None:
    ends = time.monotonic() + patience
    while not what():
        assert time.monotonic() < ends, "It did not happen in time."
        time.sleep(0.05)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
