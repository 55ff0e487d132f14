from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tandem.accounts import throttle
from tandem.accounts.actions import choose_password, open_account
from tandem.accounts.models import Account
from tandem.desk.first_run import steps
from tandem.desk.first_run.forms import AdministratorForm, CodeForm, FindForm, PlatformForm
from tandem.territory.actions import open_platform
from tandem.territory.models import Area
from tandem.ui import keeping
from tandem.ui.headers import never_kept

View = Callable[..., HttpResponse]


def first_run_only(view: View) -> View:
    """404 for ever once there is a platform; before the code was given, the way to it."""

    @wraps(view)
    @never_kept
    @require_http_methods(["GET", "POST"])
    def guarded(request: HttpRequest) -> HttpResponse:
        if steps.is_over():
            raise Http404
        said = steps.told(request)
        return redirect("desk:first_run") if said is None else view(request, said)

    return guarded


@never_kept
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """The code first: an empty installation belongs to whoever can print it."""
    if steps.is_over():
        raise Http404
    key = ("first_run:address", throttle.address_of(request))
    form = CodeForm(request.POST if request.method == "POST" else None)
    wait = throttle.wait_for(*key)
    if form.is_bound and wait is None and form.is_valid():
        steps.begin(request)
        return redirect("desk:first_run_platform")
    if form.is_bound and wait is None:
        throttle.failed(*key)
    status = 429 if form.is_bound and wait else 422 if form.is_bound else 200
    values = {"form": form, "wait": bool(form.is_bound and wait)}
    return render(request, "desk/first_run/code.html", values, status=status)


@first_run_only
def platform(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    form = PlatformForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_bound and form.is_valid():
        steps.keep(request, **form.cleaned_data)
        return redirect("desk:first_run_communes")
    status = 422 if form.is_bound else 200
    return render(request, "desk/first_run/platform.html", {"form": form}, status=status)


@first_run_only
def communes(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    """Find, add, take away; as many as share the platform."""
    if request.method == "POST":
        return _change(request, said)
    words = request.GET.get("find", "").strip()
    chosen = steps.chosen(said)
    values = {
        "form": FindForm(request.GET or None),
        "words": words,
        "found": [area for area in steps.found(words) if area not in chosen],
        "chosen": chosen,
        "loaded": Area.objects.communes().exists(),
    }
    return render(request, "desk/first_run/communes.html", values)


def _change(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    kept: list[int] = said["communes"]
    add, remove = request.POST.get("add", ""), request.POST.get("remove", "")
    if add.isdecimal() and Area.objects.communes().filter(pk=int(add[:9])).exists():
        steps.keep(request, communes=sorted({*kept, int(add[:9])}))
    elif remove.isdecimal() and len(remove) < 19:
        steps.keep(request, communes=[key for key in kept if key != int(remove[:9])])
    elif "look" in request.POST:
        return _found(request.POST.get("find", ""))
    else:
        return _go_on(request, kept, request.POST.get("find", "").strip())
    return redirect("desk:first_run_communes")


def _found(words: str) -> HttpResponse:
    return redirect(f"{reverse('desk:first_run_communes')}?{urlencode({'find': words})}")


def _go_on(request: HttpRequest, kept: list[int], words: str) -> HttpResponse:
    """What stands in the search was meant: one commune is added, of several one is chosen."""
    meant = steps.found(words)
    new = [area.pk for area in meant if area.pk not in kept]
    if len(new) == 1:
        steps.keep(request, communes=sorted({*kept, *new}))
    if len(new) == 1 or (kept and not new and (meant or not words)):
        return redirect("desk:first_run_administrator")
    if new:
        messages.warning(request, _("Several communes are called so. Add the one you mean."))
    elif not kept:
        messages.error(request, _("Choose at least one commune first."))
    return _found(words) if words else redirect("desk:first_run_communes")


@sensitive_post_parameters("password", "again")
@first_run_only
def administrator(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    """The last step: everything said so far becomes true, and its administrator is signed in."""
    chosen = steps.chosen(said)
    if not said["name"] or not chosen:
        return redirect("desk:first_run_platform")
    form = AdministratorForm(Account(), request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        values = {"form": form, "said": said, "chosen": chosen}
        status = 422 if form.is_bound else 200
        return render(request, "desk/first_run/administrator.html", values, status=status)
    account = open_account(form.cleaned_data["email"])
    open_platform(said["name"], chosen, telephone=said["telephone"], administrator=account)
    steps.end(request)
    choose_password(request, account, form.cleaned_data["password"])
    keeping.forget()
    messages.success(request, _("Your platform is open. Now invite those who will answer."))
    return redirect("desk:team")
