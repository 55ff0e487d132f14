"""Jobs: what is repaired in one go, by which team, on which day; the sheet for the street."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.people.http import PersonRequest
from tandem.streets import access, inbox, planning, wording
from tandem.streets.access import Office
from tandem.streets.choices import JobState, State
from tandem.streets.errors import NotNow
from tandem.streets.job_sheet import map_of, pdf, stops
from tandem.streets.kinds import labels
from tandem.streets.messages import News, sentence
from tandem.streets.models import Job, Report, Team
from tandem.streets.place import is_in_words_only
from tandem.streets.tabs import tabs
from tandem.streets.work_forms import DoneForm, PlanForm
from tandem.ui.formats import day as in_words
from tandem.ui.formats import short_day

A_PAGE = 30


@require_GET
@access.office_page
def show(request: PersonRequest, of: Office) -> HttpResponse:
    """What is planned, soonest first."""
    rows = Job.objects.filter(organisation=of.organisation, state=JobState.PLANNED)
    rows = rows.select_related("team").annotate(
        many=Count("reports"), points=Sum("reports__effort")
    )
    page = Paginator(rows.order_by("day", "pk"), A_PAGE).get_page(request.GET.get("page"))
    values = {
        "organisation": of.organisation,
        "places": tabs("jobs"),
        "page": page,
        "today": timezone.localdate(),
        "lines": [(job, in_words(job.day)) for job in page],
    }
    return render(request, "streets/jobs.html", values)


@require_http_methods(["GET", "POST"])
@access.office_page
def plan(request: PersonRequest, of: Office) -> HttpResponse:
    """A day for a report, with what could be done in the same go."""
    ours = access.report_of(of, request.GET.get("sign", ""))
    team = _team(request, of, ours)
    if team is None:
        values = {"organisation": of.organisation, "report": ours, "teams": _teams(of)}
        return render(request, "streets/plan_team.html", values)
    others = planning.together_with(ours, team)
    day = planning.earliest(team, [ours], planning.soonest(ours))
    kinds = labels(of.organisation.area)
    choices = [(one.sign, _named(one, kinds)) for one in (ours, *others)]
    given = request.POST if request.method == "POST" else None
    form = PlanForm(choices, given, initial={"reports": [ours.sign], "day": day})
    if form.is_bound and form.is_valid():
        chosen = [one for one in (ours, *others) if one.sign in form.cleaned_data["reports"]]
        try:
            job = planning.plan(chosen, team, form.cleaned_data["day"])
        except NotNow as error:
            form.add_error("day", wording.why_not_now(str(error)))
        else:
            messages.success(request, _("It is planned, and the reporters are told the day."))
            return redirect("streets:job", job.pk)
    values = {
        "organisation": of.organisation,
        "report": ours,
        "form": form,
        "team": team,
        "teams": [one for one in _teams(of) if one.pk != team.pk],
        "proposed": in_words(day) if day else "",
        "beyond": [(in_words(on), used) for on, used in planning.beyond(team)],
    }
    return render(request, "streets/plan.html", values, status=422 if form.is_bound else 200)


def _team(request: PersonRequest, of: Office, report: Report) -> Team | None:
    """The one that was chosen here, or the one it has, if that still works."""
    said = request.GET.get("team", "")
    if said.isascii() and said.isdecimal() and len(said) < 10:
        return access.team_of(of, int(said))
    return report.team if report.team and report.team.left_at is None else None


def _teams(of: Office) -> list[Team]:
    return list(Team.objects.filter(organisation=of.organisation, left_at__isnull=True))


def _named(report: Report, kinds: dict[str, Any]) -> str:
    kind = kinds.get(report.category, report.category)
    said = ngettext(
        "%(kind)s, %(where)s, %(sign)s (%(num)s point)",
        "%(kind)s, %(where)s, %(sign)s (%(num)s points)",
        report.effort,
    )
    return said % {
        "kind": kind,
        "where": inbox.where(report),
        "sign": report.shown_sign,
        "num": report.effort,
    }


@require_GET
@access.office_page
def job(request: PersonRequest, of: Office, key: int) -> HttpResponse:
    """One job: its way, and how it went."""
    ours = access.job_of(of, key)
    return _job(request, of, ours, None)


def _job(request: PersonRequest, of: Office, ours: Job, form: DoneForm | None) -> HttpResponse:
    reports = planning.work_of(ours)
    kinds, points = labels(of.organisation.area), sum(report.effort for report in reports)
    for report in reports:
        if is_in_words_only(report):
            access.note_look(report)
    told = stops(reports, kinds, with_words=False)
    values = {
        "organisation": of.organisation,
        "job": ours,
        "day": in_words(ours.day),
        "stops": told,
        "unread": sum(stop.unread for stop in told) if ours.team.contractor else 0,
        "put_off_reads": _put_off_reads(ours, reports),
        "contested": planning.contested_among(reports),
        "points": points,
        "beyond": [(in_words(ours.day), points)] if points > ours.team.per_day else [],
        "form": form or DoneForm(_choices(reports, kinds)),
        "is_planned": ours.state == JobState.PLANNED,
        "handed": short_day(ours.handed_at) if ours.handed_at else "",
    }
    return render(request, "streets/job.html", values, status=422 if form else 200)


def _put_off_reads(ours: Job, reports: list[Report]) -> str:
    """By the reporters of the first stop, if nothing was done."""
    told = [one for one in reports if one.voices_count]
    if not told:
        return ""
    day = planning.day_after(told[0], ours)
    put_off = ours.day <= timezone.localdate()
    state = State.PLANNED if day else State.LOOKED_AT
    return sentence(News(state, planned_for=day, changed=True, put_off=put_off))


def _choices(reports: list[Report], kinds: dict[str, Any]) -> list[tuple[str, str]]:
    return [(str(report.pk), _named(report, kinds)) for report in reports]


@require_POST
@access.office_page
def done(request: PersonRequest, of: Office, key: int) -> HttpResponse:
    """All of it is repaired, but for what is ticked."""
    ours = access.job_of(of, key)
    reports = planning.work_of(ours)
    form = DoneForm(_choices(reports, labels(of.organisation.area)), request.POST)
    if not form.is_valid():
        return _job(request, of, ours, form)
    said = form.cleaned_data
    try:
        left = planning.finish(ours, {int(key) for key in said["not_done"]}, form.words_by_report())
    except NotNow as error:
        messages.warning(request, wording.why_not_now(str(error)))
        return redirect("streets:job", ours.pk)
    if left:
        many = ngettext(
            "%(num)s report stays: its answer was contested. Answer it on its page: %(signs)s",
            "%(num)s reports stay: their answers were contested. Answer each on its page: %(signs)s",
            len(left),
        )
        signs = ", ".join(report.shown_sign for report in left)
        messages.warning(request, many % {"num": len(left), "signs": signs})
        return redirect("streets:job", ours.pk)
    messages.success(request, _("It is noted. The reporters are asked whether it is repaired."))
    return redirect("streets:jobs")


@require_POST
@access.office_page
def put_off(request: PersonRequest, of: Office, key: int) -> HttpResponse:
    """Nothing of it could be done."""
    ours = access.job_of(of, key)
    try:
        planning.put_off(ours)
    except NotNow as error:
        messages.warning(request, wording.why_not_now(str(error)))
    else:
        messages.success(request, _("Each has the next day that is free. The reporters are told."))
    return redirect("streets:jobs")


@require_GET
@access.office_page
def sheet(request: PersonRequest, of: Office, key: int) -> HttpResponse:
    """The way of the day, to be printed: no identity stands on it."""
    ours = access.job_of(of, key)
    reports = planning.work_of(ours)
    may_read = _may_read(ours, reports)
    told = stops(reports, labels(of.organisation.area), with_words=may_read, outside=not may_read)
    values = {
        "organisation": of.organisation,
        "job": ours,
        "day": in_words(ours.day),
        "stops": told,
        "map": map_of(ours, told),
        "may_read": may_read,
    }
    return render(request, "streets/sheet.html", values)


@require_GET
@access.office_page
def sheet_file(request: PersonRequest, of: Office, key: int) -> HttpResponse:
    ours = access.job_of(of, key)
    reports = planning.work_of(ours)
    if not reports:
        raise Http404
    may_read = _may_read(ours, reports)
    told = stops(reports, labels(of.organisation.area), with_words=may_read, outside=not may_read)
    pictures = {
        stop.key: access.photo_on_paper(of, stop.photo.sign, stop.photo.key, own=may_read)
        for stop in told
        if stop.photo is not None
    }
    response = HttpResponse(pdf(ours, told, pictures), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{ours.day}.pdf"'
    return response


def _may_read(ours: Job, reports: list[Report]) -> bool:
    """What was seen stands on the sheet of our own colleagues, after a look; never on a contractor's,
    but for what stands near it where this alone is the place.
    """
    own = not ours.team.contractor
    for report in reports:
        if own or is_in_words_only(report):
            access.note_look(report)
    return own


@require_POST
@access.office_page
def hand(request: PersonRequest, of: Office, key: int) -> HttpResponse:
    """The team has its sheet."""
    ours = access.job_of(of, key)
    try:
        planning.hand_sheet(ours)
    except NotNow as error:
        messages.warning(request, wording.why_not_now(str(error)))
    else:
        sent = _("The sheet is on its way to the team.")
        messages.success(request, sent if ours.team.email else _("Noted: the team has its sheet."))
    return redirect(reverse("streets:job", args=[ours.pk]))
