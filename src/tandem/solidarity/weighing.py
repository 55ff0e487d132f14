"""What weighs in a volunteer's yes, and until when he may say it."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.solidarity import rules
from tandem.solidarity.choices import HowOften
from tandem.solidarity.models import Arrangement, Need
from tandem.ui.formats import day


def answer_by(arrangement: Arrangement) -> date:
    return rules.answer_by(timezone.localdate(arrangement.asked_at), arrangement.day)


def until_when(arrangement: Arrangement) -> str:
    facts = {"date": day(answer_by(arrangement))}
    return _("Please answer by %(date)s; after that we ask somebody else.") % facts


def how_often_and_urgent(need: Need) -> list[str]:
    """What weighs in a yes: that it is every week, and that it cannot wait."""
    said: list[str] = []
    if need.how_often == HowOften.WEEKLY:
        said.append(
            _("The person needs it every week. You say yes to this one time; we ask you each time.")
        )
    if need.vital:
        said.append(_("It cannot wait: please answer today if you can."))
    return said


def marks(need: Need) -> str:
    """The same where there is little room."""
    found = [_("Urgent.")] if need.vital else []
    if need.how_often == HowOften.WEEKLY:
        found.append(_("Every week."))
    return "".join(f"{mark} " for mark in found)
