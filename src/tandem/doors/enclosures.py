"""What the doors put into the envelope of a letter: a personal sheet."""

from uuid import UUID

from tandem.doors.models import PersonalSheet
from tandem.doors.paper import press
from tandem.doors.paper.actions import ENCLOSED, as_printed_today
from tandem.outbox import enclosing
from tandem.outbox.enclosing import Enclosure


def of_sheet(key: str) -> Enclosure | None:
    """Its pages; none if it was used meanwhile, for it would be refused when it comes back."""
    sheet = PersonalSheet.objects.filter(key=UUID(key), used_at__isnull=True).first()
    if sheet is None:
        return None
    form = as_printed_today(sheet).form
    return press.as_enclosed(form.words, press.Copy(form.key, sheet.sheet, form.pages))


enclosing.register(ENCLOSED, of_sheet)
