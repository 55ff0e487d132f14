"""Who lives where: what the commune knows of it, so that one sees from whom nobody hears."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.people.http import PersonRequest
from tandem.streets.access_wording import wording_page
from tandem.streets.forms_inhabitants import InhabitantsForm, as_said
from tandem.territory.actions import state_inhabitants
from tandem.territory.models import Inhabitants, Organisation


@require_http_methods(["GET", "POST"])
@wording_page
def inhabitants(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    commune = organisation.area
    row = Inhabitants.objects.filter(commune=commune).first()
    codes = list(commune.postal_codes.order_by("code").values_list("code", flat=True))
    form = InhabitantsForm(
        codes, request.POST if request.method == "POST" else None, initial=as_said(row)
    )
    if form.is_bound and form.is_valid():
        state_inhabitants(organisation, **form.stated())
        messages.success(request, _("Kept. What was told is compared with it from tonight on."))
        return redirect("streets:inhabitants")
    values = {
        "commune": commune,
        "codes": codes,
        "row": row,
        "missing": [code for code in codes if not (row and row.counts.get(code))],
        "to_check": row is not None and row.is_to_be_checked(),
        "form": form,
    }
    return render(request, "streets/inhabitants.html", values, status=422 if form.is_bound else 200)
