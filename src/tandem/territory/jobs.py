"""Work done outside the web process."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tandem.tenancy.scope import transaction_within
from tandem.territory import leavers, newcomers, scopes
from tandem.territory.models import Invitation


@app.task(name=newcomers.TELL, retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def tell_of_newcomer(membership: int) -> None:
    """A mail server that is away is tried again."""
    newcomers.tell(membership)


@app.task(name=newcomers.ASK, retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def ask_for_second_yes(invitation: int, territory: int, organisation: int) -> None:
    """Nothing where it was agreed or taken back meanwhile."""
    with transaction_within(scopes.of_keys(territory, organisation)):
        rows = Invitation.objects.without_second().select_related("account", "organisation")
        found = rows.filter(pk=invitation).first()
    if found is not None:
        newcomers.ask(found)


@app.task(name=leavers.TELL, retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def tell_of_leaver(membership: int, by: int) -> None:
    """A mail server that is away is tried again."""
    leavers.tell(membership, by)
