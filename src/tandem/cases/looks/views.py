"""A colleague asks for more; another agrees; in an emergency nobody has to."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.accounts.models import Account
from tandem.cases import presented
from tandem.cases.looks import access, figures
from tandem.cases.looks.forms import CircleForm, EmergencyForm, WhyForm
from tandem.cases.looks.telling import tell_of_address, tell_of_emergency
from tandem.journal.choices import Purpose
from tandem.people import openings, ties
from tandem.people.choices import OpeningKind
from tandem.people.errors import NotYours
from tandem.people.http import PersonRequest
from tandem.people.models import Opening, Person
from tandem.people.reveal import reveal_one
from tandem.tenancy.scope import current, within
from tandem.territory import scopes, signposts
from tandem.ui.headers import never_kept

MEANWHILE = gettext_lazy("Somebody else decided this meanwhile, or it was asked by yourself.")
TOO_NEW = gettext_lazy(
    "Who agrees has worked here for thirty days at least. Ask a colleague who has been here longer."
)


@never_kept
@login_required
@require_http_methods(["GET", "POST"])
def go_on(request: PersonRequest) -> HttpResponse:
    """After a run of files: the colleague says why she has to go on, and a second person agrees."""
    organisation = access.works_with_people(request)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        openings.ask_to_go_on(organisation, form.cleaned_data["why"])
        messages.success(
            request, _("A colleague has to agree. Ask one to look under “To agree to”.")
        )
        return redirect("cases:look_go_on")
    values = {"form": form, "own": access.own_openings(request), "now": timezone.now()}
    return render(request, "cases/looks/go_on.html", values, status=422 if form.errors else 200)


@never_kept
@login_required
@require_GET
def asked(request: PersonRequest) -> HttpResponse:
    """What waits for a second person's yes. Nobody is named here."""
    waiting = access.asked_of(request)
    return render(request, "cases/looks/asked.html", {"lines": figures.asked(waiting)})


@never_kept
@login_required
@require_POST
def decide_asked(request: PersonRequest, key: UUID) -> HttpResponse:
    opening = access.opening_to_decide(request, key)
    try:
        if request.POST.get("said") == "yes":
            agreed = openings.agree(opening)
            if agreed.kind == OpeningKind.ADDRESS:
                tell_of_address(agreed)
            messages.success(request, _("You agreed: it is open for an hour."))
        else:
            openings.refuse(opening)
            messages.success(request, _("You did not agree: it stays closed."))
    except NotYours as no:
        messages.error(request, TOO_NEW if str(no) == "too_new_to_agree" else MEANWHILE)
    return redirect("cases:look_asked")


@never_kept
@login_required
@require_http_methods(["GET", "POST"])
def emergency(request: PersonRequest) -> HttpResponse:
    """A request of another organisation, by its reference."""
    access.works_with_people(request)
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = access.place_of_request(request, form.cleaned_data["reference"])
        person = access.person_of_request(place) if place else None
        if person is not None:
            return _opened(request, person, form.cleaned_data["why"])
        form.add_error("reference", _("We find no request of this reference here."))
    return _emergency(request, form)


@never_kept
@login_required
@require_http_methods(["GET", "POST"])
def emergency_here(request: PersonRequest, person: UUID) -> HttpResponse:
    """A file of her own organisation that was refused to her."""
    found = access.person_here(request, person)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _opened(request, found, form.cleaned_data["why"])
    return _emergency(request, form)


def _emergency(request: PersonRequest, form: WhyForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "cases/looks/emergency.html", {"form": form}, status=status)


def _opened(request: PersonRequest, person: Person, why: str) -> HttpResponse:
    theirs = scopes.of_keys(person.territory_id, person.organisation_id)
    here = theirs | scope if (scope := current()) else theirs
    # Counted wherever she can open one, so that three here and three next door are six.
    with within(here | access.near(request)):
        alone = openings.may_alone(person)
    with within(here):
        opening = openings.open_in_emergency(person, why, alone=alone)
        tell_of_emergency(person, opening, timezone.now())
    return redirect("cases:look_opened", key=opening.key)


@never_kept
@login_required
@require_GET
def opened(request: PersonRequest, key: UUID) -> HttpResponse:
    """Who it is and how she is reached, to whoever said that it is an emergency, for an hour."""
    place = signposts.find_one("opening", str(key))
    if place is None:
        raise Http404
    with within(place.scope):
        rows = Opening.objects.select_related("person", "organisation")
        opening = rows.filter(pk=int(place.target), account=access.account_of(request)).first()
        if opening is None or opening.person is None:
            raise Http404
        is_open = opening.until is not None and opening.until > timezone.now()
        who = []
        if is_open:
            about = opening
            found = reveal_one(
                opening.person, Purpose.ANSWER, what="people.emergency_looked", about=about
            )
            who = presented.facts_of(opening.person, found)
        values = {"opening": opening, "is_open": is_open, "who": who}
        return render(request, "cases/looks/opened.html", values)


@never_kept
@login_required
@require_http_methods(["GET", "POST"])
def circle(request: PersonRequest) -> HttpResponse:
    """What a colleague declares of her own circle; it is never shown again, not even to her."""
    access.works_with_people(request)
    account = Account.objects.get(pk=access.account_of(request))
    form = CircleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        many = ties.declare(
            account,
            names=said["names"].splitlines(),
            street=said["street"],
            postal_code=said["postal_code"],
        )
        messages.success(
            request, _("Kept, in place of what you declared before: %(many)s.") % {"many": many}
        )
        return redirect("cases:look_circle")
    values = {"form": form, "declared": ties.declared(account)}
    return render(request, "cases/looks/circle.html", values, status=422 if form.errors else 200)
