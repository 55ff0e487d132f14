"""Work done outside the web process. Arguments are keys only; each job says whose rows it opens."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tandem.broadcast import sending
from tandem.broadcast.queue import SEND
from tandem.journal.asker import INSIDE, acting
from tandem.tenancy.scope import within
from tandem.territory import scopes

# Never given up: it fails only where the database does, and then nobody was told.
AGAIN = RetryStrategy(wait=10, linear_wait=20)


@app.task(name=SEND, retry=AGAIN)
def send(*, territory: int, organisation: int, broadcast: int) -> None:
    with acting(INSIDE), within(scopes.of_keys(territory, organisation)):
        sending.send(broadcast)
