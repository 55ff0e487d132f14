"""What the paper door reads: prints once made, sheets made for somebody, forms to offer."""

from tandem.doors.models import PaperForm
from tandem.journal.choices import Door
from tandem.services.catalogue import services
from tandem.services.declaration import Service
from tandem.territory import signposts
from tandem.territory.signposts import Place

SIGNPOST = "sheet"


def form_print(key: str) -> PaperForm | None:
    """The print that a code names: its `layout` and its `meaning`, as on the day it was made."""
    return PaperForm.objects.filter(key=key).first()


def place_of_sheet(sheet: str) -> Place | None:
    """Whose personal sheet this is; None for the many that are nobody's in particular."""
    return signposts.find_one(SIGNPOST, sheet)


def offered_on_paper() -> list[type[Service]]:
    """What anybody may ask for on paper."""
    return [one for one in services() if Door.PAPER not in one.impossible and not one.for_staff_of]
