"""Done with several reports at once, after a second look; and rules put to what is open."""

from collections import Counter
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tandem.people.http import PersonRequest
from tandem.streets import access, inbox, office_page, planning, rerouting, together, wording
from tandem.streets.access import Office
from tandem.streets.choices import State
from tandem.streets.errors import NotNow
from tandem.streets.kinds import labels
from tandem.streets.models import Report, Team
from tandem.streets.together import GIVE, PLAN, Chosen
from tandem.streets.work_forms import GiveForm, PlanForm
from tandem.toolbox.texts import Text


@require_http_methods(["GET", "POST"])
@access.office_page
def several(request: PersonRequest, of: Office) -> HttpResponse:
    """A second look at what was ticked in the list; then it is done."""
    said = request.GET.get("team", "")
    is_key = said.isascii() and said.isdecimal() and len(said) < 10
    deed = request.GET.get("do", GIVE)
    signs = together.signs_in(request.GET.getlist("sign"))
    if not is_key or not signs or deed not in together.DEEDS:
        messages.warning(request, _("Tick some reports, and choose a team."))
        return redirect("streets:inbox")
    team = access.team_of(of, int(said))
    found = together.chosen(of.organisation.pk, signs, deed, team)
    form = _form_of(request, deed, team, found)
    if form.is_bound and form.is_valid():
        answer = _done(request, deed, team, found, form)
        if answer is not None:
            return answer
    many = sum(report.voices_count for report in found.able)
    values = {
        "organisation": of.organisation,
        "form": form,
        "team": team,
        "plans": deed == PLAN,
        "able": found.able,
        "refused": [
            (_in_words(report, labels(report.territory)), why) for report, why in found.refused
        ],
        "many": many,
        "told": _told(found.able, form) if deed == PLAN and many else (),
    }
    return render(request, "streets/several.html", values, status=422 if form.is_bound else 200)


def _told(able: list[Report], form: PlanForm | GiveForm) -> tuple[str, ...]:
    """As the reporters of the first of them will read it, with the day that is proposed."""
    day = form.initial.get("day")
    return office_page.preview(able[0], State.PLANNED, day=day).paragraphs if day else ()


def _form_of(request: PersonRequest, deed: str, team: Team, found: Chosen) -> PlanForm | GiveForm:
    given = request.POST if request.method == "POST" else None
    choices = together.named(found.able)
    ticked = {"reports": [sign for sign, _label in choices]}
    if deed == GIVE:
        return GiveForm(choices, given, initial=ticked)
    start = max((planning.soonest(report) for report in found.able), default=None)
    day = planning.earliest(team, found.able, start) if start else None
    return PlanForm(choices, given, initial={**ticked, "day": day})


def _done(
    request: PersonRequest, deed: str, team: Team, found: Chosen, form: PlanForm | GiveForm
) -> HttpResponse | None:
    """Where it leads; None where it is not possible, and the form says why."""
    reports = [one for one in found.able if one.sign in form.cleaned_data["reports"]]
    if deed == PLAN:
        try:
            job = planning.plan(reports, team, form.cleaned_data["day"])
        except NotNow as error:
            form.add_error("day", wording.why_not_now(str(error)))
            return None
        messages.success(request, _("It is planned, and the reporters are told the day."))
        return redirect("streets:job", job.pk)
    done, left = together.give(reports, team)
    said = ngettext("%(num)s report went to %(team)s.", "%(num)s reports went to %(team)s.", done)
    messages.success(request, said % {"num": done, "team": team})
    if left:
        named = ", ".join(report.shown_sign for report in left)
        messages.warning(
            request, _("Something happened to these meanwhile: %(signs)s") % {"signs": named}
        )
    return redirect("streets:inbox")


@require_http_methods(["GET", "POST"])
@access.office_page
def reroute(request: PersonRequest, of: Office) -> HttpResponse:
    """The rules of today put to what is open: foreseen, then done."""
    if request.method == "POST":
        wanted = dict(_moves_in(request.POST.getlist("move")[: rerouting.MOST]))
        many = rerouting.apply(of.organisation, wanted)
        said = ngettext(
            "%(num)s report went to another team.", "%(num)s reports went to another team.", many
        )
        messages.success(request, said % {"num": many})
        return redirect("streets:routing")
    changes = rerouting.foreseen(of.organisation)
    kinds = labels(of.organisation.area)
    counted = Counter((_name(one.report.team), str(one.team)) for one in changes)
    values = {
        "organisation": of.organisation,
        "rows": [(before, after, str(many)) for (before, after), many in counted.most_common()],
        "heads": [_("Team now"), _("Team by the rules"), _("How many")],
        "lines": [(one, _in_words(one.report, kinds), _name(one.report.team)) for one in changes],
        "more": len(changes) == rerouting.MOST,
    }
    return render(request, "streets/reroute.html", values)


def _moves_in(said: list[str]) -> list[tuple[str, int]]:
    split = [one.partition(".") for one in said]
    return [
        (sign, int(team))
        for sign, _dot, team in split
        if team.isascii() and team.isdecimal() and len(team) < 10
    ]


def _name(team: Team | None) -> str:
    return str(team) if team else _("No team yet")


def _in_words(report: Report, kinds: Mapping[str, Text]) -> str:
    kind = kinds.get(report.category, report.category)
    return f"{kind}, {inbox.where(report)}, {report.shown_sign}"
