"""Codes that an app and we reckon from one secret and the time (RFC 6238), and rescue codes."""

import base64
import hmac
import secrets
from urllib.parse import quote, urlencode

from tandem.toolbox.reference import SIGNS

STEP = 30
"""Seconds for which a code stands."""
FIGURES = 6
SECRET_BYTES = 20
BACK = 1
"""A clock may be one step behind, and typing takes time; none may be ahead."""
RESCUES = 10
RESCUE_LENGTH = 10


def new_secret() -> str:
    """As an app is told it: letters and figures, 160 bits."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of one step of thirty seconds.

    >>> code_at(base64.b32encode(b"12345678901234567890").decode(), 59 // STEP)
    '287082'
    """
    told = hmac.digest(base64.b32decode(secret), step.to_bytes(8), "sha1")
    at = told[-1] & 15
    number = int.from_bytes(told[at : at + 4]) & 0x7FFFFFFF
    return f"{number % 10**FIGURES:0{FIGURES}}"


def step_of(secret: str, said: str, now: float, *, after: int = 0) -> int | None:
    """The step whose code was said; None for a wrong one, and for one not after `after`."""
    said = "".join(said.split())
    here = int(now) // STEP
    for step in range(here, here - BACK - 1, -1):
        if step > after and hmac.compare_digest(code_at(secret, step).encode(), said.encode()):
            return step
    return None


def address_for(secret: str, name: str, issuer: str) -> str:
    """What stands in the square that an app reads."""
    label = quote(f"{issuer}:{name}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer})}"


def in_fours(secret: str) -> str:
    """To be typed where there is no camera."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def new_rescues() -> list[str]:
    """Ten codes for paper, each good for once: 28 signs without look-alikes, 48 bits."""
    made = ["".join(secrets.choice(SIGNS) for _ in range(RESCUE_LENGTH)) for _ in range(RESCUES)]
    return [f"{one[:5]} {one[5:]}" for one in made]


def bare_rescue(said: str) -> str:
    """However it was typed; empty where it can be none."""
    bare = "".join(sign for sign in said.upper() if sign.isalnum()).replace("B", "8")
    return bare if len(bare) == RESCUE_LENGTH and set(bare) <= set(SIGNS) else ""
