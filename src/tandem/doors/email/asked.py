"""Questions that left by e-mail, kept so that the answer is read as it was asked.

The address to answer holds a token and nothing else. Whoever has it may go on with the draft, as
with its reference and word; what is written back goes only to whom the questions were sent.
"""

import base64
import json
import os
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from django.conf import settings

from tandem.doors.asking import Option, Prompt
from tandem.doors.models import AskedByMail
from tandem.people import loose
from tandem.services.drafts import Code
from tandem.tenancy.scope import Scope, current, within
from tandem.toolbox.sealing import digest

FORM = "form"


@dataclass(frozen=True, slots=True)
class Asked:
    """One mail of ours that waits for an answer."""

    code: Code
    to: str
    prompts: tuple[Prompt, ...] = ()
    """By their numbers in that mail, from 1."""
    body: str = ""
    """As it was sent, to tell our lines from hers."""
    read_back: str = ""
    """Digest of the answers that were read back for a yes; empty where there were questions."""
    known: tuple[str, ...] = ()
    """Keys of what was told there as known already, by their letters."""


def new_token() -> str:
    return base64.b32encode(os.urandom(16)).decode().rstrip("=").lower()


def address_of(token: str) -> str:
    return f"{FORM}+{token}@{settings.MAIL_IN_DOMAIN}"


def digest_of(token: str) -> bytes:
    return digest("asked", token)


def presenting(token: str) -> AbstractContextManager[None]:
    return within((current() or Scope()) | Scope(presented=digest_of(token).hex()))


def exists(token: str) -> bool:
    with presenting(token):
        return AskedByMail.objects.filter(digest=digest_of(token)).exists()


def find(token: str) -> Asked | None:
    with presenting(token):
        row = AskedByMail.objects.filter(digest=digest_of(token)).first()
    told = loose.text_of(row, row.place) if row is not None else ""
    return _opened(told) if told else None


def as_kept(asked: Asked) -> str:
    return json.dumps(
        {
            "code": [asked.code.reference, asked.code.word],
            "to": asked.to,
            "body": asked.body,
            "read_back": asked.read_back,
            "known": list(asked.known),
            "prompts": [_plain(prompt) for prompt in asked.prompts],
        },
        ensure_ascii=False,
    )


def _opened(kept: str) -> Asked:
    told = json.loads(kept)
    prompts = tuple(_prompt(one) for one in told["prompts"])
    # What left before anything known was told has none.
    known = tuple(told.get("known", ()))
    return Asked(Code(*told["code"]), told["to"], prompts, told["body"], told["read_back"], known)


def _plain(prompt: Prompt) -> dict[str, object]:
    options = [[one.number, one.key, str(one.label)] for one in prompt.options]
    names = ("question", "part", "html", "kind", "text", "several", "optional")
    plain: dict[str, object] = {name: getattr(prompt, name) for name in names}
    return plain | {"options": options, "together": list(prompt.together)}


def _prompt(plain: dict[str, object]) -> Prompt:
    options, together = plain["options"], plain["together"]
    assert isinstance(options, Iterable) and isinstance(together, Iterable)  # noqa: S101
    made = {**plain, "options": tuple(Option(*one) for one in options)}
    return Prompt(**{**made, "together": tuple(together)})  # type: ignore[arg-type]


def answers_digest(answers: dict[str, list[str]]) -> str:
    """By which answers that changed since they were read back are known."""
    return digest("answers", json.dumps(answers, sort_keys=True)).hex()
