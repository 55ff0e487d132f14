"""Sealing text and telling digests apart, with a key kept outside the database.

AES-256-GCM with the place of the text as associated data: a sealed text moved to another row
does not open. Digests are HMAC-SHA-256: an unkeyed digest of Belgian telephone numbers is
reversed in minutes.
"""

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12
VERSION = b"\x01"


class Unreadable(ValueError):
    """The text was sealed for another place, with another key, or was changed."""


@lru_cache(maxsize=16)
def _key(use: str, secret: str) -> bytes:
    return hmac.digest(secret.encode(), f"tandem:{use}".encode(), hashlib.sha256)


def seal(text: str, context: str) -> bytes:
    """`text`, readable only with the key and for the same `context`."""
    return seal_bytes(text.encode(), context)


def seal_bytes(content: bytes, context: str) -> bytes:
    """The same for a picture or a file."""
    nonce = os.urandom(NONCE)
    cipher = AESGCM(_key("seal", settings.TANDEM_KEY))
    return VERSION + nonce + cipher.encrypt(nonce, content, context.encode())


def unseal(blob: bytes | memoryview, context: str) -> str:
    """The text sealed for `context`; raises Unreadable for any other."""
    return unseal_bytes(blob, context).decode()


def unseal_bytes(blob: bytes | memoryview, context: str) -> bytes:
    sealed = bytes(blob)
    if sealed[:1] != VERSION:
        raise Unreadable("unknown_version")
    cipher = AESGCM(_key("seal", settings.TANDEM_KEY))
    nonce, rest = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    try:
        return cipher.decrypt(nonce, rest, context.encode())
    except InvalidTag as error:
        raise Unreadable("wrong_key_or_place") from error


def digest(use: str, text: str) -> bytes:
    """Sixteen bytes by which an equal text is found again, and nothing else learnt."""
    return hmac.digest(_key(f"digest:{use}", settings.TANDEM_KEY), text.encode(), "sha256")[:16]
