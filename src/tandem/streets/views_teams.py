"""Teams, and the rules by which a report goes to one."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.people.http import PersonRequest
from tandem.streets import access, planning, routing, rules, ruling, teams
from tandem.streets.access import Office
from tandem.streets.access_abroad import who_may_repair
from tandem.streets.forms_abroad import key_of
from tandem.streets.kinds import kinds_of, labels
from tandem.streets.models import Report, Rule, System, Team
from tandem.streets.rules import address_in
from tandem.streets.tabs import tabs
from tandem.streets.work_forms import DryRunForm, RuleForm, TeamForm
from tandem.territory.models import Organisation
from tandem.ui.formats import day, short_day


@require_GET
@access.office_page
def show(request: PersonRequest, of: Office) -> HttpResponse:
    """Who repairs, and what each can still promise."""
    values = {
        "organisation": of.organisation,
        "places": tabs("teams"),
        "lines": [_line(team) for team in _teams(of)],
    }
    return render(request, "streets/teams.html", values)


def _teams(of: Office) -> list[Team]:
    waiting = Count("reports", filter=Q(reports__state__in=sorted(rules.OPEN), reports__job=None))
    rows = Team.objects.filter(organisation=of.organisation, left_at__isnull=True)
    return list(rows.annotate(waiting=waiting))


def _line(team: Team) -> dict[str, Any]:
    lamp = Report(effort=2)
    # As the planning proposes it: from tomorrow.
    start = planning.soonest(lamp)
    free = planning.earliest(team, [lamp], start) or planning.earliest(team, [], start)
    return {"team": team, "free": short_day(free) if free else ""}


@require_http_methods(["GET", "POST"])
@access.office_page
def team(request: PersonRequest, of: Office, key: int | None = None) -> HttpResponse:
    ours = access.team_of(of, key) if key is not None else None
    now = {name: getattr(ours, name) for name in teams.OF_TEAM} if ours else {}
    form = TeamForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_bound and form.is_valid():
        kept = teams.keep_team(of.organisation, ours, form.cleaned_data)
        messages.success(request, _("The team is kept."))
        if planning.beyond(kept):
            messages.warning(request, _("More is promised than the team can do now: see its page."))
        return redirect("streets:teams")
    values = {
        "organisation": of.organisation,
        "team": ours,
        "form": form,
        "beyond": [(day(on), used) for on, used in planning.beyond(ours)] if ours else [],
    }
    return render(request, "streets/team.html", values, status=422 if form.is_bound else 200)


@require_POST
@access.office_page
def end(request: PersonRequest, of: Office, key: int) -> HttpResponse:
    teams.end_team(access.team_of(of, key))
    messages.success(request, _("No report goes to this team any more. What it has stays with it."))
    return redirect("streets:teams")


@require_GET
@access.office_page
def routes(request: PersonRequest, of: Office) -> HttpResponse:
    """The rules in their order, and where a report would go."""
    found = routing.rules_of(of.organisation.pk)
    kinds, codes = _kinds(of), _codes(of)
    form = DryRunForm(kinds, codes, request.GET if "category" in request.GET else None)
    values = {
        "organisation": of.organisation,
        "places": tabs("routing"),
        "lines": [
            (rule, number, ruling.whom(rule), ruling.told(rule, dict(kinds)))
            for number, rule in enumerate(found, 1)
        ],
        "rest": routing.rest_of(of.organisation.pk),
        "form": form,
        "tried": _tried(of, form) if form.is_bound and form.is_valid() else [],
    }
    return render(request, "streets/routing.html", values)


def _tried(of: Office, form: DryRunForm) -> list[str]:
    said = form.cleaned_data
    street = address_in(said["street"]).street
    asked = routing.Asked(said["category"], said["postal_code"], street, said["danger"])
    return ruling.explained(routing.find(of.organisation.pk, asked), labels(of.organisation.area))


@require_http_methods(["GET", "POST"])
@access.office_page
def route(request: PersonRequest, of: Office, key: int | None = None) -> HttpResponse:
    ours = access.rule_of(of, key) if key is not None else None
    teams_of = [(str(one.pk), one.name) for one in _teams(of)]
    given = request.POST if request.method == "POST" else None
    organisations, systems = who_may_repair(of.organisation)
    others: list[Organisation | System] = [*organisations, *systems]
    form = RuleForm(_kinds(of), _codes(of), teams_of, others, given, initial=_now(ours))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        said["team"] = access.team_of(of, int(said["team"])) if said["team"] else None
        teams.keep_rule(of.organisation, ours, said)
        messages.success(
            request,
            _(
                "The rule is kept. It holds for what is reported from now on; below you can put it to what is open."
            ),
        )
        return redirect("streets:routing")
    values = {"organisation": of.organisation, "rule": ours, "form": form}
    return render(request, "streets/route.html", values, status=422 if form.is_bound else 200)


def _now(rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {}
    return {
        **{name: getattr(rule, name) for name in teams.OF_RULE},
        "team": str(rule.team_id or ""),
        "to": key_of(to) if (to := rule.to_organisation or rule.to_system) else "",
        "streets": "\n".join(rule.streets),
        "danger": {True: "yes", False: "no", None: ""}[rule.danger],
    }


@require_POST
@access.office_page
def move(request: PersonRequest, of: Office, key: int) -> HttpResponse:
    teams.move_rule(access.rule_of(of, key), up=request.POST.get("to") == "up")
    return redirect("streets:routing")


@require_POST
@access.office_page
def take_out(request: PersonRequest, of: Office, key: int) -> HttpResponse:
    teams.take_out_rule(access.rule_of(of, key))
    messages.success(request, _("The rule is taken out."))
    return redirect("streets:routing")


def _kinds(of: Office) -> list[tuple[str, Any]]:
    return [(kind.code, kind.label) for kind in kinds_of(of.organisation.area)]


def _codes(of: Office) -> list[tuple[str, str]]:
    rows = of.organisation.area.postal_codes.order_by("code").values_list("code", flat=True)
    return [(code, code) for code in rows]
