from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.outbox import former
from tandem.outbox.models import Attempt, DeadAddress, Inbox, Message, Mobile, Printing
from tandem.outbox.retention import KEPT, throw_away_files, throw_away_old
from tandem.people.keeping import Ground, Rule, register
from tandem.tenancy.scope import Scope, transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation


def _everywhere() -> Scope:
    with transaction.atomic():
        return scopes.answering_for(Organisation.objects.values_list("area_id", "pk"))


def _throw_away_old(now: datetime) -> int:
    with transaction_within(_everywhere()):
        return throw_away_old(now) + throw_away_files(now) + former.let_go(now)


register(
    Rule(
        name="outbox.messages",
        what=_("Messages, with each try to deliver them"),
        of=(Message, Attempt),
        ground=Ground.TASK,
        term=KEPT,
        since=_("after it came through"),
        stays=_("Nothing."),
        does=_throw_away_old,
    )
)
register(
    Rule(
        name="outbox.printings",
        what=_("Letters printed together"),
        of=(Printing,),
        ground=Ground.TASK,
        since=_("until they are posted; then the file is emptied"),
        stays=_("How many letters were printed, and when."),
    )
)
register(
    Rule(
        name="outbox.addresses",
        what=_("Addresses from which a message came back, and numbers that want no text message"),
        of=(DeadAddress, Mobile),
        ground=Ground.TASK,
        since=_("until the person is erased, or takes it back"),
        stays=_(
            "That a number wants no text message, as a number that cannot be read: so it is kept to."
        ),
    )
)
register(
    Rule(
        name="outbox.inbox",
        what=_("What the program has done once already"),
        of=(Inbox,),
        ground=Ground.NOBODY,
        since=_("always: so that nothing is done twice"),
        stays=_("Numbers of rows."),
    )
)
