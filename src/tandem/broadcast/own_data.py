"""Whom a message to many did not reach, and why."""

from django.utils.translation import gettext_lazy as _

from tandem.broadcast.models import LeftOut
from tandem.people.gathering import Piece, register

register(
    Piece(
        model=LeftOut,
        title=_("Messages to many that did not go to you"),
        of=lambda records: LeftOut.objects.filter(person__in=records).select_related("broadcast"),
        tells={"reason": _("Reason")},
        opens={"broadcast": (_("Message"), lambda row: str(row.broadcast.title))},
    )
)
