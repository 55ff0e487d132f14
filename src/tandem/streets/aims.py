"""The day aimed at, and the other one that a corrected category brings: both are shown, with why."""

from django.utils.translation import gettext as _

from tandem.streets.choices import Overridden
from tandem.streets.kinds import labels
from tandem.streets.models import Override, Report
from tandem.ui.formats import day


def first_category(report: Report) -> str:
    """In which it was told, and by which its first day was promised."""
    rows = Override.objects.filter(report=report, what=Overridden.CATEGORY).order_by("pk")
    return rows.values_list("was", flat=True).first() or report.category


def changed(report: Report) -> str:
    """The other day and why, to whoever reads the first one; empty where there is none."""
    if report.aim_now is None:
        return ""
    kinds = labels(report.territory)
    was, now = (kinds.get(code, code) for code in (first_category(report), report.category))
    return _(
        "%(day)s: the category was corrected from “%(was)s” to “%(now)s”. Whether it is late is still "
        "counted by the first day."
    ) % {"day": day(report.aim_now), "was": was, "now": now}
