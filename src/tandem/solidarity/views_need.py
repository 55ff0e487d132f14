"""One need: read, decided about, and what is written down about it."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.cases.choices import Reason
from tandem.cases.errors import NotNow as CaseNotNow
from tandem.journal.asker import acting, current
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.solidarity import (
    access,
    arranging,
    choosing_page,
    ending,
    explaining,
    following_up,
    need_page,
    presented,
    reaching,
    refusing,
    wording,
)
from tandem.solidarity.access import Desk
from tandem.solidarity.board_forms import (
    AlthoughForm,
    ByHandForm,
    CalledOffForm,
    NobodyForm,
    SettledForm,
    WhyForm,
)
from tandem.solidarity.choices import NeedState, ProposalState, RefusedBecause, Settled
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Need, Offer, Proposal
from tandem.solidarity.naming import name_of, somebody_else_proposed
from tandem.territory.models import Organisation


@require_GET
@access.desk_page
def need(request: PersonRequest, desk: Desk, key: UUID) -> HttpResponse:
    """To whoever decides, the person's own words, after a look; to the others where it stands."""
    found = access.need_to_note(desk, key)
    may_decide = found.organisation_id in desk.coordinated
    if may_decide:
        access.note_look(found)
    values = {
        "shown": need_page.shown(found, may_decide=may_decide),
        "may_decide": may_decide,
        "tint": presented.NEED_TINTS[found.state],
        "tints": presented.TASK_TINTS,
    }
    return render(request, "solidarity/need.html", values)


@require_POST
@access.coordinator_page
def ask(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """Ask the volunteer that is proposed."""
    ours = access.need_to_decide(organisation, key)
    proposal = _open_proposal(ours, request.POST.get("proposal", ""))
    if proposal is None:
        messages.warning(request, wording.why_not_now("proposal_changed"))
        return redirect("solidarity:need", key)
    first = choosing_page.others_first(ours, proposal.offer_key, proposal.half_day)
    form = AlthoughForm(request.POST if "although" in request.POST else None)
    if not first or (form.is_bound and form.is_valid()):
        although = form.cleaned_data["although"] if first else ""
        return _done(
            request,
            ours,
            lambda: arranging.accept_proposal(proposal, although=although),
            _("The volunteer is asked. The answer appears here."),
        )
    values = {"need": ours, "form": form, "proposal": proposal, "first": first}
    status = 422 if form.is_bound else 200
    return render(request, "solidarity/others_first.html", values, status=status)


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def refuse(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """Not this one, and why."""
    ours = access.need_to_decide(organisation, key)
    proposal = _open_proposal(ours, request.POST.get("proposal", ""))
    if proposal is None or proposal.offer_key is None:
        messages.warning(request, wording.why_not_now("proposal_changed"))
        return redirect("solidarity:need", key)
    form = WhyForm(request.POST if "why_form" in request.POST else None)
    if form.is_bound and form.is_valid():
        why, words = RefusedBecause(form.cleaned_data["why"]), form.cleaned_data["words"]
        return _done(
            request,
            ours,
            lambda: arranging.refuse_proposal(proposal, why, words),
            _("Noted. Somebody else is looked for."),
        )
    offer = Offer.objects.select_related("person").filter(key=proposal.offer_key).first()
    values = {
        "need": ours,
        "form": form,
        "proposal": proposal,
        "who": name_of(ours, offer) if offer else "",
    }
    return render(request, "solidarity/refuse.html", values, status=422 if form.is_bound else 200)


@require_GET
@access.coordinator_page
def choose(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """Everybody whom one could ask instead, and who cannot come and why."""
    ours = access.need_to_decide(organisation, key)
    access.note_look(ours)
    page, candidates = choosing_page.candidates(ours, request.GET.get("page", ""))
    values = {
        "need": ours,
        "kind": presented.Kinds([ours.territory_id]).name(ours),
        "page": page,
        "candidates": candidates,
        "who_cannot": [one for one in candidates if not one.choice.may_be_chosen],
    }
    return render(request, "solidarity/choose.html", values)


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def choose_one(
    request: PersonRequest, organisation: Organisation, key: UUID, offer: UUID
) -> HttpResponse:
    """Ask this volunteer by hand; beside the proposal stands why."""
    ours = access.need_to_decide(organisation, key)
    wanted = access.offer_in_sight(offer)
    choice = choosing_page.free_half_days(ours, wanted)
    if choice is None or not choice.may_be_chosen or ours.state != NeedState.OPEN:
        messages.warning(request, wording.why_not_now("need_or_offer_changed"))
        return redirect("solidarity:choose", key)
    proposed = somebody_else_proposed(ours, wanted)
    first = choosing_page.others_first(ours, wanted.key, _half_day(request))
    form = ByHandForm(
        choice.half_days, request.POST or None, instead_of=proposed, others_first=bool(first)
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        why = RefusedBecause(said["why"]) if proposed else None
        return _done(
            request,
            ours,
            lambda: arranging.choose_by_hand(
                ours,
                wanted,
                said["half_day"],
                why,
                said.get("words", ""),
                although=said.get("although", ""),
            ),
            _("The volunteer is asked. The answer appears here."),
        )
    who = name_of(ours, wanted)
    reached = reaching.before_asking(ours, wanted, choice.half_days)
    values = {"need": ours, "form": form, "who": who, "first": first, "reached": reached}
    values |= {
        "not_told": need_page.not_told(ours, wanted),
        "to_welcome": need_page.to_welcome(ours, wanted),
    }
    status = 422 if form.is_bound else 200
    return render(request, "solidarity/choose_one.html", values, status=status)


@require_POST
@access.coordinator_page
def take_back(
    request: PersonRequest, organisation: Organisation, key: UUID, offer: UUID
) -> HttpResponse:
    """It held for one time: this volunteer may be asked for this need again."""
    ours = access.need_to_decide(organisation, key)
    wanted = access.offer_in_sight(offer)
    try:
        refusing.take_back(ours, wanted)
    except NotNow as error:
        messages.warning(request, wording.why_not_now(str(error)))
    else:
        messages.success(request, _("Taken back: this volunteer may be asked again."))
    return redirect("solidarity:choose", key)


@require_GET
@access.coordinator_page
def why_not(
    request: PersonRequest, organisation: Organisation, key: UUID, offer: UUID
) -> HttpResponse:
    """What it would cost, and whom, if this volunteer were sent; worked out exactly."""
    ours = access.need_to_decide(organisation, key)
    told = explaining.why_not(ours, access.offer_in_sight(offer))
    values = {"need": ours, "told": told, "offer": offer}
    return render(request, "solidarity/why_not.html", values)


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def nobody(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """Nobody can be found: the person is told so, with what was tried."""
    ours = access.need_to_decide(organisation, key)
    form = NobodyForm(
        request.POST if request.method == "POST" else None,
        initial={"words": explaining.in_her_language(ours)},
    )
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        return _done(
            request,
            ours,
            lambda: ending.end_need(ours, NeedState.NOBODY, Reason.NOBODY_FOUND, words),
            _("The person is told, and can say that it is not solved."),
        )
    values = {"need": ours, "form": form}
    return render(request, "solidarity/nobody.html", values, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def looked_at(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """It did not go well: a coordinator has looked at it, and says what follows."""
    ours = access.need_to_decide(organisation, key)
    form = SettledForm(
        request.POST if request.method == "POST" else None,
        asks_what_follows=following_up.may_settle(ours),
        disputed=following_up.disputed(ours).exists(),
    )
    if form.is_bound and form.is_valid():
        then, words = form.cleaned_data.get("then"), form.cleaned_data.get("words", "")
        whether = form.cleaned_data.get("took_place")
        return _done(
            request,
            ours,
            lambda: following_up.look_at_feedback(
                ours,
                Settled(then) if then else None,
                words,
                took_place=whether == "yes" if whether else None,
            ),
            _("Noted. Thank you for looking at it."),
        )
    values = {"need": ours, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "solidarity/looked_at.html", values, status=status)


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def withdraw(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """The person said that it is no longer needed: how and who said so is kept, and told to her."""
    ours = access.need_to_decide(organisation, key)
    form = CalledOffForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with acting(replace(current(), door=Door(form.cleaned_data["door"]))):
            return _done(
                request,
                ours,
                lambda: ending.call_off_for(ours, form.in_words()),
                _("Nobody is looked for any more. The person and whoever had been asked are told."),
            )
    values = {"need": ours, "form": form, "may": ending.may_be_called_off(ours)}
    return render(request, "solidarity/withdraw.html", values, status=422 if form.is_bound else 200)


def _half_day(request: PersonRequest) -> int | None:
    said = request.POST.get("half_day", "")
    return int(said) if said.isdecimal() and len(said) < 3 else None


def _open_proposal(ours: Need, key: str) -> Proposal | None:
    """The open proposal, if it is still the one that the page showed."""
    found = ours.proposals.filter(state=ProposalState.OPEN).first()
    return found if found is not None and key in {"", str(found.pk)} else None


def _done(
    request: PersonRequest, ours: Need, deed: Callable[[], object], said: str
) -> HttpResponse:
    """Back on the page of the need, with how it went; a colleague may have been faster."""
    try:
        deed()
    except (NotNow, CaseNotNow) as error:
        messages.warning(request, wording.why_not_now(str(error)))
    else:
        messages.success(request, said)
    return redirect("solidarity:need", ours.key)
