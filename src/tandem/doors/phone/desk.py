from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tandem.cases import following, intake
from tandem.doors import presenting
from tandem.doors.forms import CodeForm
from tandem.doors.kiosk.queries import calling
from tandem.doors.phone import queries
from tandem.doors.phone.access import DOORS, desk_page, person_shown
from tandem.doors.phone.calls import NO_NUMBER
from tandem.doors.phone.forms import CallBackForm, CallForm, SearchForm, WithHerForm
from tandem.doors.phone.requests import requests_of
from tandem.doors.web.taking_up import draft_of_code
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.queries import (
    Known,
    find_people,
    keys_found,
    known_again,
    may_show_others,
)
from tandem.services import drafts
from tandem.services.catalogue import find, services
from tandem.territory.models import Organisation

OTHERS = "others"
"""Also those are to be shown who have a part of the name alone."""


@require_safe
@desk_page
def show(request: PersonRequest, desk: Organisation) -> HttpResponse:
    """Where a call begins, and what waits from earlier ones; what the last one opened is closed."""
    following.end_with_her(request)
    values = {
        "organisation": desk,
        "rings": calling([desk.pk], timezone.now()),
        "form": SearchForm(),
        "code": CodeForm(),
        "calls": queries.call_backs(desk, timezone.now()),
        "drafts": drafts.of_desk(desk.pk),
    }
    return render(request, "doors/phone/desk.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def search(request: PersonRequest, desk: Organisation) -> HttpResponse:
    """Who is meant by a name, a number or a date; asked by POST, so that no address names her."""
    if request.method != "POST":
        return redirect("doors:desk")
    following.end_with_her(request)
    form = SearchForm(request.POST)
    found = _found(form, others=OTHERS in request.POST) if form.is_valid() else None
    values = {
        "organisation": desk,
        "form": form,
        "found": [(known, queries.hidden_number(known.identity)) for known in found or ()],
        "searched": found is not None,
        "said": queries.said_in_search(form),
        "others": form.is_valid() and may_show_others(form.identity()),
        "shows_others": OTHERS in request.POST,
    }
    return render(request, "doors/phone/search.html", values)


def _found(form: SearchForm, *, others: bool) -> list[Known]:
    """By the reference of a request alone, where one was said; else by all that was said of her."""
    if reference := form.cleaned_data["reference"]:
        person = queries.person_of_request(reference)
        return known_again(person) if person is not None else []
    return find_people(form.identity(), others=others)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def take_up(request: PersonRequest, desk: Organisation) -> HttpResponse:
    """Go on with what the person began elsewhere: she reads out reference and word."""
    following.end_with_her(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    draft = draft_of_code(request, form) if form.is_bound and form.is_valid() else None
    if draft is None:
        values = {"organisation": desk, "form": form}
        return render(request, "doors/phone/take_up.html", values)
    drafts.hand_to_desk(draft.code, desk.pk)
    return redirect("doors:desk_draft", draft.row.key)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def choose(request: PersonRequest, desk: Organisation, person: UUID | None = None) -> HttpResponse:
    """What the person asks for; then its questions."""
    following.end_with_her(request)
    known, who = person_shown(person) if person else (None, Identity())
    language = (known.language if known else get_language()) or ""
    call = CallForm(
        # What was searched for comes along before anything is chosen.
        request.POST if "call-language" in request.POST else None,
        initial={"door": Door.PHONE, "language": language},
    )
    searched = SearchForm(request.POST if request.method == "POST" else None)
    if not known and searched.is_bound and searched.is_valid():
        who = searched.identity()
    if call.is_bound and call.is_valid():
        begun = _begin(request, desk, call, known, who)
        if begun is not None:
            return begun
    values = {
        "organisation": desk,
        "call": call,
        "known": known,
        "who": who,
        "said": [] if known else queries.said_in_search(searched),
        "services": [
            (one, intake.told_before(one)) for one in services() if presenting.is_open_to(one, desk)
        ],
        "doors": DOORS,
        "back": CallBackForm(has_number=True),
        "no_number": "" if who.phone else NO_NUMBER,
        "requests": requests_of(known) if known else [],
        "with_her": WithHerForm(),
    }
    return render(request, "doors/phone/choose.html", values)


def _begin(
    request: PersonRequest,
    desk: Organisation,
    call: CallForm,
    known: Person | None,
    who: Identity,
) -> HttpResponse | None:
    service = find(request.POST.get("service", ""))
    if service is None or not presenting.is_open_to(service, desk):
        messages.error(request, _("Choose what the person asks for."))
        return None
    door = Door(call.cleaned_data["door"])
    if reason := service.impossible.get(door):
        messages.error(request, str(reason))
        return None
    draft = drafts.begin(service, call.cleaned_data["language"], door=door, organisation=desk.pk)
    drafts.note(draft.code, desk_door=door, **({"person": known.pk} if known else {}))
    if known:
        drafts.keep(draft.code, presenting.answers_about(known, who, service), asked=[], door=door)
    elif who != Identity():
        # Whom the colleague saw and did not choose: not asked a second time before it is sent.
        seen = keys_found(who, others=OTHERS in request.POST)
        drafts.note(draft.code, not_these=seen)
        drafts.keep(draft.code, presenting.answers_of_search(who, service), asked=[], door=door)
    return redirect("doors:desk_draft", draft.row.key)
