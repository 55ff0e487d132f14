"""A mail with what was written on its envelope, and the answer to one."""

import base64
import hashlib
import json
import re
from dataclasses import asdict, dataclass, field

FOLD = re.compile(rb"\n(?=[ \t])")
"""Where a header goes on in the next line (RFC 5322)."""
MESSAGE_ID = re.compile(rb"<[^<>\s]+@[^<>\s]+>")


@dataclass(frozen=True, slots=True)
class Envelope:
    sender: str
    """As the other server says; empty for what programs send about mails."""
    recipient: str
    raw: bytes = field(repr=False)

    @property
    def identity(self) -> str:
        """The same for the same mail handed over again, whatever was added on its way.

        Known by what its writer's program gives once only: its Message-ID, with who wrote when.
        Where one of these is missing, two mails are the same if nothing in them differs.
        """
        content = self.raw.replace(b"\r\n", b"\n")
        head, _blank, body = content.partition(b"\n\n")
        told = _told_once(head)
        said = [*told, body] if told else [content]
        between = [
            self.recipient.lower().encode(),
            self.sender.encode(errors="surrogateescape"),
            *said,
        ]
        # Each after its length: nothing of one can be taken for a part of another.
        return hashlib.sha256(b"".join(b"%d:%s" % (len(o), o) for o in between)).hexdigest()

    def as_kept(self) -> str:
        raw = base64.b64encode(self.raw).decode()
        return json.dumps([self.sender, self.recipient, raw], ensure_ascii=False)

    @classmethod
    def opened(cls, kept: str) -> "Envelope":
        sender, recipient, raw = json.loads(kept)
        return cls(sender, recipient, base64.b64decode(raw))


def _told_once(head: bytes) -> list[bytes]:
    """Message-ID, Date and From, however they are broken into lines; empty if one is missing."""
    lines = FOLD.sub(b" ", head).split(b"\n")
    found: dict[bytes, bytes] = {}
    for line in lines:
        name, _colon, said = line.partition(b":")
        found.setdefault(name.strip().lower(), b" ".join(said.split()))
    told = [found.get(name, b"") for name in (b"message-id", b"date", b"from")]
    return told if MESSAGE_ID.fullmatch(told[0]) and all(told) else []


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is written back to somebody of whom only an address is known."""

    to: str
    subject: str
    body: str
    language: str
    reply_to: str = ""
    in_reply_to: str = ""

    def as_kept(self) -> dict[str, str]:
        return asdict(self)
