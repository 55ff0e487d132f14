"""What is being said with one number, read and kept; the only file that opens it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import F, Window
from django.db.models.functions import Lag
from django.utils import timezone

from tandem.doors.models import Heard, Talk, TextReply
from tandem.doors.sms.rules import Crowd
from tandem.people import loose
from tandem.services.drafts import LIVES, Code
from tandem.tenancy.scope import Scope, current, within
from tandem.toolbox.folding import fold
from tandem.toolbox.sealing import digest
from tandem.toolbox.telephone import plain_number

HOUR = timedelta(hours=1)
PAUSE = timedelta(minutes=30)
MOST_WORDS = 500
MOST_KEPT = 5
"""Forms begun, and requests sent, that a number is reminded of."""
MOST_KNOWN = 50


class Waiting(StrEnum):
    """For what the talk waits."""

    NOTHING = ""
    ANSWER = "answer"
    SEND = "send"
    REST = "rest"
    """Whether she wants to be asked what may stay open."""
    OFFERED = "offered"
    """Whether the form named in `at` is what she meant."""
    WHO = "who"


@dataclass(slots=True)
class Spoken:
    """The plain value of a talk."""

    number: str
    language: str = ""
    waiting: Waiting = Waiting.NOTHING
    at: str = ""
    """HTML name of the prompt that was put last, or the form that was offered."""
    shown: int = 0
    """How many of its options were told already."""
    all: bool = False
    """Whether also what may stay open is asked, question by question."""
    code: Code | None = None
    """Of the draft it goes on with: whoever writes now began it, or has shown that it is hers."""
    others: list[Code] = field(default_factory=list)
    """Drafts begun with this number, by whomever: several people may share it."""
    sent: list[str] = field(default_factory=list)
    """References of what was sent from here, for who asks where it stands."""
    last: str = ""
    """Digest of the words that came in last."""
    last_at: str = ""
    words: str = ""
    """In which she seemed to ask for the form that was offered."""
    before: datetime | None = None
    """When something was heard before this; None if nothing ever was."""

    @property
    def paused(self) -> bool:
        """Whether nothing was heard for so long that somebody else may hold the telephone."""
        return self.before is not None and timezone.now() - self.before > PAUSE

    @property
    def in_form(self) -> bool:
        """Whether a question of ours is open that a yes answers."""
        return self.waiting in {Waiting.ANSWER, Waiting.SEND, Waiting.REST, Waiting.OFFERED}


def number_of(sender: str) -> bytes:
    return digest("talk", plain_number(sender))


@contextmanager
def with_number(number: bytes) -> Iterator[None]:
    """The scope in force, and what is kept of this number: all of this file happens in it."""
    with within((current() or Scope()) | Scope(presented=number.hex())):
        yield


@transaction.atomic
def first_time(name: str, number: bytes) -> bool:
    """Whether this message is still to be taken; in the transaction of all that follows."""
    _row, made = Heard.objects.get_or_create(
        name=digest("heard", name), defaults={"number": number}
    )
    return made


@transaction.atomic
def hold(sender: str) -> tuple[Talk, Spoken]:
    """The talk with this number, for this transaction alone: two messages come one by one."""
    number = number_of(sender)
    fresh = Spoken(plain_number(sender), settings.LANGUAGE_CODE)
    Talk.objects.get_or_create(
        number=number,
        defaults={
            "sealed": lambda: _sealed(Talk(number=number), fresh),
            "expires_at": timezone.now() + LIVES,
        },
    )
    row = Talk.objects.select_for_update().get(number=number)
    # Where its key is gone, it was thrown away since this copy of it was made.
    return row, _opened(row) or fresh


def count(row: Talk, spoken: Spoken, text: str) -> Crowd:
    """One more message of this number, this hour."""
    now = timezone.now()
    if now - row.hour_began_at > HOUR:
        row.hour_began_at, row.heard_this_hour, row.warned = now, 0, False
    row.heard_this_hour += 1
    words = digest("words", fold(text[:1000]) or text[:1000]).hex()
    row.same_in_a_row = row.same_in_a_row + 1 if words == spoken.last else 1
    spoken.before = datetime.fromisoformat(spoken.last_at) if spoken.last_at else None
    spoken.last, spoken.last_at = words, now.isoformat()
    return Crowd(
        of_number=row.heard_this_hour,
        same_in_a_row=row.same_in_a_row,
        # No further than it matters: in a flood each message would count all of it.
        in_all=Heard.objects.filter(at__gt=now - HOUR)[: settings.SMS_PER_HOUR_IN_ALL + 1].count(),
        warned=row.warned,
        known=spoken.code is not None or bool(spoken.others),
    )


def in_flood(now: datetime) -> int:
    """How many came in this last day after as many in one hour as are answered in all."""
    before = Window(Lag("at", offset=settings.SMS_PER_HOUR_IN_ALL), order_by="at")
    heard = Heard.objects.filter(at__gt=now - timedelta(days=1)).annotate(before=before)
    return heard.filter(before__gt=F("at") - HOUR).count()


@transaction.atomic
def keep(row: Talk, spoken: Spoken) -> None:
    row.sealed, row.expires_at = _sealed(row, spoken), timezone.now() + LIVES
    now = [code.digest for code in (spoken.code, *spoken.others) if code is not None]
    row.drafts = list(dict.fromkeys([*now, *map(bytes, row.drafts)]))[:MOST_KNOWN]
    row.save()


@transaction.atomic
def say(number: bytes, sender: str, text: str) -> TextReply:
    """Said back as soon as the worker comes to it."""
    row = TextReply(number=number, next_try_at=timezone.now())
    row.sealed = loose.seal(json.dumps([sender, text], ensure_ascii=False).encode(), row.place)
    row.save(force_insert=True)
    return row


def said(row: TextReply) -> tuple[str, str]:
    """To which number, and what."""
    told = loose.text_of(row, row.place)
    sender, text = json.loads(told) if told else ("", "")
    return sender, text


def _sealed(row: Talk, spoken: Spoken) -> bytes:
    told = {
        "number": spoken.number,
        "language": spoken.language,
        "waiting": spoken.waiting,
        "at": spoken.at,
        "shown": spoken.shown,
        "all": spoken.all,
        "code": _plain(spoken.code),
        "others": [_plain(code) for code in spoken.others[:MOST_KEPT]],
        "sent": spoken.sent[:MOST_KEPT],
        "last": spoken.last,
        "words": spoken.words[:MOST_WORDS],
        "last_at": spoken.last_at,
    }
    return loose.seal_again(row, json.dumps(told).encode(), row.place)


def _opened(row: Talk) -> Spoken | None:
    said = loose.text_of(row, row.place)
    if not said:
        return None
    told = json.loads(said)
    told["waiting"] = Waiting(told["waiting"])
    told["code"] = Code(*told["code"]) if told["code"] else None
    told["others"] = [Code(*code) for code in told["others"]]
    return Spoken(**told)


def _plain(code: Code | None) -> list[str] | None:
    return [code.reference, code.word] if code else None
