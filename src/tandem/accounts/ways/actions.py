"""Ways in are added, used and ended; codes are asked for, made, and good once."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language

from tandem.accounts import sessions
from tandem.accounts.models import Account, CodeAsked, WayIn
from tandem.accounts.ways import codes
from tandem.accounts.ways.kinds import WayKind
from tandem.toolbox.sealing import seal, unseal

LIVES = timedelta(minutes=15)
TRIES = 5
"""Wrong codes after which a code is good for nothing; whoever needs one asks for another."""


@transaction.atomic
def open_account(language: str) -> Account:
    """Without address and without password: what opens it are its ways in."""
    account: Account = Account.objects.create_account("", language=language)
    return account


@transaction.atomic
def ask(kind: WayKind, said: str, *, proves: bool) -> CodeAsked:
    """The same row whether anybody is known there or not."""
    asked = CodeAsked(
        kind=kind,
        contact=codes.contact_digest(kind, said),
        proves=proves,
        language=get_language() or "",
        until=timezone.now() + LIVES,
    )
    asked.sealed = seal(said.strip(), asked.place)
    asked.save(force_insert=True)
    return asked


class Sent(NamedTuple):
    contact: str
    code: str
    link: str
    """Empty for what goes as a text message: no link stands in one, so that none is believed."""


@transaction.atomic
def make(asked: CodeAsked) -> Sent:
    """The code and the link, made by whoever sends them; kept as digests."""
    code, link = codes.new_code(), ""
    made: dict[str, bytes] = {"code": codes.code_digest(asked.key, code)}
    if asked.kind == WayKind.EMAIL and not asked.proves:
        link = codes.new_link()
        made["link"] = codes.link_digest(link)
    CodeAsked.objects.filter(pk=asked.pk).update(**made)
    return Sent(contact_of(asked), code, link)


def contact_of(asked: CodeAsked) -> str:
    return unseal(asked.sealed, asked.place) if asked.sealed else ""


def live(key: str | UUID | None) -> CodeAsked | None:
    """One that can still be answered."""
    try:
        wanted = UUID(str(key))
    except ValueError:
        return None
    rows = CodeAsked.objects.filter(key=wanted, used_at=None, until__gt=timezone.now())
    return rows.first()


@transaction.atomic
def take_code(key: str | UUID | None, said: str) -> CodeAsked | None:
    """What was asked for, once, if this is its code. A try is counted before it is looked at."""
    asked = live(key)
    if asked is None:
        return None
    counted = CodeAsked.objects.filter(pk=asked.pk, used_at=None, tries__lt=TRIES)
    if not counted.update(tries=F("tries") + 1) or asked.code is None:
        return None
    if not constant_time_compare(bytes(asked.code), codes.code_digest(asked.key, said)):
        return None
    return _used(asked)


def of_link(token: str) -> CodeAsked | None:
    """What the link was sent for, if it is still good. Looking at it uses nothing up."""
    rows = CodeAsked.objects.filter(link=codes.link_digest(token), used_at=None)
    return rows.filter(until__gt=timezone.now()).first()


@transaction.atomic
def take_link(token: str) -> CodeAsked | None:
    """Once; by a button that somebody presses, since programs open links to look for dangers."""
    asked = of_link(token)
    return _used(asked) if asked is not None else None


def _used(asked: CodeAsked) -> CodeAsked | None:
    # The condition stands in the statement: of two at the same moment, one is taken.
    mine = CodeAsked.objects.filter(pk=asked.pk, used_at=None)
    return asked if mine.update(used_at=timezone.now(), link=None) else None


@transaction.atomic
def forget_contact(asked: CodeAsked) -> None:
    CodeAsked.objects.filter(pk=asked.pk).update(sealed=None)


def forget_old(now: datetime) -> int:
    """Nobody can answer these any more."""
    return CodeAsked.objects.filter(until__lt=now - LIVES).delete()[0]


def add(
    account: Account, kind: WayKind, contact: bytes, told: str, *, opens_at: datetime
) -> WayIn | None:
    """`told`: what she knows it again by. None where a service already proves somebody else by it."""
    way = WayIn(account=account, kind=kind, digest=contact, opens_at=opens_at)
    way.sealed = seal(told, way.place)
    try:
        with transaction.atomic():
            way.save(force_insert=True)
    except IntegrityError:
        return WayIn.objects.filter(account=account, kind=kind, digest=contact).first()
    return way


def hint_of(way: WayIn) -> str:
    return unseal(way.sealed, way.place)


def note_use(way: WayIn) -> None:
    WayIn.objects.filter(pk=way.pk).update(used_at=timezone.now())


@transaction.atomic
def end(account: Account, key: UUID) -> bool:
    return bool(WayIn.objects.filter(account=account, key=key).delete()[0])


@transaction.atomic
def end_all(account: Account) -> None:
    """Nothing lets her in any more but a code at the desk; wherever she was signed in, she is not."""
    WayIn.objects.filter(account=account).delete()
    sessions.end_others(account)


@transaction.atomic
def end_password(account: Account) -> None:
    """A resident’s own, which somebody else may know."""
    if account.has_usable_password():
        account.set_unusable_password()
        account.save(update_fields=["password"])
