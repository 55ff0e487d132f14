"""To whose programs reports go, and which programs hear of them; for administrators."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.people.choices import Channel
from tandem.people.http import PersonRequest
from tandem.streets import hooks, queue, systems, with_whom
from tandem.streets.access_abroad import administrator_page, hook_of_ours, system_of_ours
from tandem.streets.choices import Ground
from tandem.streets.errors import NotNow
from tandem.streets.forms_abroad import AddresseeForm, HookForm, MappingForm, SystemForm
from tandem.streets.kinds import kinds_of
from tandem.streets.models import Hook, HookMessage, System
from tandem.territory.models import Organisation
from tandem.toolbox.texts import Text
from tandem.ui.components.lists import Head

WRITTEN = "written"
"""Says which of the two forms was sent."""


@require_http_methods(["GET", "POST"])
@administrator_page
def all_systems(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    is_written = sent is not None and WRITTEN in sent
    form = SystemForm(None if is_written else sent)
    written = AddresseeForm(sent if is_written else None, prefix=WRITTEN)
    rows = System.objects.filter(organisation=organisation, left_at__isnull=True)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        if rows.count() >= systems.MOST:
            form.add_error(None, _("These are many already. End one first."))
        else:
            system = systems.add(
                organisation,
                name=said["name"],
                ground=Ground(said["ground"]),
                url=said["url"],
                jurisdiction=said["jurisdiction"],
                key=said["key"],
            )
            messages.success(request, _("Added. Its list of services is being asked for."))
            return redirect("streets:system", key=system.pk)
    if written.is_bound and written.is_valid():
        said = written.cleaned_data | {"ground": Ground(written.cleaned_data["ground"])}
        if rows.count() >= systems.MOST:
            written.add_error(None, _("These are many already. End one first."))
        else:
            system = systems.add_addressee(organisation, **said)
            messages.success(request, _("Added. Reports go there once a colleague hands one over."))
            return redirect("streets:system", key=system.pk)
    values = {
        "form": form,
        "written": written,
        "way": WRITTEN,
        "systems": rows,
        "heads": [
            _("With whom"),
            Head(_("Handed over"), "number"),
            Head(_("Came back"), "number"),
        ],
        "counted": with_whom.counted(organisation),
    }
    return render(
        request,
        "streets/systems.html",
        values,
        status=422 if form.errors or written.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@administrator_page
def one_system(request: PersonRequest, organisation: Organisation, key: int) -> HttpResponse:
    """Our categories, each with one of its services."""
    system = system_of_ours(organisation, key)
    form = MappingForm(
        request.POST if request.method == "POST" else None,
        system=system,
        kinds=list(kinds_of(organisation.area)),
    )
    if form.is_bound and form.is_valid():
        systems.map_categories(system, form.mapping())
        messages.success(request, _("Kept."))
        return redirect("streets:system", key=system.pk)
    way = Channel(system.contact.channel).label if system.contact else ""
    values = {"system": system, "form": form, "way": way}
    return render(request, "streets/system.html", values, status=422 if form.errors else 200)


@require_POST
@administrator_page
def ask_services(request: PersonRequest, organisation: Organisation, key: int) -> HttpResponse:
    system = system_of_ours(organisation, key)
    if system.is_written_to:
        raise Http404
    queue.ask_services(system)
    messages.success(request, _("Its list of services is being asked for. Look again in a moment."))
    return redirect("streets:system", key=system.pk)


@require_POST
@administrator_page
def end_system(request: PersonRequest, organisation: Organisation, key: int) -> HttpResponse:
    system = system_of_ours(organisation, key)
    try:
        systems.end(system)
    except NotNow:
        messages.error(request, _("Reports are still with them. Take them back first."))
        return redirect("streets:system", key=system.pk)
    messages.success(request, _("Nothing goes there any more."))
    return redirect("streets:systems")


@require_http_methods(["GET", "POST"])
@administrator_page
def all_hooks(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    kinds = list(kinds_of(organisation.area))
    form = HookForm(request.POST if request.method == "POST" else None, kinds=kinds)
    rows = Hook.objects.filter(organisation=organisation, ended_at__isnull=True)
    secret = ""
    if form.is_bound and form.is_valid():
        if rows.count() >= hooks.MOST:
            form.add_error(None, _("These are many already. End one first."))
        else:
            said = form.cleaned_data
            _hook, secret = hooks.make(organisation, said["url"], said["categories"])
            form = HookForm(kinds=kinds)
    named: dict[str, Text] = {kind.code: kind.label for kind in kinds}
    values = {
        "form": form,
        # Shown once, on this page alone.
        "secret": secret,
        "hooks": [_about(hook, named) for hook in rows],
    }
    return render(request, "streets/hooks.html", values, status=422 if form.errors else 200)


def _about(hook: Hook, named: dict[str, Text]) -> dict[str, object]:
    told = HookMessage.objects.filter(hook=hook)
    waiting = told.filter(told_at__isnull=True, given_up_at__isnull=True)
    return {
        "row": hook,
        "categories": ", ".join(str(named.get(code, code)) for code in hook.categories),
        "last": told.filter(told_at__isnull=False).order_by("-told_at").first(),
        "waiting": waiting.count(),
        "failing": waiting.filter(tried__gt=0).exists(),
    }


@require_POST
@administrator_page
def end_hook(request: PersonRequest, organisation: Organisation, key: int) -> HttpResponse:
    hooks.end(hook_of_ours(organisation, key))
    messages.success(request, _("This program is told nothing more."))
    return redirect("streets:hooks")
