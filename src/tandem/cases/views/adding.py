from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.cases import actions, following, queries
from tandem.cases.errors import NotNow
from tandem.cases.fronts import front_for
from tandem.people.http import PersonRequest
from tandem.services.photo_forms import PhotoForm, drawn_or_waiting
from tandem.services.picture import KEPT_LOCKED
from tandem.toolbox.drawing import Waiting
from tandem.ui.headers import never_kept


@never_kept
@require_http_methods(["GET", "POST"])
def photo(request: PersonRequest) -> HttpResponse:
    """A photo comes after the request, by whoever has its reference and word."""
    with following.opened(request, shown=False) as case:
        if case is None or not queries.takes_photos(case):
            return redirect("cases:follow")
        form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
        if form.is_bound and form.is_valid():
            taken = drawn_or_waiting(request, form)
            if taken is not None:
                try:
                    actions.add_picture(case, taken)
                except NotNow:
                    messages.error(request, _("No more photos can be added to this request."))
                else:
                    messages.success(request, _("Your photo is now with your request."))
                    if isinstance(taken, Waiting):
                        messages.info(request, KEPT_LOCKED)
                return redirect("cases:follow")
        status = 422 if form.is_bound else 200
        values = {"case": case, "form": form, "front": front_for(request)}
        return render(request, "cases/photo.html", values, status=status)
