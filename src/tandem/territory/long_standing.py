"""Who may be the second of two: never a newcomer, whom the first may have invented a minute ago."""

from datetime import datetime

from tandem.accounts.models import AccessChange
from tandem.territory import rules
from tandem.territory.models import Membership


def is_so(account: int, organisation: int, asked_at: datetime) -> bool:
    """In one role without a break; and whoever chose her first password since may be a puppet."""
    before = asked_at - rules.LONG_STANDING
    rows = Membership.objects.in_force().filter(organisation=organisation, account=account)
    chosen = AccessChange.objects.filter(account=account, what="password_changed")
    first = chosen.order_by("pk").first()
    long = rows.filter(since__lte=before, account__is_active=True).exists()
    return long and (first is None or first.at <= before)
