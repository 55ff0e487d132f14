"""Volunteers whom a commune already knows, brought in from its own list."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.people.http import PersonRequest
from tandem.solidarity import access, import_page, importing, volunteers_file
from tandem.solidarity.errors import NotNow
from tandem.solidarity.volunteers_file import COLUMNS, NotReadable
from tandem.territory.models import Organisation

WHY_NOT = {
    "too_large": gettext_lazy("This file is larger than 1 MB. Send the list in several parts."),
    "not_csv": gettext_lazy(
        "This is not a CSV file. In your spreadsheet, choose “Save as” and then “CSV”."
    ),
    "empty": gettext_lazy("There is nobody in this file."),
    "too_many_rows": gettext_lazy(
        "There are more than 500 people in this file. Send the list in several parts."
    ),
}


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The list"),
        help_text=gettext_lazy("A CSV file as any spreadsheet can save it, at most 1 MB."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": WHY_NOT["empty"],
        },
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def bring_in(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """Send a list; it is shown before anything is taken in."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > volunteers_file.MOST_BYTES:
                raise NotReadable("too_large")
            language = next(iter(organisation.area.required_languages), "fr")
            read = volunteers_file.read(file.read(), language)
        except NotReadable as error:
            form.add_error("file", _why_not(str(error)))
        else:
            account = request.account.pk if request.account else 0
            batch = importing.show(read, organisation, account)
            return redirect("solidarity:import_shown", batch.key)
    values = {
        "organisation": organisation,
        "form": form,
        "columns": [(column.heading, column.name in volunteers_file.NEEDED) for column in COLUMNS],
        "batches": import_page.batches(organisation),
    }
    status = 422 if form.is_bound else 200
    return render(request, "solidarity/import.html", values, status=status)


def _why_not(code: str) -> str:
    kind, _colon, names = code.partition(":")
    if kind == "missing":
        headings = {column.name: str(column.heading) for column in COLUMNS}
        said = ", ".join(f"“{headings[name]}”" for name in names.split(","))
        return _("These columns are missing: %(columns)s. Take the headings of our template.") % {
            "columns": said
        }
    return str(WHY_NOT[kind])


@require_GET
@access.coordinator_page
def template(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    # With a mark at the start, by which spreadsheets know that accents are accents.
    body = volunteers_file.template().encode("utf-8-sig")
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="volunteers.csv"'
    return response


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def shown(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """What would be taken in, what cannot be, and who may be known already."""
    batch = access.batch_of_ours(organisation, key)
    try:
        kept = importing.opened(batch)
    except NotNow:
        messages.info(request, _("This list has already been taken in."))
        return redirect("solidarity:import")
    asked = import_page.KnownForm(kept, request.POST if request.method == "POST" else None)
    if asked.is_bound and asked.is_valid():
        try:
            done = importing.take_in(batch, asked.choices())
        except NotNow:
            messages.info(request, _("This list has already been taken in."))
        else:
            many = len(done.offers)
            messages.success(
                request,
                ngettext(
                    "%(many)s volunteer is taken in.", "%(many)s volunteers are taken in.", many
                )
                % {"many": many},
            )
        return redirect("solidarity:import")
    values = {"batch": batch, "page": import_page.shown(kept), "form": asked}
    status = 422 if asked.is_bound else 200
    return render(request, "solidarity/import_shown.html", values, status=status)


@require_POST
@access.coordinator_page
def throw_away(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    importing.throw_away(access.batch_of_ours(organisation, key))
    messages.success(request, _("Nothing of the list remains."))
    return redirect("solidarity:import")


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def undo(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """As if the list had never been taken in, while nobody of it was asked for anything."""
    batch = access.batch_of_ours(organisation, key)
    if batch.taken_in_at is None:
        raise Http404
    if request.method == "GET":
        values = {"batch": batch, "many": len(batch.offers)}
        return render(request, "solidarity/import_undo.html", values)
    try:
        importing.undo(batch)
    except NotNow:
        messages.warning(
            request,
            _(
                "Somebody of this list was already asked for help, so it stays. Pause people singly."
            ),
        )
    else:
        messages.success(request, _("The list is taken out again."))
    return redirect("solidarity:import")
