"""Where an answer to an e-mail goes, and where it comes back to when nobody lives there.

Each message has addresses of its own, made of its key and a secret: whoever was not written to
cannot guess them, and they hold nothing about anybody.
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

SIGNPOST = "mail"
ANSWER, BACK = "case", "bounce"
"""What stands before the plus of an address that answers, and of one that comes back."""


@dataclass(frozen=True, slots=True)
class Addresses:
    answer: str
    back: str


def addresses_of(key: uuid.UUID) -> Addresses | None:
    """Those of one message; None where no mail comes in."""
    if not settings.MAIL_IN_DOMAIN:
        return None
    token = token_of(key)
    return Addresses(
        f"{ANSWER}+{token}@{settings.MAIL_IN_DOMAIN}", f"{BACK}+{token}@{settings.MAIL_IN_DOMAIN}"
    )


def token_of(key: uuid.UUID) -> str:
    """Small letters and figures: some mail servers write every address small."""
    return base64.b32encode(digest("return", str(key))).decode().rstrip("=").lower()


def lay(message: Message) -> None:
    """From now on the addresses of `message` lead to it; call it with the message locked."""
    token = token_of(message.key)
    if settings.MAIL_IN_DOMAIN and find(token) is None:
        signposts.put(SIGNPOST, token, message, message.pk)


def find(token: str) -> Place | None:
    return signposts.find_one(SIGNPOST, token)


def mail_domain() -> str:
    """The domain from which we write; it stands in every Message-ID."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
