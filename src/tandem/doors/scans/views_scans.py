"""Handing in scans, and what came of each page."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.doors.scans import access, queries, waiting
from tandem.doors.scans.access import scans_page
from tandem.doors.scans.choices import FileState, PageState, Source
from tandem.doors.scans.forms import HandInForm
from tandem.doors.scans.intake import take_in
from tandem.people.http import PersonRequest
from tandem.territory.models import Organisation

OF_ITS_OWN = "own"
"""Said in place of a copy: somebody else filled this one in."""
LOOK_AGAIN = "3"
"""Seconds after which the page of a batch that is being read looks again by itself."""


@require_http_methods(["GET", "HEAD", "POST"])
@scans_page
def scans(request: PersonRequest, desk: Organisation) -> HttpResponse:
    """Hand in what a scanner or a telephone made, and find what was handed in before."""
    form = HandInForm(files=request.FILES) if request.method == "POST" else HandInForm()
    if form.is_bound and form.is_valid():
        batch = take_in(form.handed(), desk, Source.PAGE)
        return redirect("doors:scans_batch", batch.key)
    values = {
        "organisation": desk,
        "form": form,
        "page": queries.batches_of(desk, request.GET.get("page")),
    }
    return render(request, "doors/scans/scans.html", values)


@require_safe
@scans_page
def batch(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    """What came of every page."""
    ours = access.batch_of(desk, key)
    files = queries.files_of(ours)
    reading = any(file.row.state == FileState.WAITING for file in files)
    sheets = queries.sheets_of(files)
    values = {
        "organisation": desk,
        "batch": ours,
        "files": files,
        "reading": reading,
        "sheets": sheets,
    }
    response = render(request, "doors/scans/batch.html", values)
    if reading:
        response["Refresh"] = LOOK_AGAIN
    return response


@require_safe
@scans_page
def page(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    """The picture of a page that was read for nobody, or taken for one that came before."""
    ours = access.page_of(desk, key)
    if ours.sealed_picture is None or ours.state == PageState.SHEET:
        raise Http404
    access.look_at_page(ours)
    return HttpResponse(ours.picture, content_type="image/jpeg")


@require_POST
@scans_page
def dealt(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    ours = access.page_of(desk, key)
    waiting.deal_with(ours)
    messages.success(request, _("Noted: a colleague has dealt with this page."))
    return redirect("doors:scans_batch", ours.file.batch.key)


@require_POST
@scans_page
def belongs(request: PersonRequest, desk: Organisation, key: UUID) -> HttpResponse:
    """Of which copy it is a page, or that it is of none of them."""
    ours = access.page_of(desk, key)
    said = request.POST.get("sheet", "")
    try:
        sheet = access.sheet_of(desk, UUID(said)) if said != OF_ITS_OWN else None
    except ValueError as error:
        raise Http404 from error
    if waiting.belongs_to(ours, sheet) if sheet else waiting.is_of_its_own(ours):
        messages.success(request, _("The page lies with its sheet now."))
    else:
        messages.info(request, _("This sheet has such a page already."))
    return redirect("doors:scans_batch", ours.file.batch.key)
