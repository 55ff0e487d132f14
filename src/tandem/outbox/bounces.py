"""What a mail server says of a message it could not deliver: read as data, never as an order.

Most servers send a report that programs can read (RFC 3464); some still send plain words.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message

NOBODY_THERE = re.compile(r"5\.1\.[0-9]+|5\.2\.1")
"""Codes of RFC 3463 by which no message will ever be taken for this address."""
PLAIN = re.compile(r"(?:^|[:>])\s{0,9}(5\d\d)[ -](5\.\d{1,3}\.\d{1,3})?", re.ASCII | re.MULTILINE)
STATUS_TYPE = "message/delivery-status"
REPORTERS = ("mailer-daemon@", "postmaster@")
NOBODY_IN_WORDS = {"550", "551", "553"}
MOST_SIGNS = 20_000
MOST_FIELD = 1_000
MOST_ADDRESSES = 50
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}", re.ASCII)
ADDRESS = re.compile(r"[^@\s<>\"';:,()]{1,64}@[^@\s<>\"';:,()]{1,190}")


@dataclass(frozen=True, slots=True)
class Bounce:
    """One report: `failed` when the server has given up, else it still tries."""

    failed: bool
    for_good: bool
    code: str


def read(report: Message, sender: str, words: str, is_hers: Callable[[str], bool]) -> Bounce | None:
    """What this says of a message of ours to her; None where it says nothing of the kind."""
    parts = [part for part in report.walk() if part.get_content_type() == STATUS_TYPE]
    if parts:
        told = (_of_block(block) for part in parts for block in _blocks_about(part, is_hers))
        return next(filter(None, told), None)
    # Whoever is away may well write of a room 550.
    if not sender.startswith(REPORTERS):
        return None
    said = words[:MOST_SIGNS]
    return _of_words(said) if any(map(is_hers, ADDRESS.findall(said)[:MOST_ADDRESSES])) else None


def _blocks_about(part: Message, is_hers: Callable[[str], bool]) -> Iterator[Message]:
    """Of a report the blocks about her: each recipient has one of its own."""
    inside = part.get_payload()
    for block in (inside if isinstance(inside, list) else [part])[:MOST_ADDRESSES]:
        if isinstance(block, Message):
            named = f"{block.get('Final-Recipient')} {block.get('Original-Recipient')}"
            if any(map(is_hers, ADDRESS.findall(named[:MOST_FIELD]))):
                yield block


def _of_block(block: Message) -> Bounce | None:
    said = str(block.get("Action", ""))[:MOST_FIELD].strip().lower()
    status = STATUS.match(str(block.get("Status", ""))[:MOST_FIELD].strip())
    if said not in {"failed", "delayed"}:
        return None
    code = status.group() if status else said
    return Bounce(said == "failed", said == "failed" and bool(NOBODY_THERE.fullmatch(code)), code)


def _of_words(words: str) -> Bounce | None:
    found = PLAIN.search(words)
    if found is None:
        return None
    short, long = found.groups()
    for_good = bool(NOBODY_THERE.fullmatch(long)) if long else short in NOBODY_IN_WORDS
    return Bounce(failed=True, for_good=for_good, code=long or short)
