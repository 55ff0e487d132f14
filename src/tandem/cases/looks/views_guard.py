"""Who may not open a person's file: said by herself, or to a colleague who writes it down."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.models import Account
from tandem.cases import access, following, queries
from tandem.cases.looks import choosing
from tandem.cases.looks.forms import ExcludeForm, WhyForm
from tandem.cases.looks.telling import tell_of_readmission
from tandem.cases.models import Case
from tandem.people import exclusions, openings, protection
from tandem.people.errors import NotYours
from tandem.people.http import PersonRequest
from tandem.people.models import Person
from tandem.territory.choices import Role
from tandem.ui.headers import never_kept

WITH_PEOPLE = (Role.COORDINATOR, Role.OFFICER, Role.OPERATOR)


@never_kept
@login_required
@require_http_methods(["GET", "POST"])
def guard(request: PersonRequest, reference: str) -> HttpResponse:
    """On her word, by whoever takes it: also by telephone. Nothing in the request is opened."""
    case = access.known_case(request, reference)
    person = _person(case)
    colleagues = queries.colleagues(case.organisation_id, WITH_PEOPLE)
    excluded = exclusions.excluded_by(person)
    form = ExcludeForm(
        {key: name for key, name in colleagues.items() if key not in excluded},
        request.POST if "colleague" in request.POST else None,
    )
    if "readmit" in request.POST and request.POST["readmit"].isdecimal():
        _readmit(request, person, int(request.POST["readmit"]))
        return redirect("cases:guard", reference=case.reference)
    if form.is_bound and form.is_valid():
        exclusions.exclude(person, Account.objects.get(pk=form.cleaned_data["colleague"]))
        messages.success(request, _("This colleague does not open the file any more."))
        return redirect("cases:guard", reference=case.reference)
    names = queries.names_of(excluded)
    values = {
        "case": case,
        "form": form,
        "excluded": [(key, names.get(key, "")) for key in excluded],
        "may_protect": access.may_answer(request, case),
        "person": person,
    }
    return render(request, "cases/looks/guard.html", values, status=422 if form.errors else 200)


def _readmit(request: PersonRequest, person: Person, account: int) -> None:
    """On her word; she is told by her own way, in case it was not."""
    try:
        was = exclusions.readmit(person, account)
    except NotYours:
        messages.error(request, _("Nobody readmits himself: a colleague writes it down."))
        return
    if was:
        tell_of_readmission(person)
    messages.success(request, _("This colleague may open the file again."))


@never_kept
@login_required
@require_http_methods(["GET", "POST"])
def address(request: PersonRequest, reference: str) -> HttpResponse:
    """Where she stays must not be found out: protected by one colleague, opened by two."""
    case = access.answerable_case(request, reference)
    person = _person(case)
    form = WhyForm(request.POST if "why" in request.POST else None)
    if "protect" in request.POST:
        protection.protect(person)
        messages.success(request, _("The address is protected: nothing in the lists tells it."))
        return redirect("cases:address", reference=case.reference)
    if "end" in request.POST:
        _end(request, person)
        return redirect("cases:address", reference=case.reference)
    if form.is_bound and form.is_valid() and person.protected:
        openings.ask_for_address(person, form.cleaned_data["why"])
        messages.success(
            request, _("A colleague has to agree. Ask one to look under “To agree to”.")
        )
        return redirect("cases:address", reference=case.reference)
    is_open = person.protected and protection.is_open(person)
    values = {"case": case, "person": person, "form": form, "is_open": is_open}
    return render(request, "cases/looks/address.html", values, status=422 if form.errors else 200)


def _end(request: PersonRequest, person: Person) -> None:
    try:
        protection.end_protection(person)
    except NotYours:
        messages.error(request, _("Nobody ends it alone: a second colleague has to agree first."))
    else:
        messages.success(request, _("The address is no longer protected."))


def _person(case: Case) -> Person:
    if case.person is None or case.person.erased_at is not None:
        raise Http404
    return case.person


@never_kept
@login_required
@require_POST
def exclude_looker(request: PersonRequest) -> HttpResponse:
    """From the list of who looked: she need not know the name of who it was."""
    if request.person is None:
        raise Http404
    _excluded_or_readmitted(request, request.person)
    return redirect("cases:looks")


@never_kept
@require_POST
def exclude_followed(request: PersonRequest) -> HttpResponse:
    """The same with reference and word."""
    with following.opened(request, shown=False) as case:
        if case is None:
            return redirect("cases:follow")
        helper = following.helper(request)
        _excluded_or_readmitted(request, _person(case), by_herself=helper is None)
    return redirect("cases:follow")


def _excluded_or_readmitted(
    request: PersonRequest, person: Person, *, by_herself: bool = True
) -> None:
    looker = choosing.looker_of(person, request.POST.get("look", ""))
    if looker is None or (request.account is not None and looker == request.account.pk):
        raise Http404
    if request.POST.get("said") == "again":
        if not by_herself:
            # A colleague writes readmission down on the page that names her, where nobody readmits himself.
            raise Http404
        # Whoever has her reference and her word need not be she: told by her own way, she can object.
        if exclusions.readmit(person, looker):
            tell_of_readmission(person)
        messages.success(request, _("Whoever that was may open your file again."))
    else:
        account = get_object_or_404(Account, pk=looker)
        exclusions.exclude(person, account, by_herself=by_herself)
        messages.success(request, _("Whoever that was does not open your file any more."))
