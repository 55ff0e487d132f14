"""Somebody who has an account already is asked whether she works for an organisation too.

Until she says yes nothing of hers changes, and nothing of the organisation opens. The question is a
signed link in her own post; no row is kept of it.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.journal.write import Facts, record
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import scopes, signposts
from tandem.territory.actions import give_role
from tandem.territory.choices import Role
from tandem.territory.models import Membership, Organisation

LIVES = timedelta(days=7)
SALT = "territory.asked"


class Asked(NamedTuple):
    organisation: Organisation
    role: Role


def is_asked_first(account: Account, organisation: Organisation) -> bool:
    """Whether the account is somebody's already, other than a colleague's of this organisation."""
    rows = Membership.objects.in_force().filter(account=account)
    works_for = set(rows.values_list("organisation", flat=True))
    if organisation.pk in works_for:
        return False
    hers = bool(signposts.find("account", str(account.pk)))
    return bool(works_for) or account.has_usable_password() or hers


@transaction.atomic
def ask(organisation: Organisation, account: Account, role: Role, *, by: Account) -> str:
    """What the link to the question carries."""
    facts: Facts = {"account": account.pk, "role": str(role)}
    record("territory.member_asked", organisation, facts=facts)
    said = [account.pk, organisation.pk, str(role), by.pk, timezone.now().isoformat()]
    return signing.dumps(said, salt=SALT)


def read(token: str, account: Account) -> Asked | None:
    """What `account` is asked; None for anybody else, or where it holds no more."""
    try:
        key, place, role, by, at = signing.loads(token, salt=SALT, max_age=LIVES)
        asked_at = datetime.fromisoformat(at)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    organisation = Organisation.objects.filter(pk=place).first()
    runs = Membership.objects.in_force().filter(
        account=by, organisation=place, role=Role.ADMINISTRATOR, account__is_active=True
    )
    if organisation is None or key != account.pk or not runs.exists():
        return None
    # Said yes to once, or ended since: whoever was dismissed does not come back by an old link.
    since = Membership.objects.filter(account=account, organisation=place)
    if since.filter(Q(since__gte=asked_at) | Q(left_at__gte=asked_at)).exists():
        return None
    return Asked(organisation, Role(role))


@transaction.atomic
def say_yes(asked: Asked, account: Account) -> Membership:
    """She works there from now on."""
    with within((current() or Scope()) | scopes.of_organisation(asked.organisation)):
        return give_role(asked.organisation, account, asked.role)
