"""The waiting room: pictures beside fields, corrected by keyboard, then sent or back to the person."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.doors import presenting
from tandem.doors.forms import CodeForm
from tandem.doors.models import Sheet
from tandem.doors.phone.queries import fingerprints
from tandem.doors.scans import access, engine, queries, rules, waiting
from tandem.doors.scans.access import scans_page
from tandem.doors.scans.choices import SheetState
from tandem.doors.scans.forms import SheetNumberForm
from tandem.doors.scans.gathered import Gathered, gathered
from tandem.doors.web.taking_up import draft_of_code
from tandem.people.http import PersonRequest
from tandem.services.drafts import OpenDraft
from tandem.services.forms import ServiceForm
from tandem.territory.models import Organisation


@require_safe
@scans_page
def room(request: PersonRequest, desk: Organisation) -> HttpResponse:
    """Sheets that need a person's eyes; none of them says who she is."""
    page, sheets = queries.waiting_room(desk, request.GET.get("page"), timezone.now())
    values = {"organisation": desk, "page": page, "sheets": sheets, "numbered": SheetNumberForm()}
    return render(request, "doors/scans/room.html", values)


@require_POST
@scans_page
def following(request: PersonRequest, desk: Organisation) -> HttpResponse:
    """The sheet that waits longest and that no colleague has open."""
    account = request.account.pk if request.account else None
    sheet = queries.next_waiting(desk, timezone.now(), account)
    if sheet is None:
        messages.info(request, _("No sheet is waiting."))
        return redirect("doors:waiting_room")
    waiting.take(sheet)
    return redirect("doors:waiting_sheet", sheet.key)


@require_POST
@scans_page
def take(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    sheet = access.sheet_of(desk, key)
    waiting.take(sheet)
    return redirect("doors:waiting_sheet", sheet.key)


@require_safe
@scans_page
def show(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    """One sheet: each question, and beside it the picture of what stands there."""
    sheet = access.sheet_of(desk, key)
    draft = access.draft_of(sheet)
    if sheet.state in SheetState.settled() or (draft and draft.sent):
        return redirect("doors:waiting_done", key)
    if draft is None:
        messages.info(request, _("Its draft was thrown away after 30 days. Open the sheet again."))
        return redirect("doors:waiting_room")
    access.look_at(sheet, draft)
    found = gathered(sheet)
    draft.answers = queries.read_by_machine(sheet, draft, found)
    return _page(request, desk, sheet, draft, found)


def _page(
    request: PersonRequest, desk: Organisation, sheet: Sheet, draft: OpenDraft, found: Gathered
) -> HttpResponse:
    form = presenting.form_of(draft)
    still_open = presenting.still_to_ask(form)
    _check(form, found, sheet, everything="check" in request.GET)
    kept = access.draft_of(sheet) or draft
    account = request.account.pk if request.account else None
    values = {
        "organisation": desk,
        "sheet": sheet,
        "draft": draft,
        "service": draft.service,
        "form": form,
        "lines": queries.beside(sheet, form, found, still_open),
        "pages": sorted(found.pages),
        "missing": sorted(found.missing),
        "shown": json.dumps(fingerprints(presenting.form_of(kept))),
        "held": rules.is_held(sheet.held_by, sheet.held_at, by=account, now=timezone.now()),
        "answers": presenting.who_answers(draft),
        "code": CodeForm(),
        "same": presenting.same_form(form),
    }
    return render(request, "doors/scans/sheet.html", values)


def _check(form: ServiceForm, found: Gathered, sheet: Sheet, *, everything: bool) -> None:
    """What is wrong: with all of it, or with what a person or the machine has read so far."""
    unseen = set(found.questions_to_look_at(sheet.looked_at))
    if form.place_question in unseen:
        # A letter asks for a street, which may stand there by hand.
        unseen.add(form.reach_question)
    given = [
        name for name in form.asked() if presenting.is_answered(form, name) and name not in unseen
    ]
    form.check(only=None if everything else given)


@require_safe
@scans_page
def picture(
    request: PersonRequest, desk: Organisation, key: UUID, page: int, number: int
) -> HttpResponse:
    """A part of the sheet, by page and question; the whole page where the question is 0."""
    sheet = access.sheet_of(desk, key)
    if not access.is_at_it(sheet, request.account.pk if request.account else None):
        access.look_at(sheet)
    row = sheet.scanned.filter(page=page, sealed_picture__isnull=False, state="sheet").first()
    if row is None:
        raise Http404
    jpeg = row.picture
    if number:
        form = gathered(sheet).form
        questions = form.meaning.questions()
        if number > len(questions):
            raise Http404
        keys = queries.keys_of(form, questions[number - 1])
        piece = engine.shown(jpeg, form.layout.pages[page - 1], keys)
        if piece is None:
            raise Http404
        jpeg = piece
    return HttpResponse(jpeg, content_type="image/jpeg")


@require_http_methods(["POST"])
@scans_page
def join(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    """A reference and a word are written on it: it goes on with what was begun elsewhere."""
    sheet = access.sheet_of(desk, key)
    form = CodeForm(request.POST)
    begun = draft_of_code(request, form) if form.is_valid() else None
    if begun is None:
        said = next((error for errors in form.errors.values() for error in errors), "")
        messages.error(request, str(said))
    elif waiting.join(sheet, begun.code):
        messages.success(request, _("The sheet goes on with what was begun before."))
    else:
        messages.error(request, _("That form is for another service, or it is sent already."))
    return redirect("doors:waiting_sheet", key)


def sheet_page(sheet: Sheet, *, check: bool = False) -> str:
    return reverse("doors:waiting_sheet", args=[sheet.key]) + ("?check=all" if check else "")
