from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts import throttle
from tandem.cases import actions, following, queries
from tandem.cases.errors import NotNow
from tandem.cases.forms import PhotoForm
from tandem.cases.views.follow import WEBSITE
from tandem.people.http import PersonRequest
from tandem.services.picture import REFUSED
from tandem.toolbox import drawing
from tandem.toolbox.drawing import MOST_BYTES_OF_A_PHOTO, NotDrawn
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
            jpeg = _drawn(request, form)
            if jpeg is not None:
                try:
                    actions.add_picture(case, jpeg)
                except NotNow:
                    messages.error(request, _("No more photos can be added to this request."))
                else:
                    messages.success(request, _("Your photo is now with your request."))
                return redirect("cases:follow")
        status = 422 if form.is_bound else 200
        values = {"case": case, "form": form, "front": WEBSITE}
        return render(request, "cases/photo.html", values, status=status)


def _drawn(request: PersonRequest, form: PhotoForm) -> bytes | None:
    """Anew, and unreadable where it should be; else what is wrong stands at its field."""
    file: UploadedFile[bytes] = form.cleaned_data["photo"]
    if throttle.seconds_until_next("photo:sending", request):
        form.add_error("photo", REFUSED["too_many"])
        return None
    try:
        jpeg = drawing.photo(file.read(MOST_BYTES_OF_A_PHOTO + 1)).jpeg
        return drawing.blurred(jpeg) if form.cleaned_data["blur"] else jpeg
    except NotDrawn as error:
        form.add_error("photo", REFUSED[str(error)])
        return None
