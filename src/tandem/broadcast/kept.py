from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tandem.broadcast.models import Broadcast, LeftOut
from tandem.broadcast.sending import forget, forget_unsent
from tandem.people.keeping import Ground, Rule, in_each_organisation, register

KEPT = timedelta(days=settings.BROADCAST_KEPT_DAYS)


def _forget(now: datetime) -> int:
    return forget(now - KEPT) + forget_unsent(now - KEPT)


register(
    Rule(
        name="broadcast.names",
        what=_("Who was not reached by a message to many, and who was meant to be"),
        of=(LeftOut, Broadcast),
        ground=Ground.TASK,
        term=KEPT,
        since=_("after it was sent, or last changed"),
        stays=_("The message and its counts, so that one can see what was said to how many."),
        does=in_each_organisation(_forget),
    )
)
