"""What the room says on the page of a case: to whoever told us, and to colleagues."""

from django.template import engines
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from tandem.cases.models import Case
from tandem.services.alike import voices_told
from tandem.streets import place, public, verdicts
from tandem.streets.choices import Closed, State
from tandem.streets.kinds import find_kind
from tandem.streets.models import Report, Voice
from tandem.ui.formats import day


def about_report(case: Case, *, for_staff: bool) -> Markup | None:
    voice = Voice.objects.filter(case=case.pk).select_related("report").first()
    if voice is None:
        return None
    report = Report.objects.select_related("territory").get(pk=verdicts.root_of(voice))
    values = {
        "report": report,
        "kind": find_kind(report.territory, report.category).label,
        "where": _where(report, exact=for_staff or _told_first(voice, report)),
        "state": where_it_stands(report),
        "others": _others(report.voices_count, for_staff=for_staff),
        "joined": report.pk != voice.report_id,
        "asked": report.state == State.REPAIRED and not for_staff,
        "verdict": voice.get_verdict_display(),
        "noted": voice.verdict_noted,
        "for_staff": for_staff,
    }
    page = engines["jinja2"].get_template("streets/case_panel.html")
    # Escaped by the environment's autoescape.
    return Markup(page.render(values))  # noqa: S704


def _told_first(voice: Voice, report: Report) -> bool:
    """Whether its place is in her own words."""
    return not Voice.objects.filter(report=report, pk__lt=voice.pk).exists()


def _where(report: Report, *, exact: bool) -> str:
    return place.spot(report) if exact else public.place_in_words(report)


def where_it_stands(report: Report) -> str:
    """As one tells whoever asks."""
    if report.state == State.PLANNED and report.planned_for:
        return _("The repair is planned for %(day)s.") % {"day": day(report.planned_for)}
    if report.state == State.NEW and report.reopened:
        return _("It was opened again: we look at it once more.")
    if report.state == State.NEW:
        return _("We have received it, and look at it soon.")
    if report.state == State.CLOSED and report.closed_because:
        why = Closed(report.closed_because).label
        return _("It is closed without a repair. %(why)s") % {"why": why}
    return {
        State.LOOKED_AT: _("A colleague has looked at it. A day for the repair is not fixed yet."),
        State.PLANNED: _("The repair is planned."),
        State.UNDER_WAY: _("It is being repaired now."),
        State.HANDED_OVER: _("It is with another service. You hear from us what becomes of it."),
        State.REPAIRED: _("Our team says that it is repaired."),
        State.JOINED: _("It goes on together with another report of the same."),
    }[State(report.state)]


def _others(voices: int, *, for_staff: bool) -> str:
    """A reporter reads no small number of others: two people of one house could be guessed."""
    if voices < 2:
        return ""
    if not for_staff and voices_told(voices) is None:
        return _("Others told us of the same; with you, they are fewer than five people.")
    return ngettext(
        "%(many)s other person told us of the same.",
        "%(many)s other people told us of the same.",
        voices - 1,
    ) % {"many": voices - 1}
