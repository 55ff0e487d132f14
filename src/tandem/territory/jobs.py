"""Work done outside the web process."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tandem.territory import newcomers


@app.task(name=newcomers.TELL, retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def tell_of_newcomer(membership: int) -> None:
    """A mail server that is away is tried again."""
    newcomers.tell(membership)
