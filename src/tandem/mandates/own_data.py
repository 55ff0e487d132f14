"""What was done for a person, and by whom, as she is told it."""

from django.utils.translation import gettext_lazy as _

from tandem.mandates.models import Acting
from tandem.people.gathering import Piece, register

register(
    Piece(
        model=Acting,
        title=_("What was done for you, at your word"),
        of=lambda records: Acting.objects.filter(person__in=records).select_related("helper_of"),
        tells={
            "at": _("When"),
            "what": _("What"),
            "helper_of": _("By"),
            "door": _("Where"),
        },
        # Who the colleague is, she asks the organisation: see decision 34.
        inner=frozenset({"helper", "subject"}),
    )
)
