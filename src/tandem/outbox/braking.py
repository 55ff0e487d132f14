"""Messages that anybody may have us send to anybody: some at once, then slowly, then a person looks.

No request is refused for it, and no receipt is lost. A hall, a library or an operator's desk has
its requests taken in as before; only what would leave for others waits its turn.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from tandem.accounts import throttle
from tandem.journal import asker
from tandem.outbox.choices import Obstacle, State
from tandem.outbox.models import Message
from tandem.people.choices import Channel, TraceKind
from tandem.people.models import Trace

BRAKED = {Channel.EMAIL: TraceKind.EMAIL, Channel.SMS: TraceKind.PHONE}
"""Ways by which a machine carries it; on the others a person sees it leave."""
LOOKED_AT_AFTER = timedelta(hours=6)
"""Whatever would wait longer is first seen by a colleague."""


def brake(message: Message) -> None:
    """Its turn, counted for where it goes and for where it was asked; the caller keeps the row."""
    kind = BRAKED.get(Channel(message.channel))
    if kind is None:
        return
    network = asker.current().network
    waits = [throttle.turn_of("sent_to", key) for key in _where_to(message, kind)]
    waits.append(throttle.turn_of("sent_from", network))
    wait = max(waits)
    if wait > LOOKED_AT_AFTER:
        message.state, message.obstacle = State.FAILED, Obstacle.TOO_MANY
        message.woken_at = None
    elif wait:
        message.next_try_at, message.woken_at = timezone.now() + wait, None


def _where_to(message: Message, kind: TraceKind) -> Iterable[str]:
    # By its digest, which is kept beside the person: nothing is opened for it.
    rows = Trace.objects.filter(person=message.person_id, kind=kind)
    return [bytes(digest).hex() for digest in rows.values_list("digest", flat=True)]
