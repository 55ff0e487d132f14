"""Codes that are sent, and codes that stand on paper; and what is kept to know them again."""

import secrets
from uuid import UUID

from tandem.accounts.ways.kinds import WayKind
from tandem.toolbox.reference import SIGNS
from tandem.toolbox.sealing import digest
from tandem.toolbox.telephone import plain_number

FIGURES = 8
PAPER = 10
"""Signs of a code on paper: 28 that nobody takes for another, 48 bits."""


def contact_digest(kind: WayKind, said: str) -> bytes:
    """By which an address, a number or whom a service names is known again; never the thing itself."""
    plain = plain_number(said) if kind == WayKind.SMS else said.strip()
    return digest(f"way in:{kind}", plain.lower() if kind == WayKind.EMAIL else plain)


def hint(kind: WayKind, said: str) -> str:
    """Enough for her to know it again, too little for anybody else.

    >>> hint(WayKind.EMAIL, "odette@post.example"), hint(WayKind.SMS, "+32450112233")
    ('o…@p….example', '… 33')
    """
    if kind == WayKind.SMS:
        return f"… {plain_number(said)[-2:]}"
    if kind == WayKind.EMAIL:
        name, _at, domain = said.strip().rpartition("@")
        return f"{name[:1]}…@{domain[:1]}….{domain.rpartition('.')[2]}"
    return said


def new_code() -> str:
    return f"{secrets.randbelow(10**FIGURES):0{FIGURES}}"


def spaced(code: str) -> str:
    """In two groups, as it is read and typed."""
    return f"{code[: len(code) // 2]} {code[len(code) // 2 :]}"


def code_digest(asked: UUID, said: str) -> bytes:
    """A code is good for the one that asked for it and no other."""
    return digest("code asked", f"{asked}:{''.join(c for c in said if c.isdigit())}")


def new_link() -> str:
    return secrets.token_urlsafe(32)


def link_digest(token: str) -> bytes:
    return digest("link asked", token)


def new_paper_code() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(PAPER))


def bare(said: str) -> str:
    """A code on paper however it was typed; empty where it can be none."""
    plain = "".join(sign for sign in said.upper() if sign.isalnum()).replace("B", "8")
    return plain if len(plain) == PAPER and set(plain) <= set(SIGNS) else ""
