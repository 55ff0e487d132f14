from tandem.journal.write import Kept
from tandem.outbox.models import Inbox


def first_time(key: str, whose: Kept) -> bool:
    """Whether this effect is still to come; call it in the transaction of the effect.

    Two workers with the same job: the second waits for the first, then is told no.
    """
    _row, made = Inbox.objects.get_or_create(
        key=key, territory_id=whose.territory_id, organisation_id=whose.organisation_id
    )
    return made
