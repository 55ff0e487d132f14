"""The text of the QR code on every page: which form, which sheet, which page, and that it is ours.

All of it in signs that a QR code packs tightly, so that its squares stay large.
"""

import hmac
import secrets
from dataclasses import dataclass

from tandem.toolbox.reference import SIGNS
from tandem.toolbox.sealing import digest

BEGINS = "TDM1"
LENGTH = 12
USE = "paper"


class NotOurs(ValueError):
    """It is no code of a form, or of another installation, or somebody made it up."""


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One page of one printed copy."""

    form: str
    """Key of the `PaperForm`."""
    sheet: str
    """Of this copy alone: the same sheet scanned twice is known by it."""
    page: int


def new_sheet() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def key_of(content: bytes) -> str:
    """A short name for content, the same for the same content."""
    return _signs(content)


def write(page: SheetPage) -> str:
    said = _said(page)
    return f"{BEGINS}-{said}-{_proof(said)}"


def read(text: str) -> SheetPage:
    """What the code says; raises NotOurs for anything but a code written here."""
    begins, _, said = text.strip().partition("-")
    said, _, proof = said.rpartition("-")
    if begins != BEGINS or not hmac.compare_digest(proof.encode(), _proof(said).encode()):
        raise NotOurs(text[:60])
    form, sheet, page = said.split("-")
    return SheetPage(form, sheet, int(page))


def shown(sheet: str) -> str:
    """As printed, so that it can be typed where the code cannot be read: `ZKQ7 4MPA 9TUV`."""
    return " ".join(sheet[start : start + 4] for start in range(0, LENGTH, 4))


def _said(page: SheetPage) -> str:
    return f"{page.form}-{page.sheet}-{page.page:02d}"


def _proof(said: str) -> str:
    return _signs(digest(USE, said))


def _signs(some: bytes) -> str:
    number, found = int.from_bytes(some), ""
    for _ in range(LENGTH):
        number, sign = divmod(number, len(SIGNS))
        found += SIGNS[sign]
    return found
