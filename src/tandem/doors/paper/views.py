"""Forms and leaflets for everybody to print."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from tandem.accounts import throttle
from tandem.cases import intake
from tandem.doors.paper import actions, leaflets, printing
from tandem.doors.paper.forms import PublicForm, Sort
from tandem.doors.paper.queries import offered_on_paper
from tandem.doors.paper.wording import Wanted, telephone, who_takes_in
from tandem.people.http import PersonRequest
from tandem.services.alike import SAME_AS
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tandem.territory.models import Area

SIZES = {Sort.LEAFLET: "a5", Sort.POSTER: "a4"}


@require_safe
def show(request: PersonRequest) -> HttpResponse:
    """Every service that can be asked for on paper."""
    offered = offered_on_paper()
    closures = intake.told_before_each(offered)
    values = {
        "services": [(service, closures[service.slug]) for service in offered],
        "telephone": telephone(who_takes_in(None)),
    }
    return render(request, "doors/paper/paper.html", values)


@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def of_service(request: PersonRequest, slug: str) -> HttpResponse:
    """Choose language and size; the PDF comes by POST, because each copy is another one."""
    service = next((one for one in offered_on_paper() if one.slug == slug), None)
    if service is None:
        raise Http404
    # Of the place she comes from: it is written on the form, and need not be written again.
    given = service.told_as(request.GET.get(SAME_AS, ""))
    code = service.form.postal_code_in(given)
    form = PublicForm(
        request.POST if request.method == "POST" else None,
        initial={"language": get_language(), "postal_code": code},
    )
    if form.is_bound and form.is_valid() and _may_print(request, form):
        chosen = form.cleaned_data
        return made(service, Sort(chosen["sort"]), chosen["language"], form.commune, given=given)
    values = {
        "service": service,
        "closures": intake.told_before(service),
        "form": form,
        "given": bool(given),
        "telephone": telephone(who_takes_in(None)),
    }
    return render(request, "doors/paper/service.html", values)


def _may_print(request: PersonRequest, form: PublicForm) -> bool:
    """Printing costs us more than reading: whoever asks very often waits a little."""
    seconds = throttle.seconds_until_next("paper:printing", request)
    if not seconds:
        return True
    said = ngettext(
        "Many forms were printed from here. Wait %(seconds)s second, then try again.",
        "Many forms were printed from here. Wait %(seconds)s seconds, then try again.",
        seconds,
    )
    form.add_error(None, said % {"seconds": seconds})
    return False


def made(
    service: type[Service],
    sort: Sort,
    language: str,
    commune: Area | None,
    copies: int = 1,
    given: Raw | None = None,
) -> HttpResponse:
    """The file itself."""
    if sort in SIZES:
        pdf = leaflets.leaflet(service, language, commune, size=SIZES[sort])
    else:
        form = actions.form_today(wanted(service, sort, language, commune))
        pdf = printing.copies(form, copies, author=_author(commune), given=given)
    return as_file(pdf, f"{service.slug}-{language}-{sort}.pdf")


def wanted(service: type[Service], sort: Sort, language: str, commune: Area | None) -> Wanted:
    return Wanted(service, language, sort == Sort.LARGE, commune)


def _author(commune: Area | None) -> str:
    return str(who_takes_in(commune) or _("Tandem"))


def as_file(pdf: bytes, name: str) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
