"""From the answers to the receipt that is read out."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tandem.cases import unanswered
from tandem.cases.errors import Incomplete, Unserved
from tandem.cases.opening import identity_of, open_case, print_of, receipt_of
from tandem.doors import presenting
from tandem.doors.actions import keep_no_promise_about
from tandem.doors.line.scripts import promised_in_words, script_of, sent_in_words
from tandem.doors.phone import queries
from tandem.doors.phone.access import (
    DOORS,
    door_of,
    draft_page,
    is_sender,
    look_at,
    look_at_sent,
    person_here,
)
from tandem.doors.phone.forms import WayForm
from tandem.doors.phone.spelling import in_syllables, spelled
from tandem.doors.phone.writing import check, photos_in
from tandem.journal import asker
from tandem.mandates.choices import Act, Way
from tandem.mandates.models import Mandate
from tandem.mandates.queries import mandate_for
from tandem.people.http import PersonRequest
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.queries import propose_known
from tandem.services import draft_pictures, drafts
from tandem.services.drafts import OpenDraft
from tandem.territory.models import Organisation
from tandem.ui.asked import asked


def _unfinished(draft: OpenDraft) -> HttpResponse:
    if presenting.form_of(draft).is_put_by:
        return redirect("doors:desk_kept", draft.row.key)
    return redirect(reverse("doors:desk_draft", args=[draft.row.key]) + "?check=all")


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def known(request: PersonRequest, desk: Organisation, draft: OpenDraft) -> HttpResponse:
    """Is it one of these? A proposal: the operator asks, and says."""
    form = presenting.form_of(draft)
    if form.check():
        return _unfinished(draft)
    who = identity_of(form)
    if request.method == "POST":
        return _decide(request, draft, who)
    decided = draft.facts.get("person") or draft.facts.get("somebody_new") == print_of(who)
    found = [] if decided else propose_known(who, but=draft.facts.get("not_these") or ())
    if not found:
        return redirect("doors:desk_review", draft.row.key)
    values = {
        "organisation": desk,
        "draft": draft,
        "service": draft.service,
        "who": who,
        "found": [(one, queries.hidden_number(one.identity)) for one in found],
    }
    return render(request, "doors/phone/known.html", values)


def _decide(request: PersonRequest, draft: OpenDraft, who: Identity) -> HttpResponse:
    chosen = request.POST.get("person", "")
    if chosen == "new":
        # Asked again if the name changes afterwards.
        drafts.note(draft.code, person=None, somebody_new=print_of(who))
        return redirect("doors:desk_review", draft.row.key)
    found = person_here(pk=chosen) if chosen.isdecimal() and len(chosen) < 19 else None
    if found is None:
        messages.error(request, _("Choose one of them, or “Somebody new”."))
        return redirect("doors:desk_known", draft.row.key)
    # What was typed before she was recognised came from who asks her now.
    drafts.note(draft.code, person=found.pk, place_by=asker.current().account)
    return redirect("doors:desk_review", draft.row.key)


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def review(request: PersonRequest, desk: Organisation, draft: OpenDraft) -> HttpResponse:
    """Everything is read back to the person; only then it is sent."""
    if draft.sent:
        return redirect("doors:desk_sent", draft.row.key)
    form = presenting.form_of(draft)
    check(form, request, desk, draft, everything=True)
    if form.errors or form.is_put_by:
        return _unfinished(draft)
    if request.method == "POST":
        presenting.keep_same(draft, request.POST, door_of(draft))
        if (way := request.POST.get("way")) in Way.values:
            drafts.note(draft.code, way=way)
        return _send(request, draft)
    look_at(desk, draft)
    page = reverse("doors:desk_draft", args=[draft.row.key])
    rows = presenting.read_back(draft, form, here=DOORS)
    answers = presenting.who_answers(draft)
    values = {
        "organisation": desk,
        "draft": draft,
        "service": draft.service,
        "facts": presenting.facts(
            rows, lambda name: f"{page}#{asked(form[name]).first_id}", photos_in(draft, form)
        ),
        "later": queries.told_later(form, door_of(draft), draft.row.language),
        "spoken": queries.read_out(draft, form, rows),
        "names": [row.name for row in rows],
        "elsewhere": [row for row in rows if row.door],
        "answers": answers,
        "nobody": unanswered.instead(draft.service, answers),
        "told": promised_in_words(draft, answers),
        "language": draft.row.language,
        "door": door_of(draft),
        "recognised": draft.facts.get("person"),
        "urgent": draft.service.is_urgent(draft.answers),
        "same": presenting.same_form(form),
        "way": WayForm(initial={"way": draft.way}),
        "mandate": _mandate_for(request, draft),
    }
    return render(request, "doors/phone/review.html", values)


def _mandate_for(request: PersonRequest, draft: OpenDraft) -> Mandate | None:
    """Under which this colleague writes for somebody recognised; else it is at her word."""
    known = Person.objects.filter(pk=draft.facts.get("person") or 0).first()
    if known is None or request.account is None:
        return None
    helper, desk = request.account.pk, asker.current().organisation or 0
    return mandate_for(known, Act.REQUESTS, helper, desk, timezone.now())


@require_safe
@draft_page
def photo(request: PersonRequest, desk: Organisation, draft: OpenDraft, name: str) -> HttpResponse:
    """A photo among the answers of a draft that this desk holds."""
    look_at(desk, draft)
    found = draft_pictures.seen(draft.code, name)
    if found is None:
        raise Http404
    return HttpResponse(found, content_type="image/jpeg")


def _send(request: PersonRequest, draft: OpenDraft) -> HttpResponse:
    drafts.note(draft.code, sent_by=asker.current().account)
    try:
        open_case(draft.code, door=door_of(draft))
        keep_no_promise_about(draft)
    except (Incomplete, Unserved):
        messages.warning(request, _("One answer is still missing or has changed."))
        return _unfinished(draft)
    return redirect("doors:desk_sent", draft.row.key)


@require_safe
@draft_page
def sent(request: PersonRequest, desk: Organisation, draft: OpenDraft) -> HttpResponse:
    """The receipt, to be read out sign by sign: to whoever sent it, as long as the call lasts.

    Reference and word open the request; nobody else at the desk needs them, and the word is shown once.
    """
    if not draft.sent:
        return redirect("doors:desk_draft", draft.row.key)
    receipt = receipt_of(draft)
    if not is_sender(draft):
        messages.info(request, _("The receipt is shown for a short while, to whoever sent it."))
        return redirect("cases:case", receipt.reference)
    with_word = look_at_sent(desk, draft, receipt.reference)
    if not with_word:
        receipt = replace(receipt, word="")
    answers = Organisation.objects.filter(pk=receipt.organisation).first()
    values = {
        "organisation": desk,
        "service": draft.service,
        "language": draft.row.language,
        "said": script_of(draft.service, desk, draft.row.language),
        "told": sent_in_words(receipt, draft, answers),
        "receipt": receipt,
        "spelled": spelled(receipt.reference, draft.row.language),
        "word": in_syllables(receipt.word) if with_word else [],
        "answers": answers,
        "nobody": unanswered.instead(draft.service, answers),
        "joined": presenting.joined(receipt),
        "how": presenting.how_the_answer_comes(receipt.channel),
    }
    return render(request, "doors/phone/sent.html", values)
