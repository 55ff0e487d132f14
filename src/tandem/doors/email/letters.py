"""A mail as it came, read into plain values. Whatever is in it, this neither fails nor fetches."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parseaddr

from tandem.doors.email.markup import Words, words_of

MOST_PARTS = 200
"""Far more than any person sends; a mail with more is kept and not taken apart."""
MOST_HEADERS = 200_000
DEEPEST = 10
MOST_TEXT = 1_000_000
MOST_PAGE = 500_000
MOST_NAME = 80
LOOP = "X-Loop"
"""Put on what we answer by ourselves, as other programs do: such a mail is not answered."""
ABSENT = frozenset({"bulk", "junk", "list", "auto_reply"})
# Others decode into something else, or take for ever over a few bytes.
CHARSETS = re.compile(
    r"ascii|utf-(8|16|32)(-[bl]e)?|iso8859-\d+|cp\d{3,4}|koi8-[rut]|mac-roman|gb(2312|k|18030)"
    r"|big5|shift_jis|euc_(jp|kr)|iso2022_jp"
)
# A line that ends with a space goes on, unless it is quoted or begins the signature (RFC 3676).
FLOWED = re.compile(r"^((?!>|-- $).*\S) +\n(?!>|-- $)", re.MULTILINE)
ADDRESS = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,190}")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class File:
    """Something that came with a mail."""

    name: str
    kind: str
    """Its content type as the sender says; what it is shows when it is opened."""
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail. Of its sender only what it says itself: anybody can write anything there."""

    sender: str = ""
    name: str = ""
    """That stands beside this address; from it her signature is known."""
    message_id: str = ""
    subject: str = ""
    text: str = ""
    languages: tuple[str, ...] = ()
    """Those in which it says that it is written, or wishes to be answered."""
    automatic: bool = False
    """Written by a program: an answer while somebody is away, a list, a report."""
    from_nobody: bool = False
    """The envelope names no sender: a mail server tells of a mail, and nobody waits for an answer."""
    files: tuple[File, ...] = ()
    whole: bool = True
    """False where it is built so that it is not taken apart, or not surely all of it."""
    report: Message | None = None
    """Where it tells of the fate of another mail."""


def read(raw: bytes, *, from_nobody: bool = False) -> Letter:
    """`from_nobody` where the envelope names no sender, as only programs do."""
    head, _blank, _body = raw[:MOST_HEADERS].replace(b"\r\n", b"\n").partition(b"\n\n")
    lower = raw.lower()
    too_much = (
        lower.count(b"content-type:") > MOST_PARTS or lower.count(b"multipart/") > DEEPEST * 3
    )
    try:
        message = message_from_bytes(head + b"\n\n" if too_much else raw)
        parts = () if too_much else tuple(_parts(message))
        return _letter(message, parts, from_nobody=from_nobody, whole=not too_much)
    except (RecursionError, MessageError, ValueError, LookupError, TypeError, AttributeError):
        # Of what cannot be read only that much is known: that it came.
        return Letter(whole=False, automatic=from_nobody, from_nobody=from_nobody)


def _letter(
    message: Message, parts: tuple[Message, ...], *, from_nobody: bool, whole: bool
) -> Letter:
    body = _body_of(parts)
    is_report = message.get_content_type() == "multipart/report"
    return Letter(
        sender=sender_of(message),
        name=_name_of(message),
        message_id=header(message, "Message-ID")[:255],
        subject=header(message, "Subject")[:255],
        text=body.text,
        languages=_languages(message),
        automatic=from_nobody or is_report or _is_automatic(message),
        from_nobody=from_nobody,
        files=tuple(_files(parts)),
        whole=whole and body.whole,
        report=message if whole else None,
    )


def header(message: Message, name: str) -> str:
    """The first header of this name, on one line, in signs one can print."""
    said = message.get(name)
    if said is None:
        return ""
    pieces = [
        piece if isinstance(piece, str) else _decoded(piece, charset)
        for piece, charset in decode_header(str(said))
    ]
    return " ".join(printable("".join(pieces)).split())


def sender_of(message: Message) -> str:
    """The one address it says it is from; empty where it names none, or several."""
    found = {
        address.strip().lower()
        for _name, address in getaddresses([str(one) for one in message.get_all("From", [])])
    }
    return next((one for one in found if ADDRESS.fullmatch(one)), "") if len(found) == 1 else ""


def _name_of(message: Message) -> str:
    return parseaddr(header(message, "From"))[0][:MOST_NAME]


def printable(text: str) -> str:
    return CONTROL.sub("", text)


def _is_automatic(message: Message) -> bool:
    """By the signs of RFC 3834, and by those that older programs leave."""
    submitted = header(message, "Auto-Submitted").lower().partition(";")[0].strip()
    return (
        submitted not in {"", "no"}
        or header(message, "Precedence").lower() in ABSENT
        or any(name in message for name in ("X-Autoreply", "X-Autorespond", "List-Id", LOOP))
    )


def _languages(message: Message) -> tuple[str, ...]:
    said = f"{header(message, 'Content-Language')},{header(message, 'Accept-Language')}"
    return tuple(dict.fromkeys(re.findall(r"\b([a-z]{2})\b(?=[-,; ]|$)", said.lower())))


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """What a person would see of it, in order; of alternatives the plainest."""
    inside = message.get_payload()
    if message.get_content_maintype() != "multipart" or not isinstance(inside, list):
        yield message
        return
    if depth >= DEEPEST:
        raise RecursionError
    children = [one for one in inside if isinstance(one, Message)]
    if message.get_content_subtype() == "alternative":
        # Some programs add plain words and leave them empty.
        said = [one for one in children if one.is_multipart() or _content(one).strip()]
        children = sorted(said, key=_plainness)[:1]
    for one in children:
        yield from _parts(one, depth + 1)


def _plainness(part: Message) -> int:
    order = ("text/plain", "multipart/related", "multipart/mixed", "text/html")
    kind = part.get_content_type()
    return order.index(kind) if kind in order else len(order)


def _is_text(part: Message) -> bool:
    is_words = part.get_content_type() in {"text/plain", "text/html"}
    return is_words and part.get_content_disposition() != "attachment"


def _body_of(parts: tuple[Message, ...]) -> Words:
    said = [_words(part) for part in parts if _is_text(part)]
    text = "\n\n".join(one.text for one in said if one.text)
    return Words(text[:MOST_TEXT], all(one.whole for one in said) and len(text) <= MOST_TEXT)


def _words(part: Message) -> Words:
    content = _content(part)
    text = _decoded(content[: MOST_TEXT * 4], part.get_content_charset())
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cut = len(content) > MOST_TEXT * 4
    if part.get_content_type() == "text/html":
        read = words_of(text[:MOST_PAGE])
        return Words(read.text, read.whole and not cut and len(text) <= MOST_PAGE)
    if str(part.get_param("format", "")).lower() == "flowed":
        text = FLOWED.sub(r"\1 ", text)
    return Words(text, not cut)


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _decoded(content: bytes, charset: str | None) -> str:
    """In the charset it says; where that is a lie, in the likeliest one."""
    for name in (charset or "utf-8", "utf-8"):
        try:
            known = codecs.lookup(name).name
            if CHARSETS.fullmatch(known):
                return content.decode(known)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")


def _files(parts: tuple[Message, ...]) -> Iterator[File]:
    for number, part in enumerate(parts, 1):
        if not _is_text(part):
            name = printable(part.get_filename() or f"{number} ({part.get_content_type()})")
            yield File(name.strip()[:MOST_NAME], part.get_content_type(), _content(part))
