"""How long what was sent to somebody is kept, and what becomes of it when she is erased."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tandem.outbox.choices import ENDS, State
from tandem.outbox.models import DeadAddress, Message, Printing
from tandem.outbox.printing import place, void_letters_to
from tandem.people import protection, resealing
from tandem.people.models import Person
from tandem.people.resealing import hers, of_thing
from tandem.people.retention import register

KEPT = timedelta(days=365)
"""So long one can still read what a person was told."""
THROUGH = (State.SENT, State.DELIVERED, State.DONE)


def on_their_way_to(persons: set[int]) -> Iterable[int]:
    """Those to whom a message has still to come."""
    rows = Message.objects.filter(person__in=persons).exclude(state__in=ENDS)
    return list(rows.values_list("person", flat=True))


def throw_away_messages_to(person: Person) -> None:
    Message.objects.filter(person=person).delete()
    DeadAddress.objects.filter(person=person).delete()


def throw_away_old(now: datetime) -> int:
    """What came through long ago is gone, with its attempts; how many messages."""
    through = Q(state__in=THROUGH, left_at__lt=now - KEPT)
    taken_back = Q(state=State.CANCELLED, queued_at__lt=now - KEPT)
    _rows, kinds = Message.objects.filter(through | taken_back).delete()
    return kinds.get(Message._meta.label, 0)


def throw_away_files(now: datetime) -> int:
    """E-mails that stand in files because no mail server is named: those of the days before go."""
    if not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return 0
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    old = [
        file
        for file in Path(settings.EMAIL_FILE_PATH).glob("*.log")
        if file.stat().st_mtime < midnight.timestamp()
    ]
    for file in old:
        file.unlink()
    return len(old)


protection.register("outbox", void_letters_to)
register(
    "outbox",
    why=_("A message to this person is still on its way."),
    needs=on_their_way_to,
    erases=throw_away_messages_to,
)

resealing.register(
    hers(Message, "sealed", lambda row: row.person_id, lambda row: f"message:{row.key}"),
    hers(Message, "sealed_former", lambda row: row.person_id, lambda row: row.former_place),
    of_thing(Printing, "sealed", place),
)
