"""One text, whatever the way it goes."""

import json
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass

from tandem.toolbox.sealing import seal, unseal


@dataclass(frozen=True, slots=True)
class Text:
    """What is said to one person; greeting, sender and how to answer are put around it."""

    kind: str
    """What it is in the timeline: "receipt", "answer", "asked"."""
    paragraphs: tuple[str, ...]
    link: str = ""
    """A path of this platform; printed as an address and as a QR code on paper."""
    reference: str = ""
    """Of the case, as shown: in two groups."""
    short: str = ""
    """The wording for a text message; without it the message is said by telephone instead."""


Compose = Callable[[], Text]
"""Called in the language of the person."""


def sealed(text: Text, key: object) -> bytes:
    return seal(json.dumps(asdict(text), ensure_ascii=False), f"message:{key}")


def opened(blob: bytes, key: object) -> Text:
    said = json.loads(unseal(blob, f"message:{key}"))
    return Text(**{**said, "paragraphs": tuple(said["paragraphs"])})


# The signs of GSM 03.38: a text message holds 160 of them, and only 70 once it uses any other.
GSM_SIGNS = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_DOUBLE = frozenset("^{}\\[~]|€")
GSM_ROOM = 160
PLAINER = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": "-"}
    | {"…": "...", "\u00a0": " ", "\u202f": " ", "œ": "oe", "Œ": "OE", "·": "-"}
)


def as_text_message(short: str) -> str | None:
    """`short` in the signs every telephone knows, or None if it has no room in one message.

    >>> as_text_message("Reçu. Réponse bientôt : « tofu »")
    'Recu. Réponse bientot : " tofu "'
    """
    plain = "".join(_gsm(sign) for sign in short.translate(PLAINER))
    if not plain.strip() or not all(sign in GSM_SIGNS or sign in GSM_DOUBLE for sign in plain):
        return None
    length = sum(2 if sign in GSM_DOUBLE else 1 for sign in plain)
    return plain if length <= GSM_ROOM else None


def _gsm(sign: str) -> str:
    if sign in GSM_SIGNS or sign in GSM_DOUBLE:
        return sign
    bare = unicodedata.normalize("NFKD", sign)
    return "".join(part for part in bare if not unicodedata.combining(part))
