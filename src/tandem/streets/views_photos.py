"""Photos of a report: added by the office, looked at, shown to everybody, taken back."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.cases import access as cases
from tandem.people.http import PersonRequest
from tandem.services.photo_forms import drawn
from tandem.services.picture import REFUSED
from tandem.streets import access, photos, public, showing, wording
from tandem.streets.access import Office
from tandem.streets.choices import Shot
from tandem.streets.errors import NotNow
from tandem.streets.models import Photo
from tandem.streets.office_forms import OfficePhotoForm
from tandem.streets.views_office import done
from tandem.toolbox import drawing
from tandem.toolbox.drawing import NotDrawn

PLAIN, UNREADABLE = "plain", "unreadable"
"""How the colleague saw it who lets everybody see it."""


@require_GET
@access.office_page
def picture(
    request: PersonRequest, of: Office, sign: str, key: UUID, unreadable: bool = False
) -> HttpResponse:
    """As we drew it; that it is looked at is noted first."""
    photo = access.photo_of(of, sign, key)
    jpeg = access.photo_opened(photo, unreadable=unreadable)
    return HttpResponse(jpeg, content_type="image/jpeg")


@require_http_methods(["GET", "POST"])
@access.office_page
def add(request: PersonRequest, of: Office, sign: str) -> HttpResponse:
    """Before the work, or after it."""
    ours = access.report_of(of, sign)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = OfficePhotoForm(*given)
    if form.is_bound and form.is_valid():
        jpeg = drawn(request, form)
        if jpeg is not None:
            shot = Shot(form.cleaned_data["shot"])
            said = _("The photo is with the report. Only colleagues see it.")
            return done(request, ours, lambda: photos.add(ours, shot, jpeg), said)
    values = {"organisation": of.organisation, "report": ours, "form": form}
    return render(request, "streets/photo_add.html", values, status=422 if form.is_bound else 200)


@require_POST
@access.office_page
def keep(request: PersonRequest, of: Office, sign: str, voice: int, key: UUID) -> HttpResponse:
    """A photo that came later to the case of somebody who told us."""
    ours = access.report_of(of, sign)
    told = access.voice_of(ours, voice)
    jpeg = cases.picture_opened(told.case, key)
    said = _("The photo is with the report. Only colleagues see it.")
    return done(request, ours, lambda: photos.keep_added(ours, told, key, jpeg), said)


@require_http_methods(["GET", "POST"])
@access.office_page
def one(request: PersonRequest, of: Office, sign: str, key: UUID) -> HttpResponse:
    """Looked at as everybody would see it; then let out, or taken back."""
    photo = access.photo_of(of, sign, key)
    if request.method == "POST":
        deed = DEEDS.get(request.POST.get("deed", ""))
        if deed is None:
            raise Http404
        try:
            said = deed(photo, request.POST.get("seen", ""))
        except NotNow as error:
            messages.warning(request, wording.why_not_now(str(error)))
        except NotDrawn as error:
            messages.error(request, REFUSED[str(error)])
        else:
            messages.success(request, said)
        return redirect("streets:office_photo", sign, key)
    seen = showing.seen(photo, public.Names())
    values = {
        "organisation": of.organisation,
        "report": photo.report,
        "photo": seen,
        "exact": public.spot_of(photo.report).exact,
        "seen": UNREADABLE if seen.unreadable else PLAIN,
    }
    return render(request, "streets/photo.html", values)


def _release(photo: Photo, seen: str) -> str:
    if seen not in {PLAIN, UNREADABLE}:
        raise Http404
    photos.release(photo, unreadable=seen == UNREADABLE)
    return _("Everybody can see this photo now, on the page of the report.")


def _take_back(photo: Photo, seen: str) -> str:
    photos.take_back(photo)
    return _("Only colleagues see this photo now. For some minutes it may still be seen elsewhere.")


def _unreadable(photo: Photo, seen: str) -> str:
    photos.make_unreadable(photo, drawing.blurred(access.photo_opened(photo, unreadable=False)))
    return _("Look whether every face and every number plate is unreadable now.")


def _as_it_came(photo: Photo, seen: str) -> str:
    photos.as_it_came(photo)
    return _("This is the photo as it came.")


DEEDS: dict[str, Callable[[Photo, str], str]] = {
    "release": _release,
    "take_back": _take_back,
    "unreadable": _unreadable,
    "as_it_came": _as_it_came,
}
