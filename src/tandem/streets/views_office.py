"""The office: its list of reports, one report, and the steps it may take."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.cases.errors import NotNow as CaseNotNow
from tandem.people.http import PersonRequest
from tandem.streets import (
    access,
    inbox,
    label,
    map_sheet,
    nearby,
    office,
    office_page,
    rules,
    wording,
)
from tandem.streets.access import Office
from tandem.streets.card import ORDER
from tandem.streets.choices import Closed, State
from tandem.streets.errors import NotNow
from tandem.streets.kinds import kinds_of, labels
from tandem.streets.messages import News, sentence
from tandem.streets.models import Report, Team
from tandem.streets.office_forms import CloseForm, CorrectForm, InboxFilter, JoinForm, StepForm
from tandem.streets.place import is_in_words_only
from tandem.streets.tabs import tabs
from tandem.ui.components.ways import Tab

FILTERS = ("sign", "team", "place", "kind", "state", "late", "order")
VIEW_NAMES = {
    "open": gettext_lazy("All that is open"),
    "danger": gettext_lazy("Danger"),
    "again": gettext_lazy("Said to be solved, and is not"),
    "unspoken": gettext_lazy("Nobody tells of it any more"),
    "alike": gettext_lazy("Perhaps the same"),
    "ended": gettext_lazy("Ended"),
}
COUNTED = frozenset({"danger", "again", "unspoken"})


@require_GET
@access.seen_page
def show(request: PersonRequest, of: Office) -> HttpResponse:
    """Every report of the organisation, what comes first at the top."""
    organisation = of.organisation
    wanted = inbox.wanted(organisation, request.GET.dict())
    page = inbox.page_of(
        wanted, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    asked = {name: value for name in FILTERS if (value := request.GET.get(name, ""))}
    values = {
        "organisation": organisation,
        "places": tabs("inbox") if of.may_decide else [],
        "teams": _teams(of) if of.may_decide else [],
        "page": page,
        "view": wanted.view,
        "filtered": bool(asked.keys() - {"order"}),
        "filters": _filters(of, asked | {"view": wanted.view, "order": wanted.order}),
        "views": [
            Tab(
                label,
                _way(name, asked),
                name == wanted.view,
                inbox.counted(organisation, name) if name in COUNTED else None,
            )
            for name, label in VIEW_NAMES.items()
        ],
        "sorted": inbox.ORDERS[wanted.order].said,
        "card": reverse("register:algorithm", args=[ORDER.slug])
        if wanted.order == "priority"
        else "",
        "tints": office_page.TINTS,
        "joined_reads": sentence(News(State.JOINED))
        if of.may_decide and any(line.alike for line in page.lines)
        else "",
        "here": request.GET.urlencode(),
        "map": map_sheet.drawn(
            organisation.area,
            ((map_sheet.point_of(line.report), str(line.kind)) for line in page.lines),
        ),
        "earlier": _way(wanted.view, asked, before=page.earlier) if page.earlier else "",
        "later": _way(wanted.view, asked, after=page.later) if page.later else "",
    }
    return render(request, "streets/inbox.html", values)


def _filters(of: Office, asked: dict[str, str]) -> InboxFilter:
    kinds = list(labels(of.organisation.area).items())
    return InboxFilter(_teams(of), _codes(of), kinds, asked)


def _codes(of: Office) -> list[tuple[str, str]]:
    codes = of.organisation.area.postal_codes.order_by("code").values_list("code", flat=True)
    return [(code, code) for code in codes]


def _teams(of: Office) -> list[tuple[str, str]]:
    rows = Team.objects.filter(organisation=of.organisation, left_at__isnull=True)
    return [(str(key), name) for key, name in rows.values_list("pk", "name")]


def _way(view: str, asked: dict[str, str], **place: str) -> str:
    return "?" + urlencode({"view": view, **asked, **place})


@require_GET
@access.seen_page
def report(request: PersonRequest, of: Office, sign: str) -> HttpResponse:
    """One report: what was seen, after a look, to whoever decides; to the others where it stands."""
    ours = access.report_of(of, sign)
    if of.may_decide:
        access.note_look(ours)
    shown = office_page.shown(ours, may_decide=of.may_decide, today=timezone.localdate())
    values = {"organisation": of.organisation, "shown": shown, "office": of}
    return render(request, "streets/report_office.html", values)


@require_http_methods(["GET", "POST"])
@access.office_page
def step(request: PersonRequest, of: Office, sign: str, to: str) -> HttpResponse:
    """A step by hand, with the sentence that the reporters will read, before it is sent."""
    ours = access.report_of(of, sign)
    state = State(to) if to in State.values else None
    if state is None or state not in office.BY_HAND:
        raise Http404
    form = _form_of(state, ours, request.POST if request.method == "POST" else None)
    if not form.is_bound and not rules.may_move(State(ours.state), state):
        messages.warning(request, wording.why_not_now(ours.state))
        return redirect("streets:office_report", ours.sign)
    if not form.is_bound:
        form.initial["seen"] = ours.state
    if form.is_bound and form.is_valid():
        return done(request, ours, _deed(of, ours, state, form.cleaned_data), _("It is done."))
    values = {
        "organisation": of.organisation,
        "report": ours,
        "form": form,
        "step": dict(office_page.steps_from(State(ours.state))).get(state.value, state.label),
        "told": office_page.preview(ours, state).paragraphs,
        "many": ours.voices_count,
    }
    return render(request, "streets/step.html", values, status=422 if form.is_bound else 200)


def _form_of(state: State, ours: Report, given: QueryDict | None) -> forms.Form:
    if state == State.JOINED:
        return JoinForm(given, near=nearby.alike_to_report(ours))
    return CloseForm(given) if state == State.CLOSED else StepForm(given)


def _deed(of: Office, ours: Report, state: State, said: dict[str, Any]) -> Callable[[], object]:
    other = None
    if state == State.JOINED:
        rows = Report.objects.filter(organisation=of.organisation, sign=said["sign"])
        other = rows.first()
    because = Closed(said["because"]) if state == State.CLOSED else None
    return lambda: office.take_step(
        ours,
        state,
        seen=said["seen"],
        words=said.get("words", ""),
        because=because,
        other=other,
    )


@require_GET
@access.office_page
def label_file(request: PersonRequest, of: Office, sign: str) -> HttpResponse:
    """A label to hang on it; what was seen is not read for it."""
    ours = access.report_of(of, sign)
    response = HttpResponse(label.pdf(ours), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{ours.sign}.pdf"'
    return response


@require_http_methods(["GET", "POST"])
@access.office_page
def correct(request: PersonRequest, of: Office, sign: str) -> HttpResponse:
    """Category, team and danger by hand; what they were stays written down."""
    ours = access.report_of(of, sign)
    kinds = [(kind.code, kind.label) for kind in kinds_of(of.organisation.area)]
    if ours.category not in dict(kinds):
        kinds.append((ours.category, labels(ours.territory).get(ours.category, ours.category)))
    now = {
        "category": ours.category,
        "team": str(ours.team_id or ""),
        "danger": ours.danger,
        "postal_code": ours.postal_code,
        "street": ours.street,
        "mark": ours.square or ours.mark,
    }
    form = CorrectForm(kinds, _teams(of), _codes(of), request.POST or None, initial=now)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        team = access.team_of(of, int(said["team"])) if said["team"] else None
        return done(
            request,
            ours,
            lambda: office.override(
                ours,
                category=said["category"],
                team=team,
                # A category that is a danger by itself brings it along.
                danger=said["danger"] if said["danger"] != ours.danger else None,
                place={name: said[name] for name in ("postal_code", "street", "mark")},
            ),
            _("It is noted, with what it was before."),
        )
    values = {"organisation": of.organisation, "report": ours, "form": form}
    return render(request, "streets/correct.html", values, status=422 if form.is_bound else 200)


@require_POST
@access.office_page
def confirm(request: PersonRequest, of: Office, sign: str) -> HttpResponse:
    """Its place may be read by everybody, as a colleague has just read it."""
    ours = access.report_of(of, sign)
    seen = request.POST.get("seen", "")
    return done(
        request,
        ours,
        lambda: office.confirm_place(ours, seen=seen),
        _("These words may go along now.")
        if is_in_words_only(ours)
        else _("Everybody may read the place now."),
    )


def done(
    request: PersonRequest, ours: Report, deed: Callable[[], object], said: str
) -> HttpResponse:
    """Back on the page of the report, with how it went; a colleague may have been faster."""
    try:
        deed()
    except (NotNow, CaseNotNow) as error:
        messages.warning(request, wording.why_not_now(str(error)))
    else:
        messages.success(request, said)
    return redirect("streets:office_report", ours.sign)
