"""Who has a report now, since when, and how often it came back: for its page and for her case."""

from django.db.models import Count, Q
from django.template import engines
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from tandem.cases.models import Case
from tandem.streets.choices import HandoverState
from tandem.streets.models import Handover, Report, Voice
from tandem.streets.models.abroad import IN_FORCE
from tandem.territory.models import Organisation
from tandem.ui.formats import short_day

SERVICE = "report-broken"
ON_ITS_WAY = (HandoverState.TO_SEND, HandoverState.UNSURE)


def said_of(report: Report, *, to_others: bool = False, by_name: bool = False) -> list[str]:
    """One sentence a thing that is known; nothing where it never left. `to_others`: not to her;
    `by_name`: to colleagues, who may read whom one of them named by hand.
    """
    rows = list(Handover.objects.filter(report=report).order_by("pk"))
    said = [_now(row, _name(row, by_name)) for row in rows if row.state in IN_FORCE]
    if said and not to_others:
        said.append(_("You keep your reference, and hear from us."))
    back = [row for row in rows if row.state == HandoverState.RETURNED]
    said += [_came_back(row, _name(row, by_name)) for row in back]
    if len(back) > 1:
        times = ngettext(
            "It came back %(number)s time.", "It came back %(number)s times.", len(back)
        )
        said.append(times % {"number": len(back)})
    return said


def _name(row: Handover, by_name: bool) -> str:
    return row.to_name if by_name else row.public_name


def _now(row: Handover, name: str) -> str:
    if row.state in ON_ITS_WAY:
        return _("It is being handed over to %(name)s.") % {"name": name}
    told = {"name": name, "day": short_day(row.at)}
    return _("It is with %(name)s since %(day)s.") % told


def _came_back(row: Handover, name: str) -> str:
    said = _("%(name)s gave it back on %(day)s.") % {"name": name, "day": _day(row)}
    return f"{said} {row.words}".strip()


def _day(row: Handover) -> str:
    return short_day(row.returned_at or row.at)


def panel(case: Case, *, for_staff: bool) -> Markup | None:
    if case.service != SERVICE:
        return None
    voice = Voice.objects.filter(case=case.pk).select_related("report").first()
    said = (
        said_of(voice.report, to_others=for_staff, by_name=for_staff) if voice is not None else []
    )
    if not said:
        return None
    values = {"said": said, "for_staff": for_staff}
    template = engines["jinja2"].get_template("streets/with_whom.html")
    return Markup(template.render(values))  # noqa: S704 - our own template escapes


def counted(organisation: Organisation) -> list[tuple[str, int, int]]:
    """By name: how many were handed over, and how many came back; for colleagues."""
    rows = (
        Handover.objects.filter(organisation=organisation)
        .order_by()
        .values("to_name")
        .annotate(given=Count("pk"), back=Count("pk", filter=Q(state=HandoverState.RETURNED)))
        .order_by("-given", "to_name")
    )
    return [(row["to_name"], row["given"], row["back"]) for row in rows[:50]]
