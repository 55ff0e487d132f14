from django.contrib.auth import login, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from tandem.accounts.models import Account

BACKEND = "django.contrib.auth.backends.ModelBackend"


@transaction.atomic
def open_account(email: str, language: str = "") -> Account:
    """The account of this address, made if there is none; without password until one is chosen."""
    known = Account.objects.filter(email=email.strip().lower()).first()
    if known is not None:
        return known
    return Account.objects.create_account(email.strip(), language=language or get_language() or "")


@transaction.atomic
def choose_password(request: HttpRequest, account: Account, password: str) -> None:
    """The password of `account` from now on; whoever holds the link is signed in with it."""
    account.set_password(password)
    account.save(update_fields=["password"])
    login(request, account, backend=BACKEND)


@transaction.atomic
def change_password(request: HttpRequest, account: Account, password: str) -> None:
    """Every other device is signed out; this one stays."""
    account.set_password(password)
    account.save(update_fields=["password"])
    update_session_auth_hash(request, account)
