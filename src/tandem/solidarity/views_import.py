"""Volunteers whom a commune already knows, brought in from its own list."""

from typing import Any, cast
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
from tandem.solidarity.choices import Skill
from tandem.solidarity.errors import NotNow
from tandem.solidarity.models import Batch
from tandem.solidarity.volunteers_file import COLUMNS, NotReadable, Wishes
from tandem.territory.models import Organisation, PostalCode

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


ALREADY = gettext_lazy("This list has already been taken in.")
USUAL = (Skill.ERRANDS, Skill.CALL, Skill.LETTER)
"""What anybody may be asked for without a licence, a tool or a key."""


class FileForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("The list"),
        help_text=gettext_lazy("A CSV file as any spreadsheet can save it, at most 1 MB."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": WHY_NOT["empty"],
        },
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    skills = forms.MultipleChoiceField(
        label=gettext_lazy("What would they do, where the list does not say?"),
        choices=[(skill.value, skill.label) for skill in Skill if skill != Skill.OWN_WORDS],
        initial=USUAL,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one answer.")},
    )
    postal_code = forms.ChoiceField(
        label=gettext_lazy("Where do they live, where the list does not say?")
    )

    def __init__(self, organisation: Organisation, *sent: Any) -> None:
        super().__init__(*sent)
        codes = PostalCode.objects.filter(commune=organisation.area_id).order_by("code")
        places = [(row.code, row.code) for row in codes]
        cast(forms.ChoiceField, self.fields["postal_code"]).choices = places


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def bring_in(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """Send a list; it is shown before anything is taken in."""
    sent = request.method == "POST"
    form = FileForm(organisation, request.POST if sent else None, request.FILES if sent else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            if said["file"].size > volunteers_file.MOST_BYTES:
                raise NotReadable("too_large")
            wishes = Wishes(
                next(iter(organisation.area.required_languages), "fr"),
                tuple(said["skills"]),
                said["postal_code"],
            )
            account = request.account.pk if request.account else 0
            text = volunteers_file.text_of(said["file"].read())
            batch = importing.show(text, wishes, organisation, account)
        except NotReadable as error:
            form.add_error("file", str(WHY_NOT[str(error)]))
        else:
            return redirect("solidarity:import_shown", batch.key)
    values = {
        "organisation": organisation,
        "form": form,
        "columns": [column.heading for column in COLUMNS],
        "batches": import_page.batches(organisation),
    }
    status = 422 if form.is_bound else 200
    return render(request, "solidarity/import.html", values, status=status)


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
        messages.info(request, ALREADY)
        return redirect("solidarity:import")
    data = request.POST if request.method == "POST" else None
    asked = import_page.KnownForm(kept, data)
    if asked.is_bound and asked.is_valid():
        return _take_in(request, batch, asked)
    return _page(request, batch, kept, form=asked)


def _page(
    request: PersonRequest, batch: Batch, kept: importing.Kept, **forms: forms.Form
) -> HttpResponse:
    values = {
        "batch": batch,
        "page": import_page.shown(kept),
        "form": import_page.KnownForm(kept),
        "columns": import_page.ColumnsForm(kept),
    }
    status = 422 if any(form.is_bound for form in forms.values()) else 200
    return render(request, "solidarity/import_shown.html", {**values, **forms}, status=status)


def _take_in(request: PersonRequest, batch: Batch, asked: import_page.KnownForm) -> HttpResponse:
    try:
        done = importing.take_in(batch, asked.choices())
    except NotNow:
        messages.info(request, ALREADY)
    else:
        many = len(done.offers)
        said = ngettext(
            "%(many)s volunteer is taken in.", "%(many)s volunteers are taken in.", many
        )
        messages.success(request, said % {"many": many})
    return redirect("solidarity:import")


@require_POST
@access.coordinator_page
def look_again(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """What a column is, or what should have stood in a line; the list is then read anew."""
    batch = access.batch_of_ours(organisation, key)
    try:
        kept = importing.opened(batch)
        if "columns" in request.POST:
            form = import_page.ColumnsForm(kept, request.POST)
            if not form.is_valid():
                return _page(request, batch, kept, columns=form)
            importing.look_again(batch, columns=form.chosen())
        else:
            importing.look_again(batch, cells=import_page.corrected(kept, request.POST))
    except NotNow:
        messages.info(request, ALREADY)
        return redirect("solidarity:import")
    except NotReadable as error:
        messages.warning(request, str(WHY_NOT[str(error)]))
    return redirect("solidarity:import_shown", key)


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
