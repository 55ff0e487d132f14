"""Where an answer to an e-mail goes, and where it comes back to when nobody lives there.

Each message has addresses of its own, made of its key and a secret: whoever was not written to
cannot guess them, and they hold nothing about anybody. Neither can the second be made from the
first: everybody who is sent a copy of an answer sees that one.
"""

import base64
import uuid
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings

from tandem.outbox.models import Message
from tandem.territory import signposts
from tandem.territory.signposts import Place
from tandem.toolbox.sealing import digest

ANSWER, BACK = "case", "bounce"
"""What stands before the plus of an address that answers, and of one that comes back."""
SIGNPOSTS = {ANSWER: "mail", BACK: "bounce"}
SECRETS = {ANSWER: "return", BACK: "bounce"}


@dataclass(frozen=True, slots=True)
class Addresses:
    answer: str
    back: str


def addresses_of(key: uuid.UUID) -> Addresses | None:
    """Those of one message; None where no mail comes in."""
    if not settings.MAIL_IN_DOMAIN:
        return None
    return Addresses(*(_address(name, key) for name in (ANSWER, BACK)))


def _address(name: str, key: uuid.UUID) -> str:
    return f"{name}+{_token(name, key)}@{settings.MAIL_IN_DOMAIN}"


def _token(name: str, key: uuid.UUID) -> str:
    """Small letters and figures: some mail servers write every address small."""
    return base64.b32encode(digest(SECRETS[name], str(key))).decode().rstrip("=").lower()


def lay(message: Message) -> None:
    """From now on the addresses of `message` lead to it; call it with the message locked."""
    for name in SIGNPOSTS if settings.MAIL_IN_DOMAIN else ():
        token = _token(name, message.key)
        if find(name, token) is None:
            signposts.put(SIGNPOSTS[name], token, message, message.pk)


def find(name: str, token: str) -> Place | None:
    """Where an address leads that begins with `name`."""
    return signposts.find_one(SIGNPOSTS[name], token)


def mail_domain() -> str:
    """The domain from which we write; it stands in every Message-ID."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
