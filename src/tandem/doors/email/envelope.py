"""A mail with what was written on its envelope, and the answer to one."""

import base64
import hashlib
import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Envelope:
    sender: str
    """As the other server says; empty for what programs send about mails."""
    recipient: str
    raw: bytes = field(repr=False)

    @property
    def identity(self) -> str:
        """The same for the same mail handed over again, whatever was added on its way."""
        head, _blank, body = self.raw.replace(b"\r\n", b"\n").partition(b"\n\n")
        ours = next(
            (line for line in head.split(b"\n") if line.lower().startswith(b"message-id:")), b""
        )
        told = self.recipient.lower().encode() + b"\n" + ours.strip() + b"\n" + body
        return hashlib.sha256(told).hexdigest()

    def as_kept(self) -> str:
        raw = base64.b64encode(self.raw).decode()
        return json.dumps([self.sender, self.recipient, raw], ensure_ascii=False)

    @classmethod
    def opened(cls, kept: str) -> "Envelope":
        sender, recipient, raw = json.loads(kept)
        return cls(sender, recipient, base64.b64decode(raw))


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
