"""What was done for a person, and by whom, as she is told it."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.mandates.models import Acting
from tandem.people import recipients
from tandem.people.gathering import Piece, register
from tandem.people.models import Person

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


@recipients.register
def wrote_down(records: list[Person]) -> Iterable[str]:
    """Other organisations that acted for her at her word, such as a telephone service."""
    own = {record.organisation_id for record in records}
    rows = Acting.objects.filter(person__in=records).exclude(helper_of__in=own)
    for row in rows.select_related("helper_of"):
        yield gettext("%(organisation)s: wrote down for you") % {"organisation": row.helper_of}
