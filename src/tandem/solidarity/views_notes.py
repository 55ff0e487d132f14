"""What staff write down about an arrangement for somebody who telephones, writes or stands here."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.cases import answers_by_word
from tandem.journal.asker import acting, current
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.solidarity import access, following_up, noting, wording
from tandem.solidarity.access import Desk
from tandem.solidarity.board_forms import AnswerNotedForm, NotedForm
from tandem.solidarity.choices import Side, Went
from tandem.solidarity.errors import NotNow
from tandem.solidarity.messages import moment


@require_POST
@access.desk_page
def answered(request: PersonRequest, desk: Desk, key: UUID, task: UUID) -> HttpResponse:
    """The volunteer said yes or no by telephone."""
    need = access.need_to_note(desk, key)
    arrangement = access.arrangement_of(need, task)
    yes = request.POST.get("answer") == "yes"
    with acting(replace(current(), door=Door.PHONE)):
        try:
            noting.note_answer(arrangement, yes=yes)
        except NotNow as error:
            messages.warning(request, wording.why_not_now(str(error)))
        else:
            messages.success(request, _noted(yes))
    return redirect("solidarity:need", key)


@require_POST
@access.desk_page
def in_touch(request: PersonRequest, desk: Desk, key: UUID, task: UUID) -> HttpResponse:
    """The two have spoken: a colleague brought them together, or one of them says so by telephone."""
    need = access.need_to_note(desk, key)
    try:
        following_up.note_in_touch(access.arrangement_of(need, task), timezone.now())
    except NotNow as error:
        messages.warning(request, wording.why_not_now(str(error)))
    else:
        messages.success(request, _("Noted: they are in touch. Nobody has to bring them together."))
    return redirect("solidarity:need", key)


def _noted(yes: bool) -> str:
    if yes:
        return _("The yes is noted. Both now learn what they must know.")
    return _("The no is noted. Somebody else is looked for.")


@require_http_methods(["GET", "POST"])
@access.desk_page
def cancel(request: PersonRequest, desk: Desk, key: UUID, task: UUID) -> HttpResponse:
    """One of the two called it off; the other is told, and who cannot come is replaced."""
    need = access.need_to_note(desk, key)
    arrangement = access.arrangement_of(need, task)
    if request.method == "GET":
        values = {"need": need, "task": arrangement, "moment": moment(arrangement)}
        return render(request, "solidarity/cancel.html", values)
    said = request.POST.get("side", "")
    side = Side(said) if said in Side.values else None
    # Whoever calls it off telephones; what we call off ourselves came by no door.
    door = Door.PHONE if side else current().door
    with acting(replace(current(), door=door)):
        try:
            noting.note_cancelled(arrangement, side)
        except NotNow as error:
            messages.warning(request, wording.why_not_now(str(error)))
        else:
            messages.success(request, _("It is cancelled. The other side is told."))
    return redirect("solidarity:need", key)


@require_http_methods(["GET", "POST"])
@access.desk_page
def went(request: PersonRequest, desk: Desk, key: UUID, task: UUID) -> HttpResponse:
    """How it went, in the words of whoever telephones."""
    need = access.need_to_note(desk, key)
    arrangement = access.arrangement_of(need, task)
    sides = [(Side.ASKER, _("The person who asked")), (Side.HELPER, _("The volunteer"))]
    form = NotedForm(sides, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        with acting(replace(current(), door=Door.PHONE)):
            try:
                noting.note_feedback(
                    arrangement,
                    Side(said["side"]),
                    Went(said["went"]),
                    said["words"],
                    rather_somebody_else=said["somebody_else"],
                )
            except NotNow as error:
                messages.warning(request, wording.why_not_now(str(error)))
            else:
                messages.success(request, _("Noted. Thank you."))
        return redirect("solidarity:need", key)
    values = {"need": need, "form": form, "moment": moment(arrangement)}
    return render(request, "solidarity/went.html", values, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@access.desk_page
def answers(request: PersonRequest, desk: Desk) -> HttpResponse:
    """Answers that came by telephone or text message, written down with their reference."""
    form = AnswerNotedForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = answers_by_word.read(form.cleaned_data["said"])
        if said is None:
            form.add_error("said", _("Write yes or no, then the eight signs of the reference."))
        elif (error := _take(desk, said, Door(form.cleaned_data["door"]))) is None:
            messages.success(request, _noted(said.yes))
            return redirect("solidarity:answers")
        else:
            form.add_error("said", error)
    values = {"form": form, "organisation": request.desk, "words": answers_by_word.examples()}
    return render(request, "solidarity/answers.html", values, status=422 if form.is_bound else 200)


def _take(desk: Desk, said: answers_by_word.Answer, door: Door) -> str | None:
    """The answer taken down; or what stands against it, in a sentence."""
    unknown = _("We asked nobody with this reference. Let it be read out once more.")
    place = access.find_reference(said.reference)
    if place is None:
        return unknown
    with access.asked_at(place) as arrangement, acting(replace(current(), door=door)):
        if not access.may_note(desk, arrangement):
            return unknown
        try:
            noting.note_answer(arrangement, yes=said.yes)
        except NotNow as error:
            return wording.why_not_now(str(error))
    return None
