"""Whoever has nothing but a number learns what anybody may know of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from tandem.accounts import throttle
from tandem.doors.forms import NumberForm
from tandem.people.http import PersonRequest
from tandem.services import numbers


# By POST: the number of a sheet is nobody's secret, and no word of an address either.
@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: PersonRequest) -> HttpResponse:
    form = NumberForm(request.POST if request.method == "POST" else None)
    found: list[numbers.Told] = []
    status = 200
    if form.is_bound:
        found = _found(request, form) if form.is_valid() else []
        status = 200 if found else 422
    values = {"form": form, "found": found}
    return render(request, "doors/web/number.html", values, status=status)


def _found(request: PersonRequest, form: NumberForm) -> list[numbers.Told]:
    tried = throttle.machine_of(request, "number")
    if wait := throttle.wait_for(*tried):
        form.add_error(None, throttle.in_words(wait))
        return []
    said = form.cleaned_data
    found = numbers.told_of(said["number"], said["postal_code"])
    if not found:
        throttle.failed(*tried)
        form.add_error("number", NumberForm.unknown())
    return found
