"""Sealing text and telling digests apart, with a key kept outside the database.

AES-256-GCM with the place of the text as associated data: a sealed text moved to another row
does not open. Digests are HMAC-SHA-256: an unkeyed digest of Belgian telephone numbers is
reversed in minutes.

A sealed text begins with a byte: 1 where the key of the installation seals it, 2 where a key of
somebody's own does, which is itself wrapped (`wrap`) and can be destroyed alone; 3 where the key is
of this one thing, and its number follows; 4 where that thing is held by no organisation yet.
"""

import hashlib
import hmac
import os
import uuid
from collections.abc import Iterable
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12
VERSION = b"\x01"
OWN = b"\x02"
"""Sealed with a key of its own."""
THING = b"\x03"
"""Sealed with the key of this one thing."""
LOOSE = b"\x04"
"""The same, of a thing that no organisation holds yet."""
KEY = 32
NUMBER = 16


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
    return _opened((_key("seal", secret) for secret in _secrets()), blob, VERSION, context)


def new_key() -> bytes:
    return os.urandom(KEY)


def seal_with(key: bytes, content: bytes, context: str) -> bytes:
    """Readable only with this very key, for the same `context`."""
    nonce = os.urandom(NONCE)
    return OWN + nonce + AESGCM(key).encrypt(nonce, content, context.encode())


def unseal_with(keys: Iterable[bytes], blob: bytes | memoryview, context: str) -> bytes:
    """With the first of these keys that opens it."""
    return _opened(keys, blob, OWN, context)


def seal_thing(
    number: uuid.UUID, key: bytes, content: bytes, context: str, *, kind: bytes = THING
) -> bytes:
    """With a key of this thing alone, by whose number it is found."""
    sealed = seal_with(key, content, context)
    return kind + number.bytes + sealed[1:]


def number_of(blob: bytes | memoryview, *, kind: bytes = THING) -> uuid.UUID | None:
    """Of the key of the thing; None where another key seals it."""
    if bytes(blob[:1]) != kind:
        return None
    return uuid.UUID(bytes=bytes(blob[1 : 1 + NUMBER]))


def unseal_thing(key: bytes, blob: bytes | memoryview, context: str) -> bytes:
    return unseal_with([key], OWN + bytes(blob[1 + NUMBER :]), context)


def has_key_of_its_own(blob: bytes | memoryview) -> bool:
    return bytes(blob[:1]) == OWN


def wrap(key: bytes, context: str) -> bytes:
    """A key that stands in the database, worth nothing without the key of the installation."""
    nonce = os.urandom(NONCE)
    cipher = AESGCM(_key("wrap", settings.TANDEM_KEY))
    return VERSION + nonce + cipher.encrypt(nonce, key, context.encode())


def unwrap(wrapped: bytes | memoryview, context: str) -> bytes:
    return _opened((_key("wrap", secret) for secret in _secrets()), wrapped, VERSION, context)


def is_wrapped_anew(wrapped: bytes | memoryview, context: str) -> bool:
    """Whether today's key of the installation opens it, and no former one is needed."""
    try:
        _opened([_key("wrap", settings.TANDEM_KEY)], wrapped, VERSION, context)
    except Unreadable:
        return False
    return True


def _secrets() -> list[str]:
    return [settings.TANDEM_KEY, *settings.TANDEM_KEY_FORMER]


def _opened(keys: Iterable[bytes], blob: bytes | memoryview, version: bytes, context: str) -> bytes:
    sealed = bytes(blob)
    if sealed[:1] != version:
        raise Unreadable("unknown_version")
    nonce, rest = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    for key in keys:
        try:
            return AESGCM(key).decrypt(nonce, rest, context.encode())
        except InvalidTag:
            continue
    raise Unreadable("wrong_key_or_place")


def digest(use: str, text: str) -> bytes:
    """Sixteen bytes by which an equal text is found again, and nothing else learnt.

    Always under the first key there was: what was found by a digest before a change of key, and
    what stands printed on a form, is found after it.
    """
    return hmac.digest(_key(f"digest:{use}", _secrets()[-1]), text.encode(), "sha256")[:16]
