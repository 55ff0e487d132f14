"""What an unfinished form keeps: of somebody whose address becomes protected or who is erased, and after
its time.
"""

from datetime import datetime

from tandem.people import protection, resealing
from tandem.people.resealing import loosely
from tandem.people.retention import register
from tandem.services.drafts import empty_places_of, throw_away_unfinished_of
from tandem.services.models import Draft, DraftPicture
from tandem.tenancy.scope import Scope, transaction_within


def throw_away_expired(now: datetime) -> int:
    """Drafts nobody touched in time are gone; the worker's own policy lets it read none of them."""
    with transaction_within(Scope()):
        _rows, kinds = Draft.objects.filter(expires_at__lt=now).delete()
    return kinds.get(Draft._meta.label, 0)


protection.register("services", empty_places_of)
register("services", erases=throw_away_unfinished_of)
resealing.register(
    loosely(Draft, "sealed"),
    loosely(DraftPicture, "sealed"),
    loosely(DraftPicture, "sealed_place"),
)
