"""Somebody at home takes pictures of her form and hands them in: no account, nothing shown back."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from tandem.accounts import throttle
from tandem.doors.scans.choices import Source
from tandem.doors.scans.forms import FromHomeForm
from tandem.doors.scans.intake import has_room_today, take_in
from tandem.journal.asker import acting, current
from tandem.journal.choices import Door
from tandem.people.http import PersonRequest
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes

_FULL = _(
    "Very many forms were handed in to your commune today. Bring yours to the desk or post it, or try "
    "again tomorrow."
)


@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: PersonRequest) -> HttpResponse:
    """The files are kept for the commune of the postal code; what they are is not said to anybody."""
    form = FromHomeForm(request.POST, request.FILES) if request.method == "POST" else FromHomeForm()
    if form.is_bound and form.is_valid() and _may_hand_in(request, form):
        on_paper = replace(current(), door=Door.PAPER)
        with acting(on_paper), transaction_within(scopes.of_organisation(form.organisation)):
            handed = form.handed()
            if has_room_today(form.organisation, coming=sum(one.size for one in handed)):
                take_in(handed, form.organisation, Source.HOME)
                return redirect("doors:paper_handed_in")
        form.add_error(None, _FULL)
    return render(request, "doors/scans/hand_in.html", {"form": form})


@require_safe
def handed_in(request: PersonRequest) -> HttpResponse:
    return render(request, "doors/scans/handed_in.html")


def _may_hand_in(request: PersonRequest, form: FromHomeForm) -> bool:
    seconds = throttle.seconds_until_next("paper:handing-in", request)
    if not seconds:
        return True
    said = ngettext(
        "Many forms were handed in from here. Wait %(seconds)s second, then try again.",
        "Many forms were handed in from here. Wait %(seconds)s seconds, then try again.",
        seconds,
    )
    form.add_error(None, said % {"seconds": seconds})
    return False
