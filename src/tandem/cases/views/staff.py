from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.models import Account
from tandem.cases import (
    access,
    actions,
    late_photos,
    listing,
    panels,
    presented,
    queries,
    rules,
    under_way,
)
from tandem.cases.choices import Reason, State
from tandem.cases.errors import NotNow
from tandem.cases.forms import AnswerForm, AssignForm, NoteForm, refuse
from tandem.cases.models import Case
from tandem.cases.rows import shown
from tandem.journal.choices import Door
from tandem.outbox.access import AT_WORK
from tandem.people.http import PersonRequest
from tandem.people.queries import is_found_by
from tandem.services.catalogue import find
from tandem.toolbox.workdays import today
from tandem.ui.headers import never_kept

NOT_NOW = {
    "say_why": _("Name the rule, the figure, what was tried or the service that can help."),
    "another_person": _(
        "The person contests the answer that you gave: a colleague has to answer this time. "
        "Ask one to take charge."
    ),
}
DOORS = frozenset(Door.values)
MEANWHILE = _("Somebody else changed this request meanwhile. Read where it stands, then decide.")


# One question that is a transaction of its own; no other need begin.
@transaction.non_atomic_requests
@never_kept
@login_required
@require_GET
def cases(request: PersonRequest) -> HttpResponse:
    """Whom an answer is owed, soonest due first; no names."""
    if not access.is_staff(request):
        raise Http404
    if said := request.GET.get("reference", "").strip():
        if found := _reference_known(request, said):
            return redirect("cases:case", reference=found)
        messages.info(request, _("We find no request of this reference here."))
    wanted = _wanted(request)
    page = listing.page_of(
        wanted, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    return render(request, "cases/cases.html", shown(request, wanted, page))


def _reference_known(request: PersonRequest, said: str) -> str:
    """As it is written in an address; empty where she may not know of such a request."""
    with transaction.atomic():
        try:
            return access.known_case(request, said).reference
        except Http404:
            return ""


def _wanted(request: PersonRequest) -> listing.Wanted:
    asked = request.GET
    view, commune = asked.get("view", ""), asked.get("commune", "")
    listed = access.listed(request)
    return listing.Wanted(
        organisations=tuple(listed),
        services=tuple(listed.values()),
        account=request.account.pk if request.account else 0,
        today=today(),
        view=view if view in listing.VIEWS else "owed",
        service=asked["service"] if find(asked.get("service", "")) else "",
        door=asked["door"] if asked.get("door") in DOORS else "",
        commune=int(commune) if commune.isdecimal() and len(commune) < 10 else None,
    )


@never_kept
@login_required
@require_GET
def case(request: PersonRequest, reference: str) -> HttpResponse:
    """One case: everything to whoever answers it, its state to whoever takes calls."""
    known = access.known_case(request, reference)
    if not access.may_answer(request, known):
        here = {m.organisation_id for m in request.memberships}
        values = {
            "case": known,
            "title": queries.title_of(known),
            "state": queries.state_in_words(known),
            "late": queries.is_late(known),
            "takes_calls": bool(access.TAKING_CALLS & request.roles),
            # Whoever only takes calls sees nobody.
            "own": known.organisation_id in here,
            "found": known.person is not None and is_found_by(known.person, here),
        }
        return render(request, "cases/state.html", values)
    return _page(request, known)


def _page(request: PersonRequest, case: Case, **forms: Any) -> HttpResponse:
    """The whole case; a form that was refused comes back with everything typed in it."""
    opened = access.opened(case)
    colleagues = queries.colleagues(case.organisation_id, queries.handling(case.service))
    before = request.GET.get("looks", "")
    looks = queries.looks_at(case.person, by=colleagues, before=before) if case.person else None
    notes = queries.notes_of(case)
    names = colleagues | queries.names_of(
        {note.account for note, _ in notes} | {step.account for step in case.steps.all()}
    )
    state = State(case.state)
    doing = under_way.found_for(case)
    in_room = queries.is_answered_in_room(case)
    values = {
        "case": case,
        "who": presented.who(opened),
        "warnings": presented.warnings(case),
        "title": queries.title_of(case),
        "state": queries.state_for_colleagues(case),
        "late": queries.is_late(case),
        "answer": queries.answer_of(case),
        "told": queries.read_back(case),
        "pictures": queries.pictures_of(case),
        "waiting_photos": late_photos.how_many_wait(case),
        "changes": queries.changes_by_door(case),
        "moments": queries.moments(case, by=names),
        "letters": queries.letters_about(case),
        "notes": [(note.at, names.get(note.account, ""), words) for note, words in notes],
        "sent": queries.messages_about(case),
        "opens_messages": bool(AT_WORK & request.roles),
        "looks": looks,
        "panels": panels.said_about(case, for_staff=True),
        "contested": queries.contested_answerer(case) == (request.account and request.account.pk),
        "may_answer": rules.may_move(state, State.ANSWERED) and not in_room,
        "may_close": rules.may_move(state, State.CLOSED) and not in_room,
        "answer_form": AnswerForm(doing),
        "under_way": doing,
        "note_form": NoteForm(),
        "assign_form": AssignForm(colleagues, initial={"colleague": str(case.handled_by_id or "")}),
    }
    status = 422 if any(form.is_bound for form in forms.values()) else 200
    return render(request, "cases/case.html", {**values, **forms}, status=status)


@never_kept
@login_required
@require_POST
def answer(request: PersonRequest, reference: str) -> HttpResponse:
    case = access.answerable_case(request, reference)
    if queries.is_answered_in_room(case):
        return _led_to_its_room(request, case)
    form = AnswerForm(under_way.found_for(case), request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.answer(case, Reason(said["reason"]), said["words"])
        except NotNow as no:
            refuse(form, NOT_NOW.get(str(no), MEANWHILE))
        else:
            messages.success(request, _("The answer is kept, and leaves by the person's own way."))
            return redirect("cases:case", reference=case.reference)
    return _page(request, case, answer_form=form)


@never_kept
@login_required
@require_POST
def assign(request: PersonRequest, reference: str) -> HttpResponse:
    case = access.answerable_case(request, reference)
    handling = queries.handling(case.service)
    form = AssignForm(queries.colleagues(case.organisation_id, handling), request.POST)
    if not form.is_valid():
        return _page(request, case, assign_form=form)
    try:
        actions.assign(case, Account.objects.get(pk=form.cleaned_data["colleague"]))
    except NotNow:
        messages.error(request, MEANWHILE)
    else:
        messages.success(request, _("It is noted who takes charge."))
    return redirect("cases:case", reference=case.reference)


@never_kept
@login_required
@require_POST
def note(request: PersonRequest, reference: str) -> HttpResponse:
    case = access.answerable_case(request, reference)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, case, note_form=form)
    actions.add_note(case, form.cleaned_data["note"])
    messages.success(request, _("The note is kept."))
    return redirect("cases:case", reference=case.reference)


@never_kept
@login_required
@require_POST
def close(request: PersonRequest, reference: str) -> HttpResponse:
    case = access.answerable_case(request, reference)
    if queries.is_answered_in_room(case):
        return _led_to_its_room(request, case)
    return _moved(request, case, State.CLOSED)


def _led_to_its_room(request: PersonRequest, case: Case) -> HttpResponse:
    messages.error(
        request, _("This request is answered where the work is done: open it from here.")
    )
    return redirect("cases:case", reference=case.reference)


def _moved(request: PersonRequest, case: Case, to: State) -> HttpResponse:
    try:
        actions.move(case, to)
    except NotNow:
        messages.error(request, MEANWHILE)
    else:
        messages.success(request, _("The request is closed."))
    return redirect("cases:case", reference=case.reference)
