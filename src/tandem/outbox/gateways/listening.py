"""What a centre tells by SMPP: messages that come in, in one part or many, and receipts."""

import hashlib
import re
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from smpplib import consts

from tandem.outbox import coding
from tandem.outbox.gateways.smpp import plain_ascii

RECEIPT = 0x04
"""In the class of a message: it is no message but tells of one."""
HEADED = consts.SMPP_GSMFEAT_UDHI
ARRIVED, UNDER_WAY = frozenset({"DELIVRD"}), frozenset({"ENROUTE", "ACCEPTD", "UNKNOWN"})
STATES = {1: "ENROUTE", 2: "DELIVRD", 6: "ACCEPTD", 7: "UNKNOWN"}
PARTS_WAIT = 600.0
"""Seconds for which the first parts of a long message wait for the rest."""
MOST_WAITING = 1000


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message that came in; `name` is the same if it is told again."""

    name: str
    sender: str
    text: str


@dataclass(frozen=True, slots=True)
class Receipt:
    name: str
    """Of the message that left."""
    arrived: bool


Heard = Incoming | Receipt


@dataclass(slots=True)
class Listener:
    """Puts parts together; what never becomes whole is told as far as it came."""

    clock: Callable[[], float] = time.monotonic
    line: str = field(default_factory=lambda: secrets.token_hex(8))
    """The protocol counts messages on one line, and begins anew on the next."""
    _waiting: dict[tuple[str, int, int], tuple[float, dict[int, str]]] = field(default_factory=dict)

    def hear(self, pdu: Any) -> Heard | None:
        """What this message says; None where more parts are to come, or it tells nothing."""
        octets = bytes(pdu.short_message or b"") or bytes(pdu.message_payload or b"")
        if pdu.esm_class & RECEIPT:
            return _receipt(pdu, octets)
        header, body = _cut(octets) if pdu.esm_class & HEADED else (b"", octets)
        text = decoded(body, pdu.data_coding)
        sender = _sender(pdu)
        place = _place(header)
        if place is None:
            return Incoming(self._named(pdu, text), sender, text)
        number, total, part = place
        _since, parts = self._waiting.setdefault((sender, number, total), (self.clock(), {}))
        parts[part] = text
        if len(parts) < total and len(self._waiting) <= MOST_WAITING:
            return None
        del self._waiting[sender, number, total]
        whole = "".join(parts[part] for part in sorted(parts))
        return Incoming(self._named(pdu, whole), sender, whole)

    def given_up(self) -> Iterator[Incoming]:
        """Messages whose missing parts will not come any more."""
        old = self.clock() - PARTS_WAIT
        for key in [key for key, (since, _parts) in self._waiting.items() if since < old]:
            _since, parts = self._waiting.pop(key)
            text = "".join(parts[part] for part in sorted(parts))
            yield Incoming(_digest(self.line, str(key), text), key[0], text)

    def _named(self, pdu: Any, text: str) -> str:
        return _digest(self.line, str(pdu.sequence), text)


def decoded(octets: bytes, data_coding: int) -> str:
    match data_coding:
        case consts.SMPP_ENCODING_ISO10646:
            return octets.decode("utf-16-be", "replace")
        case consts.SMPP_ENCODING_ISO88591:
            return octets.decode("latin-1")
        case consts.SMPP_ENCODING_IA5:
            return octets.decode("ascii", "replace")
    return coding.read_septets(octets)


def _cut(octets: bytes) -> tuple[bytes, bytes]:
    length = octets[0] + 1 if octets else 0
    return octets[1:length], octets[length:]


def _place(header: bytes) -> tuple[int, int, int] | None:
    """Number of the text, of its parts, and which part this is; None if it is whole."""
    while len(header) > 1:
        kind, length = header[0], header[1]
        value, header = header[2 : 2 + length], header[2 + length :]
        if kind == 0 and len(value) == 3:
            number, total, part = value
        elif kind == 8 and len(value) == 4:
            number, total, part = value[0] << 8 | value[1], value[2], value[3]
        else:
            continue
        return (number, total, part) if total > 1 and 1 <= part <= total else None
    return None


def _receipt(pdu: Any, octets: bytes) -> Receipt | None:
    said = octets.decode("latin-1")
    named = plain_ascii(pdu.receipted_message_id) or _said(r"id:(\S+)", said)
    state = STATES.get(_number(pdu.message_state), "") or _said(r"stat:(\w+)", said).upper()
    if not named or state in UNDER_WAY or not state:
        return None
    return Receipt(f"smpp:{named}", state in ARRIVED)


def _number(octets: object) -> int:
    if isinstance(octets, bytes):
        return int.from_bytes(octets, "big")
    return octets if isinstance(octets, int) else -1


def _said(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found.group(1) if found else ""


def _sender(pdu: Any) -> str:
    said = plain_ascii(pdu.source_addr)
    international = pdu.source_addr_ton == 1 and said.isdecimal()
    return f"+{said}" if international else said


def _digest(*said: str) -> str:
    return hashlib.sha256("\x00".join(said).encode()).hexdigest()
