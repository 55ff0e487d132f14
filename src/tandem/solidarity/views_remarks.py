"""A colleague answers somebody about the program."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.cases.errors import NotNow as CaseNotNow
from tandem.people.http import PersonRequest
from tandem.solidarity import access, remarks, remarks_page, wording
from tandem.solidarity.choices import About
from tandem.solidarity.errors import NotNow
from tandem.solidarity.remarks_page import AnswerForm, ContestForm
from tandem.territory.models import Organisation


@require_http_methods(["GET", "POST"])
@access.coordinator_page
def remark(request: PersonRequest, organisation: Organisation, reference: str) -> HttpResponse:
    found = access.remark_of_ours(organisation, reference)
    kind = ContestForm if found.about == About.CONTEST else AnswerForm
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        upheld = said.get("upheld") == "yes"
        try:
            remarks.answer(found, said["words"], upheld=upheld, fault=said.get("fault", ""))
        except (NotNow, CaseNotNow) as error:
            messages.warning(request, wording.why_not_now(str(error)))
        else:
            messages.success(request, _("Answered. The person receives your words."))
        return redirect("cases:case", reference)
    values = {"shown": remarks_page.shown(found), "form": form}
    return render(request, "solidarity/remark.html", values, status=422 if form.is_bound else 200)
