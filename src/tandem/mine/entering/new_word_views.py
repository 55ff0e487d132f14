"""She lost her word: a new one leaves by her own way, or a colleague who recognised her tells it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts import throttle
from tandem.cases.access import may_answer
from tandem.mine.choices import ShownBy
from tandem.mine.entering import access, new_word
from tandem.mine.entering.forms import LostWordForm, RecognisedForm
from tandem.mine.entering.trying import ask_allowed, too_soon
from tandem.mine.errors import NotNow
from tandem.people.choices import Channel
from tandem.people.http import PersonRequest
from tandem.ui.headers import never_kept


@never_kept
@require_http_methods(["GET", "POST"])
def lost(request: PersonRequest) -> HttpResponse:
    """For anybody: what is said is the same whoever asks, and whether or not there is such a request."""
    if request.method == "GET":
        return _lost(request, LostWordForm())
    form = LostWordForm(request.POST)
    if not form.is_valid():
        return _lost(request, form, status=422)
    contact, reference = form.cleaned_data["contact"], form.cleaned_data["reference"]
    tried = ask_allowed(request, form.kind, contact)
    if wait := throttle.wait_to_try(tried):
        return too_soon(_lost(request, form, status=429, wait=throttle.in_words(wait)), wait)
    throttle.was_wrong(tried)
    new_word.ask(form.kind, contact, reference)
    said = _(
        "If both are right, a new word leaves now by the way you chose, and the old one no longer "
        "opens anything. Nothing came? Telephone us or come to the desk."
    )
    messages.success(request, said)
    return redirect("cases:follow")


def _lost(
    request: PersonRequest, form: LostWordForm, *, status: int = 200, wait: str = ""
) -> HttpResponse:
    return render(request, "mine/entering/lost.html", {"form": form, "wait": wait}, status=status)


@never_kept
@require_http_methods(["GET", "POST"])
@login_required
def at_desk(request: PersonRequest, reference: str) -> HttpResponse:
    """The word is shown to nobody but who may read the request with it anyway."""
    case, person = access.at_the_desk(request, reference)
    may_see = may_answer(request, case)
    asked = request.POST if request.method == "POST" and may_see else None
    form = RecognisedForm(asked, by_call=not person.protected)
    if form.is_bound and form.is_valid():
        try:
            code = new_word.show(case, person, ShownBy(form.cleaned_data["how"]))
        except NotNow as error:
            form.add_error("how", _why_not(str(error)))
        else:
            values = {"case": case, "word": code.word}
            return render(request, "mine/entering/new_word.html", values)
    values = {
        "case": case,
        "form": form,
        "may_see": may_see,
        "leaves": not person.protected and person.channel in new_word.OWN_WAYS,
        "way": Channel(person.channel).label,
    }
    status = 422 if form.is_bound else 200
    return render(request, "mine/entering/lost_at_desk.html", values, status=status)


@never_kept
@require_POST
@login_required
def leave(request: PersonRequest, reference: str) -> HttpResponse:
    """For who rings, and at the desk of a colleague who reads no requests."""
    case, person = access.at_the_desk(request, reference)
    try:
        new_word.leave(case, person)
    except NotNow as error:
        messages.warning(request, _why_not(str(error)))
    else:
        messages.success(request, _("A new word leaves by the way she chose. The old one is dead."))
    return redirect("mine:new_word", case.reference)


def _why_not(code: str) -> str:
    if code == "sent_lately":
        return _("A new word left less than a day ago. She waits for it, or comes to the desk.")
    if code == "changed_lately":
        return _(
            "How she is reached was changed less than three days ago, perhaps by somebody else. She "
            "comes to the desk, or rings again later."
        )
    if code == "joined":
        return _(
            "Two records about her were joined, and one may be of somebody who asked in her name. She "
            "comes to the desk and shows who she is."
        )
    if code == "no_own_way":
        return _(
            "Nothing leaves for her by e-mail, text message or letter just now. A colleague who "
            "handles her request recognises her and tells her the word."
        )
    return _("Her address is protected: the word is told at the desk alone.")
