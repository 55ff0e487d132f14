from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from tandem.toolbox.texts import Text
from tandem.ui import gallery, language
from tandem.ui.headers import never_kept
from tandem.ui.typed import is_from_here, typed_in


# Without a token, so that reading a page sets no cookie and pages can be kept by a cache;
# the worst a stranger's page can do is to change the language.
@csrf_exempt
@transaction.non_atomic_requests
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language chosen, and go back to the page one came from."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("language", "")
    if chosen in language.spoken_here():
        language.remember(response, chosen)
    return response


@transaction.non_atomic_requests
@require_GET
def show_gallery(request: HttpRequest, name: str = "") -> HttpResponse:
    """Every component in every state; `?dir=rtl` shows them from right to left."""
    if name and name not in gallery.PAGES:
        raise Http404
    # Arabic is not among our languages: it stands for those that may come.
    spoken = "ar" if request.GET.get("dir") == "rtl" else translation.get_language()
    with translation.override(spoken):
        page = f"ui/gallery/{name}.html" if name else "ui/gallery/index.html"
        return render(request, page, gallery.context(name))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _sorry(
        request,
        400,
        _("We could not read what your browser sent"),
        _("Go back, load the page again, and try once more."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _sorry(
        request,
        403,
        _("This page is not open to you"),
        _("If it should be, sign in with the right account, or ask your coordinator."),
    )


@never_kept
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was typed is still there: one press sends it again, if our own page sent it."""
    title = _("Please send the form again")
    if is_from_here(request) and request.POST:
        values: dict[str, Any] = {
            "title": title,
            "what_next": _(
                "The page had been open for a long time, or cookies were deleted. What you typed on this page is kept here. Answers of earlier pages are found again with their reference and word."
            ),
            "typed": typed_in(request),
        }
        return render(request, "ui/send_again.html", values, status=403)
    return _sorry(
        request,
        403,
        title,
        _(
            "The page had been open for a long time, or your browser refuses cookies. "
            "Go back, load the page again, and send it once more."
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _sorry(
        request,
        404,
        _("We could not find this page"),
        _("Check the address for typing mistakes, or begin again from the first page."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _sorry(
        request,
        500,
        _("Something went wrong on our side"),
        _("It is not your fault. Try again in a few minutes; if it is urgent, telephone us."),
    )


def _sorry(request: HttpRequest, status: int, title: Text, what_next: Text) -> HttpResponse:
    values: dict[str, Any] = {"title": title, "what_next": what_next, "status": status}
    return render(request, "ui/error.html", values, status=status)
