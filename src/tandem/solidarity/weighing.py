"""What weighs in a volunteer's yes, and until when he may say it."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.solidarity import rules
from tandem.solidarity.choices import HowOften
from tandem.solidarity.models import Arrangement, Need
from tandem.ui.formats import day_time


def answer_by(arrangement: Arrangement) -> datetime:
    """What the question says, and when silence is taken for a no."""
    return rules.answer_by(
        timezone.localtime(arrangement.asked_at),
        arrangement.day,
        arrangement.half_day,
        vital=arrangement.need.vital,
    )


def has_begun(arrangement: Arrangement) -> bool:
    """Whether it is too late for a yes."""
    now = timezone.localtime()
    return rules.begins(arrangement.day, arrangement.half_day, now) <= now


def is_over(arrangement: Arrangement) -> bool:
    return rules.is_over(arrangement.day, arrangement.half_day, timezone.localtime())


def until_when(arrangement: Arrangement) -> str:
    facts = {"date": day_time(answer_by(arrangement))}
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
