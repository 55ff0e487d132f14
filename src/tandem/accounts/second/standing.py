"""What a session knows of proofs: what was shown in it, and what somebody still has to show."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from tandem.accounts.models import Account, CodeApp, Passkey, RescueCode
from tandem.accounts.second.kinds import Proof
from tandem.accounts.sessions import BEGAN

PENDING, SHOWN, SHOWN_AT = "proof_owed", "proof_shown", "proof_shown_at"
QUESTION = "passkey_asked"
WAITS = timedelta(minutes=10)
"""Between the password and the second proof; a code may be in another room."""
FRESH = timedelta(minutes=15)
"""How long after showing who she is somebody may change her proofs: a desk may be left open."""


def proofs_of(account: Account) -> frozenset[Proof]:
    """What she can show, in one question; rescue codes alone are no proof of their own."""
    has_app = CodeApp.objects.filter(account=account).exists()
    has_key = Passkey.objects.filter(account=account).exists()
    return frozenset(
        proof for proof, has in ((Proof.CODE, has_app), (Proof.PASSKEY, has_key)) if has
    )


def credentials_of(account: Account) -> list[bytes]:
    """What is known of her passkeys, as they were made."""
    rows = Passkey.objects.filter(account=account).values_list("credential", flat=True)
    return [bytes(one) for one in rows]


def rescues_left(account: Account) -> int:
    return RescueCode.objects.filter(account=account, used_at=None).count()


def wait_for_proof(request: HttpRequest, account: Account, leads: str = "") -> None:
    """Her password was right; the session remembers so for some minutes, and opens nothing."""
    request.session.cycle_key()
    request.session[PENDING] = {
        "account": account.pk,
        "at": timezone.now().timestamp(),
        # A password changed meanwhile ends the waiting, as it ends sessions.
        "hash": account.get_session_auth_hash(),
        "next": leads,
    }


def waiting(request: HttpRequest) -> tuple[Account, str] | None:
    """Whose second proof is waited for here, and where she wanted to go."""
    told: dict[str, Any] | None = request.session.get(PENDING)
    if told is None or timezone.now().timestamp() - told["at"] > WAITS.total_seconds():
        return None
    account = Account.objects.filter(pk=told["account"], is_active=True).first()
    if account is None or account.get_session_auth_hash() != told["hash"]:
        return None
    return account, str(told["next"])


def shown_now(request: HttpRequest, proof: str) -> None:
    """She has just shown who she is: by her password, and by `proof` if it is not empty."""
    request.session.pop(PENDING, None)
    if proof:
        request.session[SHOWN] = proof
    request.session[SHOWN_AT] = timezone.now().timestamp()


def was_shown(request: HttpRequest) -> bool:
    """Whether a second proof was shown in this session."""
    return SHOWN in request.session


def is_fresh(request: HttpRequest) -> bool:
    """Whether she has shown who she is a moment ago; the session's beginning counts for it."""
    at = request.session.get(SHOWN_AT) or request.session.get(BEGAN, 0)
    return timezone.now().timestamp() - float(at) <= FRESH.total_seconds()
