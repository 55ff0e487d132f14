"""The questions on one page, written down while the person speaks."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.doors import photos, presenting, put_by
from tandem.doors.line.scripts import script_of
from tandem.doors.phone import own_details, queries
from tandem.doors.phone.access import door_of, draft_page, look_at, look_at_kept, through
from tandem.doors.phone.calls import number_in
from tandem.doors.phone.forms import CallBackForm, CallForm
from tandem.doors.phone.spelling import in_syllables, spelled
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.services import drafts
from tandem.services.drafts import OpenDraft
from tandem.services.forms import ServiceForm
from tandem.territory.models import Organisation
from tandem.ui import language
from tandem.ui.asked import asked

NEXT = {"keep": "doors:desk_kept", "review": "doors:desk_known"}


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def write_down(request: PersonRequest, desk: Organisation, draft: OpenDraft) -> HttpResponse:
    if draft.sent:
        return redirect("doors:desk_sent", draft.row.key)
    if request.method == "POST":
        return _keep(request, draft)
    look_at(desk, draft)
    form = presenting.form_of(draft)
    check(form, request, desk, draft, everything="check" in request.GET)
    values = {
        "organisation": desk,
        "typing": "script",
        "draft": draft,
        "service": draft.service,
        "form": form,
        "call": CallForm(initial={"door": door_of(draft), "language": draft.row.language}),
        "said": script_of(draft.service, desk, draft.row.language),
        "lines": queries.script(form, draft.row.language),
        "photos": photos_in(draft, form),
        "later": queries.told_later(form, door_of(draft), draft.row.language),
        "shown": json.dumps(queries.fingerprints(form)),
        "recognised": draft.facts.get("person"),
        "answers": presenting.who_answers(draft),
        "urgent": draft.service.is_urgent(draft.answers),
        "refused": told_while_closed(draft, form),
    }
    return render(request, "doors/phone/draft.html", values)


def photos_in(draft: OpenDraft, form: ServiceForm) -> dict[str, str]:
    """The addresses of the photos among these answers."""
    key = draft.row.key
    return photos.answered(form, lambda name: reverse("doors:desk_photo", args=[key, name]))


def check(
    form: ServiceForm,
    request: PersonRequest,
    desk: Organisation,
    draft: OpenDraft,
    *,
    everything: bool,
) -> None:
    """What is wrong with the answers: with all of them, or with those given so far.

    What was only searched for, or known before, is no answer yet.
    """
    said = {change["question"] for change in draft.changes}
    given = [name for name in form.asked() if name in said and presenting.is_answered(form, name)]
    form.check(only=None if everything else given)
    form.excuse_refusal()
    own_details.add_errors(form, request, desk, presenting.who_answers(draft))


def told_while_closed(draft: OpenDraft, form: ServiceForm) -> list[str]:
    """What is said to the person, in her language: all of it once she has said that it can wait."""
    with override(draft.row.language):
        # Anew: the words of a closure are those of the language in which the form was made.
        hers = presenting.form_of(draft)
        return put_by.told(draft, hers) if form.is_put_by else list(filter(None, [hers.refused]))


def _keep(request: PersonRequest, draft: OpenDraft) -> HttpResponse:
    """What changed here is kept first, and checked on the next page; what changed elsewhere stays."""
    door = _settle_call(request, draft)
    form, shown = draft.service.form(draft.answers), shown_to(request)
    ours = queries.changed(form, request.POST, shown)
    sent = photos.sent_in(request, form)
    ours += [name for name in photos.brought(sent, form, form.fields) if name not in ours]
    _tell_of_others(request, form, shown)
    speaks = language.spoken_next(request)
    asked_for = "" if speaks else request.POST.get("do", "review")
    with through(door):
        raw = photos.settled(draft.code, form, presenting.read(form, ours, request.POST), sent)
        draft = drafts.keep(draft.code, raw, asked=ours, door=door) or draft
        if asked_for == "review":
            # All were on the page: those left open are answered, with nothing.
            form = draft.service.form(draft.answers)
            left = [name for name in form.asked() if not presenting.is_answered(form, name)]
            raw = presenting.read(form, left, request.POST)
            draft = drafts.keep(draft.code, raw, asked=left, door=door) or draft
    if asked_for in NEXT:
        return redirect(NEXT[asked_for], draft.row.key)
    response = redirect(first_open(draft))
    if speaks:
        language.remember(response, speaks)
    return response


def first_open(draft: OpenDraft) -> str:
    """The page of the draft, at the first question that is still open."""
    page, form = reverse("doors:desk_draft", args=[draft.row.key]), presenting.form_of(draft)
    name = next(iter(presenting.still_to_ask(form)), None)
    return f"{page}#{asked(form[name]).first_id}" if name else page


def _settle_call(request: PersonRequest, draft: OpenDraft) -> Door:
    """Where the person is and her language, as the page now says."""
    call = CallForm(request.POST)
    if not call.is_valid():
        return door_of(draft)
    door = Door(call.cleaned_data["door"])
    if door not in draft.service.impossible and door != draft.facts.get("desk_door"):
        drafts.note(draft.code, desk_door=door)
        draft.facts["desk_door"] = door
    if call.cleaned_data["language"] != draft.row.language:
        drafts.language_of(draft, call.cleaned_data["language"])
    if "somebody_else" in request.POST:
        drafts.note(draft.code, person=None)
    return door_of(draft)


def shown_to(request: PersonRequest) -> dict[str, str]:
    """Prints of the answers as the page showed them, by which it is seen which were changed."""
    try:
        said = json.loads(request.POST.get("shown", ""))
    except (ValueError, RecursionError):
        return {}
    pairs = said.items() if isinstance(said, dict) else ()
    return {name: print_ for name, print_ in pairs if isinstance(print_, str)}


def _tell_of_others(request: PersonRequest, form: ServiceForm, shown: dict[str, str]) -> None:
    """Another door may have changed answers while this page stood open."""
    if not shown:
        return
    now = queries.fingerprints(form)
    labels = [
        str(question.label)
        for name, question in form.questions()
        if shown.get(name) not in {None, now[name]}
    ]
    if labels:
        said = _("Meanwhile changed at another door: %(questions)s")
        messages.info(request, said % {"questions": " ".join(labels)})


@require_safe
@draft_page
def kept(request: PersonRequest, desk: Organisation, draft: OpenDraft) -> HttpResponse:
    """What to read out, so that the person can go on at any door; and when to call her back.

    The word is shown once: it will open her request, and nobody else at the desk needs it.
    """
    if draft.sent:
        return redirect("doors:desk_sent", draft.row.key)
    form = presenting.form_of(draft)
    with_word = look_at_kept(desk, draft)
    values = {
        "organisation": desk,
        "draft": draft,
        "service": draft.service,
        "language": draft.row.language,
        "spelled": spelled(draft.code.reference, draft.row.language),
        "told": draft.code.word if with_word else "",
        "word": in_syllables(draft.code.word) if with_word else [],
        "refused": told_while_closed(draft, form) if form.is_put_by else [],
        "back": CallBackForm(has_number=number_in(draft)),
    }
    return render(request, "doors/phone/kept.html", values)


@require_POST
@draft_page
def throw_away(request: PersonRequest, desk: Organisation, draft: OpenDraft) -> HttpResponse:
    """The person does not want to go on."""
    drafts.throw_away(draft.code)
    messages.success(request, _("The draft is thrown away. Nothing of it remains."))
    return redirect("doors:desk")
