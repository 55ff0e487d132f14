"""Who has a report now, since when, and how often it came back: for its page and for her case."""

from django.db.models import Count, Q
from django.template import engines
from django.utils.translation import gettext as _
from markupsafe import Markup

from tandem.cases.models import Case
from tandem.streets.choices import HandoverState
from tandem.streets.models import Handover, Report, Voice
from tandem.streets.models.abroad import IN_FORCE
from tandem.ui.formats import short_day


def said_of(report: Report) -> list[str]:
    """One sentence a thing that is known; nothing where it never left."""
    rows = list(Handover.objects.filter(report=report).order_by("pk"))
    said = [_now(row) for row in rows if row.state in IN_FORCE]
    back = [row for row in rows if row.state == HandoverState.RETURNED]
    said += [
        _("%(name)s gave it back on %(day)s.") % {"name": row.to_name, "day": _day(row)}
        for row in back
    ]
    if len(back) > 1:
        said.append(_("It came back %(number)s times.") % {"number": len(back)})
    return said


def _now(row: Handover) -> str:
    told = {"name": row.to_name, "day": short_day(row.at)}
    return _("It is with %(name)s since %(day)s. You keep your reference, and hear from us.") % told


def _day(row: Handover) -> str:
    return short_day(row.returned_at or row.at)


def panel(case: Case, *, for_staff: bool) -> Markup | None:
    voice = Voice.objects.filter(case=case.pk).select_related("report").first()
    said = said_of(voice.report) if voice is not None else []
    if not said:
        return None
    values = {"said": said, "for_staff": for_staff}
    template = engines["jinja2"].get_template("streets/with_whom.html")
    return Markup(template.render(values))  # noqa: S704 - our own template escapes


def counted() -> list[tuple[str, int, int]]:
    """By name: how many were handed over, and how many came back."""
    rows = (
        Handover.objects.order_by()
        .values("to_name")
        .annotate(given=Count("pk"), back=Count("pk", filter=Q(state=HandoverState.RETURNED)))
        .order_by("-given", "to_name")
    )
    return [(row["to_name"], row["given"], row["back"]) for row in rows[:50]]
