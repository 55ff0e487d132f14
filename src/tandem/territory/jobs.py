"""Work done outside the web process."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tandem.tenancy.scope import within
from tandem.territory import newcomers, scopes
from tandem.territory.models import Invitation


@app.task(name=newcomers.TELL, retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def tell_of_newcomer(membership: int) -> None:
    """A mail server that is away is tried again."""
    newcomers.tell(membership)


@app.task(name=newcomers.ASK, retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def ask_for_second_yes(invitation: int, territory: int, organisation: int) -> None:
    """Nothing where it was agreed or taken back meanwhile."""
    with within(scopes.of_keys(territory, organisation)):
        rows = Invitation.objects.without_second().select_related("account", "organisation")
        if (found := rows.filter(pk=invitation).first()) is not None:
            newcomers.ask(found)
