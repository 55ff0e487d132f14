from typing import cast

from django.contrib.auth import login, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from tandem.accounts import sessions
from tandem.accounts.kinds_of_device import kind_of
from tandem.accounts.models import Account
from tandem.accounts.second import standing
from tandem.accounts.ways import standing as ways
from tandem.toolbox.turns import wait_for

BACKEND = "django.contrib.auth.backends.ModelBackend"


def account_at(email: str) -> Account | None:
    return Account.objects.filter(email=email.strip().lower()).first()


@transaction.atomic
def open_account(email: str, language: str = "") -> Account:
    """The account of this address, made if there is none; without password until one is chosen."""
    wait_for("account", email.strip().lower())
    known = account_at(email)
    if known is not None:
        return known
    return Account.objects.create_account(email.strip(), language=language or get_language() or "")


def enter(request: HttpRequest, account: Account, *, proof: str = "") -> None:
    """Signed in; `proof` says what was shown besides the password."""
    login(request, account, backend=BACKEND)
    # What was shown before a password says less than it.
    request.session.pop(ways.SHOWN, None)
    request.session[sessions.DEVICE] = kind_of(request.headers.get("User-Agent", ""))
    standing.shown_now(request, proof)


@transaction.atomic
def choose_password(request: HttpRequest, account: Account, password: str) -> bool:
    """The password of `account` from now on; whoever holds the link is signed in with it.

    False where a second proof is still to be shown: a link by e-mail does not stand for it.
    """
    account.set_password(password)
    account.save(update_fields=["password"])
    sessions.end_others(account)
    if standing.proofs_of(account):
        standing.wait_for_proof(request, account)
        return False
    enter(request, account)
    return True


@transaction.atomic
def change_password(request: HttpRequest, account: Account, password: str) -> None:
    """Every other device is signed out; this one stays."""
    account.set_password(password)
    account.save(update_fields=["password"])
    update_session_auth_hash(request, account)
    sessions.end_others(account, cast(sessions.SessionStore, request.session))
