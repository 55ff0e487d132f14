"""Proofs are added, shown and ended; each leaves a line that the database writes by itself."""

from datetime import datetime
from typing import cast

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from tandem.accounts import notices, sessions
from tandem.accounts.kinds_of_device import kind_of
from tandem.accounts.models import Account, CodeApp, Passkey, RescueCode
from tandem.accounts.second import codes, passkeys, standing
from tandem.accounts.second.kinds import Proof
from tandem.toolbox.sealing import digest, seal, unseal


@transaction.atomic
def add_app(request: HttpRequest, account: Account, secret: str, step: int) -> list[str]:
    """Her app reckons codes from now on; rescue codes, if these are her first proof."""
    CodeApp.objects.filter(account=account).delete()
    CodeApp.objects.create(account=account, sealed=seal(secret, _place(account)), last_step=step)
    return _added(request, account, Proof.CODE)


@transaction.atomic
def add_passkey(request: HttpRequest, account: Account, new: passkeys.New) -> list[str]:
    """Her device shows this key from now on; rescue codes, if it is her first proof."""
    _kept_key(request, account, new)
    return _added(request, account, Proof.PASSKEY)


@transaction.atomic
def keep_passkey(
    request: HttpRequest, account: Account, new: passkeys.New, *, opens_at: datetime
) -> None:
    """The same for a resident, who signs in by it alone: no rescue codes, and no mail to staff."""
    _kept_key(request, account, new, opens_at)


@transaction.atomic
def end_passkey_alone(account: Account, key: int) -> bool:
    return bool(Passkey.objects.filter(account=account, pk=key).delete()[0])


def _kept_key(
    request: HttpRequest, account: Account, new: passkeys.New, opens_at: datetime | None = None
) -> None:
    Passkey.objects.create(
        account=account,
        number=new.number,
        credential=new.credential,
        count=new.uses,
        device=kind_of(request.headers.get("User-Agent", "")),
        opens_at=opens_at,
    )


def _added(request: HttpRequest, account: Account, proof: Proof) -> list[str]:
    sessions.end_others(account, cast(sessions.SessionStore, request.session))
    standing.shown_now(request, proof)
    notices.tell_on_commit(account, notices.ADDED)
    return [] if standing.rescues_left(account) else make_rescues(account)


@transaction.atomic
def make_rescues(account: Account) -> list[str]:
    """Ten new rescue codes, told this once; the former ones open nothing any more."""
    RescueCode.objects.filter(account=account).delete()
    made = codes.new_rescues()
    RescueCode.objects.bulk_create(
        RescueCode(account=account, digest=_kept(codes.bare_rescue(one))) for one in made
    )
    return made


@transaction.atomic
def end_app(account: Account) -> None:
    if CodeApp.objects.filter(account=account).delete()[0]:
        _ended(account)


@transaction.atomic
def end_passkey(account: Account, key: int) -> None:
    if Passkey.objects.filter(account=account, pk=key).delete()[0]:
        _ended(account)


@transaction.atomic
def end_all(account: Account) -> None:
    """Nothing proves her any more but a new password: she lost everything, and was let in again."""
    CodeApp.objects.filter(account=account).delete()
    Passkey.objects.filter(account=account).delete()
    RescueCode.objects.filter(account=account).delete()
    sessions.end_others(account)


def _ended(account: Account) -> None:
    if not standing.proofs_of(account):
        RescueCode.objects.filter(account=account).delete()
    notices.tell_on_commit(account, notices.ENDED)


def take_code(account: Account, said: str) -> Proof | None:
    """What the code proves, of the app or of the paper; each is good once, also at one moment."""
    app = CodeApp.objects.filter(account=account).first()
    if app is not None:
        secret = unseal(app.sealed, _place(account))
        now = timezone.now().timestamp()
        step = codes.step_of(secret, said, now, after=app.last_step)
        # The condition stands in the statement: of two at the same moment, one is taken.
        later = CodeApp.objects.filter(pk=app.pk, last_step__lt=step or 0)
        if step is not None and later.update(last_step=step):
            return Proof.CODE
    bare = codes.bare_rescue(said)
    unused = RescueCode.objects.filter(account=account, digest=_kept(bare), used_at=None)
    if bare and unused.update(used_at=timezone.now()):
        notices.tell_on_commit(account, notices.RESCUED)
        return Proof.RESCUE
    return None


def take_passkey(account: Account, answer: str, question: passkeys.State | None) -> Proof | None:
    """None for an answer to another question, from another site, or of a key that was copied."""
    if question is None:
        return None
    kept = Passkey.objects.filter(account=account)
    try:
        shown = passkeys.shown(answer, question, standing.credentials_of(account))
    except passkeys.Refused:
        return None
    # A key that counts has counted on; one that does not says nought for ever.
    counted = Q(count__lt=shown.uses) | Q(count=0) if not shown.uses else Q(count__lt=shown.uses)
    used = kept.filter(counted, number=shown.number)
    return Proof.PASSKEY if used.update(count=shown.uses, used_at=timezone.now()) else None


def _place(account: Account) -> str:
    return f"accounts:code_app:{account.pk}"


def _kept(bare: str) -> bytes:
    return digest("rescue code", bare)
