"""A contact of hers that was changed is told so, once: if it was not she who asked, she hears of it there.

It stands sealed beside the message, and nowhere else, until the message has left or could not.
"""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from tandem.journal.write import Kept
from tandem.outbox.actions import send
from tandem.outbox.choices import State
from tandem.outbox.models import Message
from tandem.outbox.text import Compose
from tandem.people.choices import Channel
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.queries import email_digest, record_in_use
from tandem.people.sameness import Care, care_for
from tandem.people.words import unseal_for
from tandem.toolbox.telephone import plain_number

LONGEST = timedelta(days=14)
"""So long a machine or a tray may need; then it is let go, whatever came of it."""
PLACE = ("care_of", "street", "postal_code", "locality")


def tell(
    person: Person, before: Identity, after: Identity, compose: Compose, *, about: Kept
) -> list[Message]:
    """To each contact that is hers no longer. To none where she asked for care in how she is reached:
    who reads there may be why she changed it.
    """
    if _is_careful(person, before, after):
        return []
    return [
        send(person, compose, about=about, channel=channel, former=who)
        for channel, who in _changed(before, after)
    ]


def _is_careful(person: Person, before: Identity, after: Identity) -> bool:
    care = care_for([person]).get(person.pk, Care())
    hers = record_in_use(person)
    asked = care.never_write or care.never_leave_word or care.careful or care.perhaps
    return bool(asked or hers.protected or before.safe_contact or after.safe_contact)


def _changed(before: Identity, after: Identity) -> Iterator[tuple[Channel, Identity]]:
    if before.email and email_digest(before.email) != email_digest(after.email):
        yield Channel.EMAIL, Identity(email=before.email)
    if before.phone and plain_number(before.phone) != plain_number(after.phone):
        yield Channel.SMS, Identity(phone=before.phone)
    if before.street and any(getattr(before, one) != getattr(after, one) for one in PLACE):
        named = Identity(first_name=before.first_name, last_name=before.last_name)
        yield Channel.LETTER, replace(named, **{one: getattr(before, one) for one in PLACE})


def kept(message: Message) -> Identity:
    """The contact to which this message goes; nobody, once it was let go."""
    if message.sealed_former is None:
        return Identity()
    found = unseal_for(message.person_id, message.sealed_former, message.former_place)
    return Identity.of(found) if found else Identity()


def told_about(message: Message) -> str:
    """As she reads it of her data."""
    return ", ".join(filter(None, asdict(kept(message)).values()))


def let_go(now: datetime) -> int:
    """What could not leave for so long is not tried any more."""
    old = Message.objects.filter(sealed_former__isnull=False, queued_at__lt=now - LONGEST)
    return old.update(state=State.CANCELLED, sealed_former=None)
