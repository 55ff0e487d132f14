"""A report in the hands of others: given, followed, taken back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.cases import actions as replies
from tandem.people.http import PersonRequest
from tandem.streets import access, answered, handing, proposing, public, with_whom
from tandem.streets import messages as letters
from tandem.streets.access_abroad import handing_page, report_of_ours, who_may_repair
from tandem.streets.answered import Came
from tandem.streets.choices import Closed, HandoverState, State
from tandem.streets.errors import NotNow
from tandem.streets.forms_abroad import (
    ArrivedForm,
    BackForm,
    GiveBackForm,
    HandOverForm,
    TheirNewsForm,
)
from tandem.streets.handing import News
from tandem.streets.landmark import landmark_of, waits_to_be_read
from tandem.streets.models import Handover, Report
from tandem.streets.place import is_in_words_only
from tandem.streets.rules import OPEN
from tandem.streets.their_words import Proposed
from tandem.territory.models import Organisation

GIVE, CAME_BACK, TAKE_BACK, GIVE_BACK, ARRIVED, AGAIN = (
    *("give", "came_back", "take_back", "give_back", "arrived", "again"),
)
NEWS, READ = "news", "read"


@require_http_methods(["GET", "POST"])
@handing_page
def hand_over(request: PersonRequest, organisation: Organisation, sign: str) -> HttpResponse:
    report = report_of_ours(organisation, sign)
    came = answered.came_about(report)
    forms = _forms(request, organisation, report, came)
    asked = request.POST.get("deed", "") if request.method == "POST" else ""
    in_words_only = GIVE in forms and is_in_words_only(report)
    if in_words_only:
        # What stands near it is read here, and goes along.
        access.note_look(report)
    if asked:
        form = forms.get(asked)
        if form is None:
            raise Http404
        if form.is_valid():
            try:
                DEEDS[asked](report, form)
            except NotNow as why:
                messages.error(request, _said(str(why)))
            else:
                messages.success(request, DONE[asked]())
            return redirect("streets:hand_over", sign=report.sign)
    values = {
        "report": report,
        "in_words_only": in_words_only,
        "near": landmark_of(report) if in_words_only else "",
        "unread": in_words_only and waits_to_be_read(report),
        "title": public.Names().title(report),
        "state": public.state_in_words(report),
        "said": with_whom.said_of(report, to_others=True, by_name=True),
        "now": handing.in_force(report),
        "told": _told(report) if GIVE in forms else (),
        "many": report.voices_count,
        "came": came,
        "unsure": AGAIN in forms,
        "forms": forms,
    }
    wrong = any(form.is_bound and form.errors for form in forms.values())
    return render(request, "streets/hand_over.html", values, status=422 if wrong else 200)


def _told(report: Report) -> tuple[str, ...]:
    """What the reporters will read; the name stands in it once it is chosen."""
    return letters.step(report, "…", letters.News(State.HANDED_OVER, to="…")).paragraphs


def _forms(
    request: PersonRequest, organisation: Organisation, report: Report, came: list[Came]
) -> dict[str, Form]:
    """What may be done with it just now, each with its form; the one that was sent is filled in."""
    sent = request.POST.get("deed", "") if request.method == "POST" else ""

    def data(deed: str) -> Any:
        return request.POST if sent == deed else None

    now, found = handing.in_force(report), dict[str, Form]()
    if any(one.letter.reply.read_at is None for one in came):
        found[READ] = Form(data(READ))
    if now is not None:
        if came:
            # Whoever wrote from another address chooses nothing for us.
            theirs = (one.proposed for one in came if one.letter.reply.from_her_address)
            read = next(theirs, Proposed(""))
            found[NEWS] = TheirNewsForm(data(NEWS), initial={"news": read.news, "day": read.day})
        found[CAME_BACK] = BackForm(data(CAME_BACK), auto_id="id_came_back_%s")
        found[TAKE_BACK] = Form(data(TAKE_BACK))
        if now.state == HandoverState.UNSURE:
            found[ARRIVED] = ArrivedForm(data(ARRIVED), auto_id="id_arrived_%s")
            found[AGAIN] = Form(data(AGAIN))
    elif report.state in OPEN:
        organisations, systems = who_may_repair(organisation, besides=report.given_by_id)
        says = proposing.proposed(report)
        found[GIVE] = HandOverForm(
            data(GIVE),
            organisations=organisations,
            systems=[one for one in systems if one.takes(report.category)],
            initial=says.filled_in() if says else None,
        )
        if report.given_by_id is not None:
            found[GIVE_BACK] = GiveBackForm(data(GIVE_BACK), auto_id="id_back_%s")
    return found


def _give(report: Report, form: Any) -> None:
    handing.hand_over(report, form.to_whom(), form.cleaned_data["words"])


def _came_back(report: Report, form: Form) -> None:
    handing.came_back(_held(report), form.cleaned_data["words"])


def _take_back(report: Report, form: Form) -> None:
    handing.take_back(_held(report))


def _give_back(report: Report, form: Form) -> None:
    handing.give_back(report, form.cleaned_data["words"])


def _arrived(report: Report, form: Form) -> None:
    handing.say_arrived(_held(report), form.cleaned_data["reference"])


def _again(report: Report, form: Form) -> None:
    handing.send_again(_held(report))


def _news(report: Report, form: Form) -> None:
    """What a colleague has read in their mail; with it, the mail is read."""
    said = form.cleaned_data
    news = {
        "repaired": News(State.REPAIRED, said["words"]),
        "planned": News(State.LOOKED_AT, said["words"], planned_for=said["day"]),
        "not_theirs": News(State.CLOSED, said["words"], Closed.NOT_OURS),
    }[said["news"]]
    handing.hear(_held(report), news, f"mail {timezone.now():%Y-%m-%dT%H:%M:%S}")
    _read(report, form)


def _read(report: Report, form: Form) -> None:
    for reply in answered.unread(report):
        replies.read_reply(reply)


def _held(report: Report) -> Handover:
    now = handing.in_force(report)
    if now is None:
        raise NotNow("with_nobody")
    return now


DEEDS: dict[str, Callable[[Report, Any], None]] = {
    GIVE: _give,
    CAME_BACK: _came_back,
    TAKE_BACK: _take_back,
    GIVE_BACK: _give_back,
    ARRIVED: _arrived,
    AGAIN: _again,
    NEWS: _news,
    READ: _read,
}
DONE: dict[str, Callable[[], str]] = {
    GIVE: lambda: _("It is handed over. The people who told it hear from you as before."),
    CAME_BACK: lambda: _("Noted: it came back. Say who has to repair it."),
    TAKE_BACK: lambda: _("It is with you again."),
    GIVE_BACK: lambda: _("It goes back to whoever gave it."),
    ARRIVED: lambda: _("Noted: they have it."),
    AGAIN: lambda: _("It is sent again."),
    NEWS: lambda: _("Noted. The people who told it hear it from you."),
    READ: lambda: _("Noted: it was read."),
}


def _said(why: str) -> str:
    if why == "no_service":
        return _("None of their services is matched with this category.")
    return _("Somebody has gone on with it meanwhile. Look at where it stands.")
