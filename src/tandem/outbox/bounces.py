"""What a mail server says of a message it could not deliver: read as data, never as an order.

Most servers send a report that programs can read (RFC 3464); some still send plain words.
"""

import re
from dataclasses import dataclass
from email.message import Message

NOBODY_THERE = re.compile(r"5\.1\.[0-9]+|5\.2\.1")
"""Codes of RFC 3463 by which no message will ever be taken for this address."""
PLAIN = re.compile(r"(?:^|[:>])\s{0,9}(5\d\d)[ -](5\.\d{1,3}\.\d{1,3})?", re.ASCII | re.MULTILINE)
STATUS_TYPE = "message/delivery-status"
REPORTERS = ("mailer-daemon@", "postmaster@")
NOBODY_IN_WORDS = {"550", "551", "553"}
MOST_SIGNS = 20_000


@dataclass(frozen=True, slots=True)
class Bounce:
    """One report: `failed` when the server has given up, else it still tries."""

    failed: bool
    for_good: bool
    code: str


def read(report: Message, sender: str, words: str) -> Bounce | None:
    """What this says of a message of ours; None where it says nothing of the kind."""
    parts = [part for part in report.walk() if part.get_content_type() == STATUS_TYPE]
    if parts:
        return _of_status("\n".join(_fields(part) for part in parts)[:MOST_SIGNS])
    # Whoever is away may well write of a room 550.
    return _of_words(words[:MOST_SIGNS]) if sender.startswith(REPORTERS) else None


def _fields(part: Message) -> str:
    """The header fields of every block: one of the message, one of each recipient."""
    inside = part.get_payload()
    blocks = inside if isinstance(inside, list) else [part]
    return "\n".join(
        f"{name}: {value}"
        for block in blocks
        if isinstance(block, Message)
        for name, value in block.items()
    )


def _of_status(fields: str) -> Bounce | None:
    action = re.search(r"^Action:\s*([a-z]+)", fields, re.IGNORECASE | re.MULTILINE)
    status = re.search(r"^Status:\s*([245]\.\d{1,3}\.\d{1,3})", fields, re.I | re.M)
    if action is None:
        return None
    said = action.group(1).lower()
    code = status.group(1) if status else said
    if said not in {"failed", "delayed"}:
        return None
    return Bounce(said == "failed", said == "failed" and bool(NOBODY_THERE.fullmatch(code)), code)


def _of_words(words: str) -> Bounce | None:
    found = PLAIN.search(words)
    if found is None:
        return None
    short, long = found.groups()
    for_good = bool(NOBODY_THERE.fullmatch(long)) if long else short in NOBODY_IN_WORDS
    return Bounce(failed=True, for_good=for_good, code=long or short)
