"""Whether a form on paper has arrived, for whoever kept the number of its sheet."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.cases import standing
from tandem.doors.models import Sheet
from tandem.doors.paper import codes
from tandem.doors.scans.choices import SheetState
from tandem.doors.scans.sheets import CAME
from tandem.services.catalogue import find
from tandem.services.numbers import Told, register
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import signposts
from tandem.toolbox.reference import SIGNS
from tandem.ui.formats import short_day


def sheet_in(said: str) -> str:
    """The number of a sheet, however it was typed; empty where it is none.

    >>> sheet_in("zkq7-4mpa 9tuv"), sheet_in("ZKQ7 4MPA")
    ('ZKQ74MPA9TUV', '')
    """
    bare = "".join(sign for sign in said.upper() if sign.isalnum())
    return bare if len(bare) == codes.LENGTH and set(bare) <= set(SIGNS) else ""


@register
def told_of(number: str, postal_code: str) -> Iterator[Told]:
    printed = sheet_in(number)
    for place in signposts.find(CAME, printed) if printed else ():
        with within((current() or Scope()) | place.scope):
            copies = Sheet.objects.filter(printed=printed, organisation_id=place.organisation)
            yield _told(list(copies.still_kept()[:2]), printed)


def _told(copies: list[Sheet], printed: str) -> Told:
    """How far it is; never which request it became, or what stands on it."""
    title = _("Sheet %(number)s") % {"number": codes.shown(printed)}
    if len(copies) != 1:
        # A photocopy: whose is whose, a number alone does not tell.
        return Told(title, (_("It has arrived. For more, telephone us or come to the desk."),))
    (sheet,) = copies
    service = find(sheet.service)
    what = str(service.title) if service else title
    came = short_day(timezone.localdate(sheet.begun_at))
    return Told(f"{what} ({title})", (_("It came in on %(day)s.") % {"day": came}, _state(sheet)))


def _state(sheet: Sheet) -> str:
    match SheetState(sheet.state):
        case SheetState.GATHERING:
            return _("Not all of its pages are here yet. Send or bring the others.")
        case SheetState.WAITING:
            return _("A colleague still has to read it. Then you receive a reference and a word.")
        case SheetState.BACK:
            return _("We could not read all of it: we write to you what is missing.")
        case SheetState.ASIDE:
            return _("It was set aside. Telephone us or come to the desk.")
    return standing.state_of(sheet.code.reference) or _("It was read and answered.")
