"""Is it repaired? On the page of whoever told us, and as a colleague writes it down."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.cases import answers_by_word, following
from tandem.journal.asker import acting, current
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.streets import access, verdicts, wording
from tandem.streets.access import Office
from tandem.streets.answers_by_text import thanks
from tandem.streets.choices import Verdict
from tandem.streets.errors import NotNow
from tandem.streets.messages import about
from tandem.streets.verdict_forms import AnswerNotedForm, NotedVerdictForm, VerdictForm
from tandem.ui.headers import never_kept


@never_kept
@require_http_methods(["GET", "POST"])
def yours(request: PersonRequest) -> HttpResponse:
    """Her word on the repair: a yes closes her request, a no opens it again for all."""
    with access.followed(request) as voice:
        chosen = {"verdict": request.GET.get("verdict", "")}
        form = VerdictForm(request.POST if request.method == "POST" else None, initial=chosen)
        if form.is_bound and form.is_valid():
            verdict = Verdict(form.cleaned_data["verdict"])
            try:
                # What a colleague writes down for her, she hears of.
                say = verdicts.note if following.helper(request) else verdicts.say
                say(voice, verdict, form.cleaned_data["words"])
            except NotNow as error:
                messages.info(request, wording.why_not_now(str(error)))
            else:
                messages.success(request, thanks(verdict, voice))
            return redirect("cases:follow")
        values = {"form": form, "about": about(voice.report)}
        status = 422 if form.is_bound else 200
        return render(request, "streets/yours_repaired.html", values, status=status)


@require_http_methods(["GET", "POST"])
@access.noting_page
def answers(request: PersonRequest) -> HttpResponse:
    """A yes or no that came by telephone or letter, written down with its reference."""
    form = AnswerNotedForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = answers_by_word.read(form.cleaned_data["said"])
        if said is None:
            form.add_error("said", _("Write yes or no, then the eight signs of the reference."))
        elif (error := _take(said, Door(form.cleaned_data["door"]))) is None:
            messages.success(request, _("Noted. Thank you."))
            return redirect("streets:answers")
        else:
            form.add_error("said", error)
    values = {"form": form, "organisation": request.desk, "words": answers_by_word.examples()}
    return render(request, "streets/answers.html", values, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@access.seen_page
def note(request: PersonRequest, of: Office, sign: str, key: int) -> HttpResponse:
    """What one reporter says of the repair, written down for her."""
    report = access.report_of(of, sign)
    voice = access.voice_of(report, key)
    form = NotedVerdictForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        with acting(replace(current(), door=Door(said["door"]))):
            try:
                verdicts.note(voice, Verdict(said["verdict"]), said["words"])
            except NotNow as error:
                messages.warning(request, wording.why_not_now(str(error)))
            else:
                messages.success(request, _("Noted. Thank you."))
        return redirect("streets:office_report", report.sign)
    values = {
        "organisation": of.organisation,
        "report": report,
        "reference": voice.case.shown_reference,
        "about": about(report),
        "form": form,
    }
    return render(request, "streets/note.html", values, status=422 if form.is_bound else 200)


def _take(said: answers_by_word.Answer, door: Door) -> str | None:
    """The answer taken down; or what stands against it, in a sentence."""
    place = access.find_asked(said.reference)
    try:
        # In the scope of her desks alone: what another commune asked she cannot find.
        voice = access.voice_at(place) if place else None
    except Http404:
        voice = None
    if voice is None:
        return _("We asked nobody with this reference. Let it be read out once more.")
    verdict = Verdict.YES if said.yes else Verdict.NO
    with acting(replace(current(), door=door)):
        try:
            verdicts.note(voice, verdict)
        except NotNow as error:
            return wording.why_not_now(str(error))
    return None
