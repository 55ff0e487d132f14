"""What a colleague says of a sheet: kept first, then checked, then sent or back to the person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.cases.errors import Incomplete, Unserved
from tandem.cases.opening import identity_of, print_of, receipt_of
from tandem.doors import photos, presenting
from tandem.doors.models import Sheet
from tandem.doors.phone import queries as phone
from tandem.doors.phone.access import person_here
from tandem.doors.phone.writing import shown_to
from tandem.doors.scans import access, waiting
from tandem.doors.scans.access import scans_page
from tandem.doors.scans.choices import SheetState
from tandem.doors.scans.errors import NotAgreed
from tandem.doors.scans.gathered import gathered
from tandem.doors.scans.rules import Verdict
from tandem.doors.scans.views_waiting import sheet_page
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.people.queries import propose_known
from tandem.services import drafts
from tandem.services.alike import SAME_AS
from tandem.services.drafts import OpenDraft
from tandem.services.forms import ServiceForm
from tandem.territory.models import Organisation


@require_POST
@scans_page
def read(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    """Whatever was typed is kept first; then what was asked for is done."""
    sheet = access.sheet_of(desk, key)
    draft = access.draft_of(sheet)
    if draft is None or draft.sent:
        return redirect("doors:waiting_sheet", key)
    wanted = request.POST.get("do", "check")
    if wanted == "aside":
        waiting.set_aside(sheet)
        return redirect("doors:waiting_done", key)
    if draft.service.two_readers:
        if not sheet.agreed and (answer := _read_apart(request, sheet, draft)):
            return answer
    else:
        _keep(request, sheet, draft, everything=wanted in {"send", "back"})
    _note_illegible(request, sheet, draft)
    if wanted == "back":
        return _back(request, sheet)
    if wanted == "send":
        return _go_on(request, sheet)
    return redirect(sheet_page(sheet))


def _keep(request: PersonRequest, sheet: Sheet, draft: OpenDraft, *, everything: bool) -> None:
    """What changed here; and, before it leaves the room, what was left open as well."""
    form = draft.service.form(draft.answers)
    ours = phone.changed(form, request.POST, shown_to(request))
    # A photo that was enclosed may be scanned too, and put where it belongs.
    sent = photos.sent_in(request, form)
    ours += [name for name in photos.brought(sent, form, form.fields) if name not in ours]
    raw = photos.settled(draft.code, form, presenting.read(form, ours, request.POST), sent)
    waiting.keep(sheet, raw, asked=ours)
    presenting.keep_same(draft, request.POST, Door.PAPER)
    if not everything:
        return
    found = gathered(sheet)
    form = draft.service.form((access.draft_of(sheet) or draft).answers)
    printed = [name for name in found.form.meaning.questions() if name in form.fields]
    missing = found.form.names_on(found.missing)
    # Those on a page that never came back were not left open by anybody.
    left = [
        name
        for name in form.asked()
        if not presenting.is_answered(form, name)
        and not missing & set(form.question(name).names(name))
        and name in printed
    ]
    raw = presenting.read(form, left, request.POST)
    waiting.keep(sheet, raw, asked=left, looked_at=printed)


def _note_illegible(request: PersonRequest, sheet: Sheet, draft: OpenDraft) -> None:
    known = set(draft.service.form({}).fields)
    waiting.cannot_read(sheet, known & set(request.POST.getlist("illegible")))


def _read_apart(request: PersonRequest, sheet: Sheet, draft: OpenDraft) -> HttpResponse | None:
    """Where two must read the same: nothing is said of what the other one read."""
    account = request.account.pk if request.account else 0
    form = draft.service.form(draft.answers)
    names = [name for name, _question in form.questions()]
    raw = presenting.read(form, names, request.POST)
    asked = draft.service.form(raw).asked()
    match waiting.read_by(sheet, account, raw, asked=asked):
        case Verdict.WAITS:
            messages.success(request, _("Noted. A second colleague reads the sheet too."))
        case Verdict.DIFFERS:
            messages.info(request, _("You two read it differently. A third colleague decides."))
        case _:
            return None
    return redirect("doors:waiting_room")


def _back(request: PersonRequest, sheet: Sheet) -> HttpResponse:
    person = waiting.send_back(sheet)
    if person is None:
        messages.warning(
            request, _("Nothing on the sheet says how to reach the person. Keep the paper.")
        )
    return redirect("doors:waiting_done", sheet.key)


def _go_on(request: PersonRequest, sheet: Sheet) -> HttpResponse:
    draft = access.draft_of(sheet)
    if draft is None or sheet.illegible:
        messages.warning(
            request, _("Some answers cannot be read. Send the sheet back to the person.")
        )
        return redirect(sheet_page(sheet))
    form = presenting.form_of(draft)
    if form.check():
        return redirect(sheet_page(sheet, check=True))
    if SAME_AS not in draft.answers and form.alike():
        messages.info(request, _("Perhaps it is known already. Look below, then send it."))
        return redirect(sheet_page(sheet, check=True))
    who = identity_of(form)
    if not draft.facts.get("person") and not _was_decided(draft, form) and propose_known(who):
        return redirect("doors:waiting_known", sheet.key)
    return _send(request, sheet)


def _was_decided(draft: OpenDraft, form: ServiceForm) -> bool:
    return bool(draft.facts.get("somebody_new") == print_of(identity_of(form)))


def _send(request: PersonRequest, sheet: Sheet) -> HttpResponse:
    try:
        waiting.send(sheet)
    except (Incomplete, Unserved):
        messages.warning(request, _("One answer is still missing or has changed."))
        return redirect(sheet_page(sheet, check=True))
    except NotAgreed:
        messages.info(request, _("A second colleague has still to read this sheet."))
        return redirect("doors:waiting_room")
    return redirect("doors:waiting_done", sheet.key)


@require_http_methods(["GET", "HEAD", "POST"])
@scans_page
def known(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    """Is it one of these? Told by what stands on the sheet; in doubt, somebody new."""
    sheet = access.sheet_of(desk, key)
    draft = access.draft_of(sheet)
    if draft is None or draft.sent or presenting.form_of(draft).check():
        return redirect("doors:waiting_sheet", key)
    form = presenting.form_of(draft)
    form.check()
    who = identity_of(form)
    if request.method == "POST":
        return _decide(request, sheet, draft, print_of(who))
    values = {
        "organisation": desk,
        "sheet": sheet,
        "who": who,
        "found": [(one, phone.hidden_number(one.identity)) for one in propose_known(who)],
    }
    return render(request, "doors/scans/known.html", values)


def _decide(request: PersonRequest, sheet: Sheet, draft: OpenDraft, print_: str) -> HttpResponse:
    chosen = request.POST.get("person", "")
    found = person_here(pk=chosen) if chosen.isdecimal() and len(chosen) < 19 else None
    if chosen != "new" and found is None:
        messages.error(request, _("Choose one of them, or “Somebody new”."))
        return redirect("doors:waiting_known", sheet.key)
    if found is not None:
        drafts.note(draft.code, person=found.pk)
    else:
        drafts.note(draft.code, person=None, somebody_new=print_)
    return _send(request, sheet)


@require_safe
@scans_page
def done(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    """What came of a sheet: the receipt, or what is still asked of the person."""
    sheet = access.sheet_of(desk, key)
    draft = access.draft_of(sheet)
    if draft is not None and not draft.sent and sheet.state not in SheetState.settled():
        return redirect("doors:waiting_sheet", key)
    if draft is not None:
        access.look_at(sheet, draft)
    receipt = receipt_of(draft) if draft and draft.sent else None
    values = {
        "organisation": desk,
        "sheet": sheet,
        "draft": draft,
        "receipt": receipt,
        "answers": Organisation.objects.filter(pk=receipt.organisation).first()
        if receipt
        else None,
        "how": presenting.how_the_answer_comes(receipt.channel) if receipt else "",
        "joined": presenting.joined(receipt) if receipt else "",
        "reached": bool(draft and draft.facts.get("person")),
    }
    return render(request, "doors/scans/done.html", values)
