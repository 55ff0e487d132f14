"""Letters wait for days until somebody prints them: what is no longer to be posted is found then."""

from collections.abc import Iterable

from django.utils import timezone

from tandem.outbox import actions
from tandem.outbox.choices import State
from tandem.outbox.delivery import foresee_letters
from tandem.outbox.models import Message
from tandem.outbox.text import MANY
from tandem.people.identity import Identity
from tandem.people.queries import record_in_use


def still_to_post(letters: Iterable[Message], known: dict[int, Identity]) -> list[Message]:
    """Without those of whoever has said meanwhile how she is reached: theirs go another way.

    What goes to many goes no more to whoever refuses it, and once to two records that are one.
    """
    letters = list(letters)
    may_be_posted = foresee_letters(letters, known)
    stay, told = [], set()
    for letter in letters:
        person = record_in_use(letter.person)
        here = (letter.subject, person.pk)
        if letter.kind == MANY and (person.no_broadcasts or person.limited_at or here in told):
            letter.state, letter.printing = State.CANCELLED, None
            letter.save(update_fields=["state", "printing"])
        elif letter.person_id not in may_be_posted:
            actions.route_again(letter, timezone.now())
            letter.save()
        else:
            told.add(here)
            stay.append(letter)
    return stay
