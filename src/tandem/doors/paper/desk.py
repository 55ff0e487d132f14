"""Paper at the counter: copies for the rack, a form for somebody known, what is open of a draft."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.doors import presenting
from tandem.doors.models import PrintOrder
from tandem.doors.paper import actions, orders, printing, rules
from tandem.doors.paper.forms import CounterForm, Sort
from tandem.doors.paper.views import SIZES, as_file, made, wanted
from tandem.doors.phone.access import desk_page, draft_page, look_at, person_shown
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.services.catalogue import known, services
from tandem.services.declaration import Service
from tandem.services.drafts import OpenDraft
from tandem.territory.models import Area, Organisation

LOOK_AGAIN = "4"
"""Seconds after which the page of an order being made looks again by itself."""


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def show(request: PersonRequest, desk: Organisation) -> HttpResponse:
    """What to print, how many; a few come at once, many a little later."""
    form = CounterForm(
        request.POST if request.method == "POST" else None,
        offered=_offered(desk),
        initial={"language": get_language()},
    )
    if form.is_bound and form.is_valid():
        return _printed(form, desk)
    values = {
        "organisation": desk,
        "form": form,
        "orders": PrintOrder.objects.filter(organisation=desk).select_related("form")[:20],
        "titles": {one.slug: one.title for one in services()},
    }
    return render(request, "doors/paper/desk.html", values)


def _printed(form: CounterForm, desk: Organisation) -> HttpResponse:
    said = form.cleaned_data
    service, sort, count = known(said["service"]), Sort(said["sort"]), said["copies"]
    if sort in SIZES or rules.may_be_made_at_once(count):
        return made(service, sort, said["language"], _commune(desk), count)
    print_of = actions.form_today(wanted(service, sort, said["language"], _commune(desk)))
    return redirect("doors:desk_order", orders.ask_copies(print_of, count, desk).key)


def _commune(desk: Organisation) -> Area | None:
    """A telephone service prints for every commune; a town hall for its own."""
    return desk.area if desk.takes_in else None


def _offered(desk: Organisation) -> list[type[Service]]:
    return [
        one
        for one in services()
        if Door.PAPER not in one.impossible and presenting.is_open_to(one, desk)
    ]


@require_safe
@desk_page
def order(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    """Wait for many copies, then open them."""
    ours = _order(desk, key)
    values = {"order": ours, "title": known(ours.form.service).title}
    response = render(request, "doors/paper/order.html", values)
    if ours.made_at is None:
        response["Refresh"] = LOOK_AGAIN
    return response


@require_safe
@desk_page
def order_pdf(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    ours = _order(desk, key)
    if ours.pdf is None:
        raise Http404
    return as_file(bytes(ours.pdf), f"{ours.form.service}-{ours.copies}.pdf")


def _order(desk: Organisation, key: UUID) -> PrintOrder:
    ours = PrintOrder.objects.filter(organisation=desk, key=key).select_related("form").first()
    if ours is None:
        raise Http404
    return ours


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def of_person(request: PersonRequest, desk: Organisation, person: UUID) -> HttpResponse:
    """A form for somebody we know: posted with a letter, or printed here and now."""
    she, who = person_shown(person)
    service = next((s for s in _offered(desk) if s.slug == request.POST.get("service")), None)
    if request.method == "POST" and service is not None:
        if "now" in request.POST:
            pdf = printing.personal(actions.sheet_for(she, service), author=str(desk))
            return as_file(pdf, f"{service.slug}.pdf")
        actions.post_forms([she], service)
        messages.success(
            request, _("The form leaves with the next letters. Print them on the page of letters.")
        )
        return redirect("doors:desk_new_for", person)
    values = {"known": she, "who": who, "services": _offered(desk)}
    return render(request, "doors/paper/person.html", values)


@require_POST
@draft_page
def of_draft(request: PersonRequest, desk: Organisation, draft: OpenDraft) -> HttpResponse:
    """What is still open of a draft, on paper to take home."""
    if draft.sent:
        return redirect("doors:desk_sent", draft.row.key)
    look_at(desk, draft)
    if not rules.questions_open(presenting.form_of(draft)):
        messages.info(request, _("Every question is answered. Read it back and send it."))
        return redirect("doors:desk_review", draft.row.key)
    sheet = actions.sheet_to_go_on(draft, desk, large=request.POST.get("large") == "yes")
    return as_file(printing.personal(sheet, author=str(desk)), f"{draft.service.slug}.pdf")
