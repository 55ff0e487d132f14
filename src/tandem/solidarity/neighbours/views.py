"""Company: for coordinators, for whoever notes answers, and for the person herself."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.cases import following
from tandem.cases.errors import NotNow as CaseNotNow
from tandem.cases.fronts import front_for
from tandem.journal.asker import acting, current
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.solidarity import access, queue, where_when
from tandem.solidarity.access import Desk
from tandem.solidarity.errors import NotNow
from tandem.solidarity.neighbours import actions, ending, naming, noting, page, reaching, wording
from tandem.solidarity.neighbours import messages as texts
from tandem.solidarity.neighbours.choices import LIVE, SeekerState
from tandem.solidarity.neighbours.models import Circle, Seeker
from tandem.solidarity.neighbours.page_forms import AskForm, RefuseForm, TogetherForm
from tandem.solidarity.views_board import tabs
from tandem.territory.models import Organisation
from tandem.ui.headers import never_kept

Deed = Callable[[Seeker], None]
HERSELF: dict[str, Deed] = {
    "yes": partial(actions.answer, yes=True),
    "no": partial(actions.answer, yes=False),
    "leave": ending.leave,
    "adult": partial(actions.say_age, of_age=True),
    "younger": partial(actions.say_age, of_age=False),
}
FOR_HER: dict[str, Deed] = {
    "yes": partial(noting.note_answer, yes=True),
    "no": partial(noting.note_answer, yes=False),
    "leave": noting.note_left,
    "adult": partial(noting.note_age, of_age=True),
    "younger": partial(noting.note_age, of_age=False),
}


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def company(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """Who looks for company, and the circles that go on; by POST, new ones are worked out."""
    if request.method == "POST":
        queue.form_circles(organisation.pk)
        messages.info(request, _("It is being worked out. Look again in a moment."))
        return redirect("solidarity:company")
    values = {
        "places": tabs("company"),
        "people": page.people(organisation),
        "circles": page.circles(organisation),
        "refused": page.refused(organisation),
        "waiting": page.waiting(organisation),
        "form": TogetherForm(),
    }
    return render(request, "solidarity/company.html", values)


@require_POST
@access.coordinator_page
def together(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """Two or three are brought together by hand."""
    chosen = reaching.seekers_of_ours(organisation, request.POST.getlist("seeker"))
    try:
        made = actions.bring_together(chosen, request.POST.get("because", ""))
    except NotNow as error:
        messages.warning(request, wording.why_not_now(str(error)))
        return redirect("solidarity:company")
    return redirect("solidarity:circle", made.key)


@require_GET
@access.coordinator_page
def circle(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    return _shown(request, reaching.circle_of_ours(organisation, key))


def _shown(
    request: PersonRequest,
    found: Circle,
    ask: AskForm | None = None,
    refuse: RefuseForm | None = None,
) -> HttpResponse:
    values = {
        "shown": page.shown([found])[0],
        "where": where_when.of(found),
        "ask": ask or AskForm(auto_id="ask-%s"),
        "refuse": refuse or RefuseForm(auto_id="refuse-%s"),
    }
    status = 422 if ask or refuse else 200
    return render(request, "solidarity/company_circle.html", values, status=status)


@require_POST
@access.coordinator_page
def ask(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    found = reaching.circle_of_ours(organisation, key)
    form = AskForm(request.POST, auto_id="ask-%s")
    if not form.is_valid():
        return _shown(request, found, ask=form)
    try:
        actions.ask(found, form.cleaned_data["where_when"])
    except (NotNow, CaseNotNow) as error:
        messages.warning(request, wording.why_not_now(str(error)))
    else:
        messages.success(request, _("Each of them is asked, by her own way."))
    return redirect("solidarity:circle", key)


@require_POST
@access.coordinator_page
def refuse(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    found = reaching.circle_of_ours(organisation, key)
    form = RefuseForm(request.POST, auto_id="refuse-%s")
    if not form.is_valid():
        return _shown(request, found, refuse=form)
    try:
        actions.refuse(found, form.cleaned_data["because"])
    except NotNow as error:
        messages.warning(request, wording.why_not_now(str(error)))
    else:
        messages.success(
            request,
            _("Noted. These are not proposed to each other again, unless you take it back."),
        )
    return redirect("solidarity:company")


@require_POST
@access.coordinator_page
def take_back(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    return _done(request, organisation, key, actions.take_back, _("Taken back."))


@require_POST
@access.coordinator_page
def call_off(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """Of those who were asked: nobody has to say no for it."""
    said = _("Called off. Each of them is told, and keeps her place.")
    return _done(request, organisation, key, ending.call_off, said)


def _done(
    request: PersonRequest,
    organisation: Organisation,
    key: UUID,
    deed: Callable[[Circle], None],
    said: str,
) -> HttpResponse:
    try:
        deed(reaching.circle_of_ours(organisation, key))
    except NotNow as error:
        messages.warning(request, wording.why_not_now(str(error)))
    else:
        messages.success(request, said)
    return redirect("solidarity:circle", key)


@require_GET
@access.desk_page
def answers(request: PersonRequest, desk: Desk) -> HttpResponse:
    """Who was asked and has not answered; a telephone call is noted here."""
    values = {
        "members": page.asked(desk.organisations),
        "ageless": page.of_unknown_age(desk.organisations),
    }
    return render(request, "solidarity/company_answers.html", values)


@require_POST
@access.desk_page
def answered(request: PersonRequest, desk: Desk, key: UUID) -> HttpResponse:
    seeker = reaching.seeker_to_note(desk, key)
    deed = FOR_HER.get(request.POST.get("answer", ""))
    if deed is None:
        messages.warning(request, _("Choose one of the answers."))
        return redirect("solidarity:company_answers")
    try:
        with acting(replace(current(), door=Door.PHONE)):
            deed(seeker)
    except (NotNow, CaseNotNow) as error:
        messages.warning(request, wording.why_not_now(str(error)))
    else:
        messages.success(request, _("It is noted."))
    return redirect("solidarity:company_answers")


@never_kept
@require_http_methods(["GET", "POST"])
def yours(request: PersonRequest) -> HttpResponse:
    """Her yes or no, where and when they meet, and her leaving, on the page of her request."""
    with following.opened(request, shown=False) as case:
        seeker = reaching.seeker_of_case(case)
        alone = following.helper(request) is None
        if request.method == "GET":
            return _yours(request, seeker, alone=alone)
        said = request.POST.get("answer", "")
        deed = (HERSELF if alone else FOR_HER).get(said)
        if deed is None:
            raise Http404
        try:
            deed(seeker)
        except (NotNow, CaseNotNow) as error:
            messages.info(request, wording.why_not_now(str(error)))
        else:
            messages.success(request, _thanks(said))
    return redirect("cases:follow")


def _thanks(said: str) -> str:
    if said == "leave":
        return _("You have left. Ask again whenever you like.")
    return _("Thank you. Your answer is noted.")


def _yours(request: PersonRequest, seeker: Seeker, *, alone: bool) -> HttpResponse:
    live = seeker.circles.filter(state__in=LIVE).select_related("circle").first()
    asked = live is not None and seeker.state == SeekerState.ASKED
    met = live is not None and seeker.state == SeekerState.MET
    values = {
        "question": texts.question(live.circle, live.circle.members.count() - 1)
        if live is not None and asked
        else [],
        "meeting": naming.meeting_of(live, named=alone) if live is not None and met else [],
        "may_answer": live is not None and live.state == "asked",
        "owes_age": seeker.of_age is None and seeker.state == SeekerState.OPEN,
        "front": front_for(request),
        "may_leave": seeker.state != SeekerState.ENDED,
    }
    return render(request, "solidarity/yours_company.html", values)
