"""Somebody who has an account already is asked whether she works for an organisation too.

Until she says yes nothing of hers changes, and nothing of the organisation opens. The question is a
signed link in her own post, and leads to her invitation once a second colleague agreed to it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core import signing
from django.db.models import Q

from tandem.accounts.models import Account
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import inviting, scopes, signposts
from tandem.territory.models import Invitation, Membership, Organisation

LIVES = timedelta(days=7)
SALT = "territory.asked"


def is_asked_first(account: Account, organisation: Organisation) -> bool:
    """Whether the account is somebody's already, other than a colleague's of this organisation."""
    rows = Membership.objects.in_force().filter(account=account)
    works_for = set(rows.values_list("organisation", flat=True))
    if organisation.pk in works_for:
        return False
    hers = bool(signposts.find("account", str(account.pk)))
    return bool(works_for) or account.has_usable_password() or hers


def token(invitation: Invitation) -> str:
    """What the link to the question carries."""
    keys = [invitation.pk, invitation.territory_id, invitation.organisation_id]
    return signing.dumps([*keys, invitation.account_id], salt=SALT)


@contextmanager
def asked(token: str, account: Account) -> Iterator[Invitation | None]:
    """What `account` is asked, in the scope of who asks; None for anybody else, or once it is void."""
    try:
        key, territory, place, whose = signing.loads(token, salt=SALT, max_age=LIVES)
    except (signing.BadSignature, ValueError, TypeError):
        key, territory, place, whose = 0, 0, 0, None
    if whose != account.pk:
        yield None
        return
    with within((current() or Scope()) | scopes.of_keys(territory, place)):
        rows = Invitation.objects.open().select_related("organisation")
        found = rows.filter(Q(alone=True) | Q(agreed_by__isnull=False), pk=key).first()
        yield found if found is not None and _holds(found) else None


def _holds(invitation: Invitation) -> bool:
    # Ended since: whoever was dismissed does not come back by an old link.
    rows = Membership.objects.filter(account=invitation.account_id)
    here = rows.filter(organisation=invitation.organisation_id)
    left = here.filter(left_at__gte=invitation.asked_at)
    return not left.exists() and inviting.is_asked_by_who_runs(invitation)
