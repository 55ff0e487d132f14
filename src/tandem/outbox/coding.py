"""The two alphabets of text messages, and how many messages a text becomes.

GSM 03.38 has room for 160 signs of seven bits; a text with any other sign goes in UCS-2, with
room for 70. Longer texts go in parts that carry a header of six octets, which leaves 153 or 67.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

GSM_TABLE = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
ESCAPE = 0x1B
GSM_SIGNS = {sign: place for place, sign in enumerate(GSM_TABLE) if place != ESCAPE}
GSM_DOUBLE = {
    **{"^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F},
    **{"[": 0x3C, "~": 0x3D, "]": 0x3E, "|": 0x40, "€": 0x65},
}
"""Signs that take two places: an escape, and a place of the second table."""
PLAINER = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": "-"}
    | {"…": "...", "\u00a0": " ", "\u202f": " ", "œ": "oe", "Œ": "OE", "·": "-"}
)
UNDERSTOOD = str.maketrans("âêîôûëïçÀÂÈÊËÎÏÔÙÛÁÍÓÚáíóúÿ", "aeioueicAAEEEIIOUUAIOUaiouy")
"""Letters of French and Dutch words that are read without their accent as they are with it. Not those
of names from elsewhere: of a ł or a ş nobody can tell what stood there.
"""
FRENCH_QUOTES = re.compile(r"«\s*|\s*»")
"""With the blanks inside them, which plain quotation marks do not have."""
GSM_ROOM, GSM_ROOM_OF_PART = 160, 153
UCS_ROOM, UCS_ROOM_OF_PART = 70, 67
MOST_PARTS = 255
"""The header counts in one octet."""


@dataclass(frozen=True, slots=True)
class Part:
    """One message on its way: its octets, and whether a header stands before them."""

    body: bytes
    is_gsm: bool
    header: bytes = b""


def plain(text: str) -> str:
    """With the quotation marks and dashes that every telephone has; no letter changes."""
    return FRENCH_QUOTES.sub('"', text).translate(PLAINER)


def understood(text: str) -> str:
    """`text` without accents where that makes fewer messages of it, and nobody misses them.

    >>> understood("Répondez vous-même. " * 4)[:19], understood("Répondez vous-même.")
    ('Répondez vous-meme.', 'Répondez vous-même.')
    """
    said = plain(text)
    bare = said.translate(UNDERSTOOD)
    return bare if is_gsm(bare) and count_parts(bare) < count_parts(said) else said


def in_gsm(text: str) -> str | None:
    """`text` in the signs every telephone knows, letters without their rarer accents.

    >>> in_gsm("Reçu. Réponse bientôt : « tofu »")
    'Recu. Réponse bientot : "tofu"'
    """
    bare = "".join(_gsm(sign) for sign in plain(text))
    return bare if is_gsm(bare) else None


def is_gsm(text: str) -> bool:
    return all(sign in GSM_SIGNS or sign in GSM_DOUBLE for sign in text)


def count_parts(text: str) -> int:
    """How many messages `text` becomes; it is paid for each.

    >>> count_parts("a" * 160), count_parts("a" * 161), count_parts("ê" * 71)
    (1, 2, 2)
    """
    return len(list(_pieces(text)))


def gsm_length(text: str) -> int:
    """In places of the first alphabet; only for a text that it can write."""
    return sum(2 if sign in GSM_DOUBLE else 1 for sign in text)


def parts(text: str, number: int) -> list[Part]:
    """The octets of each message; `number` tells the parts of one text from those of another."""
    gsm = is_gsm(text)
    pieces = list(_pieces(text))
    if len(pieces) > MOST_PARTS:
        raise ValueError("too_long")
    made = []
    for place, piece in enumerate(pieces, 1):
        header = bytes([5, 0, 3, number % 256, len(pieces), place]) if len(pieces) > 1 else b""
        made.append(Part(septets(piece) if gsm else piece.encode("utf-16-be"), gsm, header))
    return made


def septets(text: str) -> bytes:
    """Each place in an octet of its own, as SMPP carries the alphabet."""
    octets = bytearray()
    for sign in text:
        if sign in GSM_DOUBLE:
            octets += bytes([ESCAPE, GSM_DOUBLE[sign]])
        else:
            octets.append(GSM_SIGNS[sign])
    return bytes(octets)


def read_septets(octets: bytes) -> str:
    """What `septets` wrote; a place nobody uses reads as a blank."""
    double = {place: sign for sign, place in GSM_DOUBLE.items()}
    said: list[str] = []
    escaped = False
    for octet in octets:
        if escaped:
            said.append(double.get(octet, " "))
        elif octet != ESCAPE:
            said.append(GSM_TABLE[octet] if octet < len(GSM_TABLE) else " ")
        escaped = octet == ESCAPE and not escaped
    return "".join(said)


def _pieces(text: str) -> Iterator[str]:
    """Cut between signs only: never within a sign that takes two places."""
    gsm = is_gsm(text)
    sizes = [_size(sign, gsm=gsm) for sign in text]
    whole, room = (GSM_ROOM, GSM_ROOM_OF_PART) if gsm else (UCS_ROOM, UCS_ROOM_OF_PART)
    if sum(sizes) <= whole:
        yield text
        return
    begun, used = 0, 0
    for place, size in enumerate(sizes):
        if used + size > room:
            yield text[begun:place]
            begun, used = place, 0
        used += size
    yield text[begun:]


def _size(sign: str, *, gsm: bool) -> int:
    if gsm:
        return 2 if sign in GSM_DOUBLE else 1
    # Beyond the first plane of Unicode a sign is a pair.
    return 2 if ord(sign) > 0xFFFF else 1


def _gsm(sign: str) -> str:
    if sign in GSM_SIGNS or sign in GSM_DOUBLE:
        return sign
    bare = unicodedata.normalize("NFKD", sign)
    return "".join(part for part in bare if not unicodedata.combining(part))
