"""Two records are joined: no code that was on its way opens the other, and both are told."""

from django.utils import timezone

from tandem.mine.entering import messages
from tandem.mine.models import EntryCode
from tandem.outbox.actions import send
from tandem.people.models import Person


def shut(persons: list[Person]) -> None:
    EntryCode.objects.filter(person__in=persons, used_at=None).update(used_at=timezone.now())
    for one in persons:
        # Whichever of them is she, she hears of it by the way that she said herself.
        send(one, messages.joined, about=one)
