"""The office's side: it makes sure who asks, does what is wished or says why not, and answers."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST

from tandem.cases.errors import NotNow as CaseNotNow
from tandem.cases.models import Case
from tandem.mine import access, deciding, letters, objections, office_page, own_pages
from tandem.mine.choices import ShownBy, Wanted
from tandem.mine.errors import NotNow
from tandem.mine.models import Wish
from tandem.mine.office_forms import CorrectForm, RecogniseForm, WordsForm
from tandem.people.http import PersonRequest
from tandem.people.sameness import joined_records
from tandem.people.who_looked import seen_by_others
from tandem.ui.headers import never_kept

NOT_NOW = {
    "wrong_word": _("This reference and this word do not lead to an earlier request of hers."),
    "no_account": _("Nobody is signed in for this request: choose another way."),
    "not_recognised": _("First note how you made sure that it is this person."),
    "say_why": _("Write the reasons, in a whole sentence: the person has a right to them."),
    "nothing_changed": _("Nothing was changed. Type what should be, or say in words what you did."),
    "still_needed": _("Not yet: read what stands against it, and end that first."),
    "not_all_decided": _("There is still something to decide before the answer can leave."),
    "about_yourself": _(
        "It is about what you did yourself: another colleague answers this objection."
    ),
    "another_person": _("The person contests your answer: a colleague has to answer this time."),
    "no_more_time": _("More time may be taken once, and before the first day is over."),
}
MEANWHILE = _("Somebody else changed this request meanwhile. Read where it stands, then decide.")


@never_kept
@login_required
@require_GET
def office(request: PersonRequest, reference: str) -> HttpResponse:
    case = access.answerable(request, reference)
    return render(request, "mine/office.html", office_page.values(case))


def _done(
    request: PersonRequest, case: Case, deed: Callable[[], object], said: object
) -> HttpResponse:
    """Back to the page: with what was done, or with what stands against it."""
    try:
        deed()
    except (NotNow, CaseNotNow) as no:
        why = str(NOT_NOW.get(str(no.args[0]), MEANWHILE))
        return render(request, "mine/office.html", office_page.values(case, error=why), status=422)
    messages.success(request, str(said))
    return redirect("mine:office", case.reference)


@never_kept
@login_required
@require_POST
def recognise(request: PersonRequest, reference: str) -> HttpResponse:
    case = access.answerable(request, reference)
    form = RecogniseForm(request.POST, came=objections.came_of(case))
    if not form.is_valid():
        values = office_page.values(case) | {"recognise": form}
        return render(request, "mine/office.html", values, status=422)
    how = ShownBy(form.cleaned_data["how"])
    return _done(
        request,
        case,
        lambda: deciding.recognise(case, how, code=form.code()),
        _("It is noted how you made sure."),
    )


@never_kept
@login_required
@require_POST
def decide(request: PersonRequest, reference: str, key: UUID) -> HttpResponse:
    """One wish: done, or not done and why."""
    case = access.answerable(request, reference)
    wish = access.wish_of(case, key)
    form = WordsForm(request.POST, prefix=str(wish.pk))
    words = form.cleaned_data["words"] if form.is_valid() else ""
    said = request.POST.get("said", "")
    return _done(
        request, case, lambda: _decide(request, wish, said, words), _("It is noted for the answer.")
    )


def _decide(request: PersonRequest, wish: Wish, said: str, words: str) -> None:
    if said == "refuse":
        deciding.refuse(wish, words)
        return
    match Wanted(wish.wanted):
        case Wanted.SEE | Wanted.TAKE | Wanted.LOOKS:
            deciding.make_ready(wish)
        case Wanted.LIMIT:
            deciding.limit(wish)
        case Wanted.ERASE:
            deciding.promise_erasure(wish)
        case Wanted.OBJECT:
            deciding.answer_objection(wish, followed=said == "followed", words=words)
        case Wanted.CORRECT:
            _correct(request, wish, said, words)


def _correct(request: PersonRequest, wish: Wish, said: str, words: str) -> None:
    if said == "elsewhere":
        deciding.corrected_elsewhere(wish, words)
        return
    form = CorrectForm(None, request.POST, prefix=str(wish.pk))
    deciding.correct(wish, form.cleaned_data if form.is_valid() else {})


@never_kept
@login_required
@require_POST
def answer(request: PersonRequest, reference: str) -> HttpResponse:
    case = access.answerable(request, reference)
    return _done(request, case, lambda: deciding.answer(case), _("The answer is on its way."))


@never_kept
@login_required
@require_POST
def more_time(request: PersonRequest, reference: str) -> HttpResponse:
    case = access.answerable(request, reference)
    words = _words(request, "time")
    return _done(
        request,
        case,
        lambda: deciding.take_more_time(case, words),
        _("The person is told that it takes longer, and why."),
    )


@never_kept
@login_required
@require_POST
def lift(request: PersonRequest, reference: str) -> HttpResponse:
    case = access.answerable(request, reference)
    words = _words(request, "lift")
    return _done(
        request,
        case,
        lambda: deciding.lift(case, words),
        _("The person is told first; it is lifted."),
    )


def _words(request: PersonRequest, prefix: str) -> str:
    form = WordsForm(request.POST, prefix=prefix)
    return form.cleaned_data["words"] if form.is_valid() else ""


@never_kept
@login_required
@require_GET
def paper(request: PersonRequest, reference: str) -> HttpResponse:
    """What she may read now, in her language, to be printed and handed over at the desk."""
    case = access.answerable(request, reference)
    access.shown_to_colleague(case, what="mine.gathered")
    with override(case.language):
        pages = letters.pages_for(access.person_of(case), access.given(case))
        if pages is None:
            return redirect("mine:office", case.reference)
        pdf = own_pages.as_pdf(pages)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{case.reference}.pdf"'
    return response


@never_kept
@login_required
@require_GET
def read_aloud(request: PersonRequest, reference: str) -> HttpResponse:
    """The list of who looked, in her language, for whoever has her on the line."""
    case = access.readable_aloud(request, reference)
    access.shown_to_colleague(case, what="mine.looks_read")
    with override(case.language):
        seen = seen_by_others(joined_records(access.person_of(case)))
        return render(request, "mine/read_aloud.html", {"case": case, "seen": seen})
