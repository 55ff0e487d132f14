"""The code of a draft in the browser: a cookie no script reads, of this session, never a URL.

Sealed, so that nobody tries codes by cookie, past the delays of /draft/; and so that the word stands in no
file in which a browser keeps its cookies.
"""

import base64
import binascii

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tandem.doors.fronts import WEBSITE
from tandem.services import drafts
from tandem.services.declaration import Service
from tandem.services.drafts import Code, OpenDraft
from tandem.toolbox.sealing import Unreadable, seal, unseal
from tandem.ui.front import Front

PLACE = "tandem.doors.draft"
"""For which it is sealed."""
PREFIX = "draft-"


def draft_in(request: HttpRequest, service: type[Service]) -> OpenDraft | None:
    """The draft of this service that this browser goes on with."""
    reference, _dot, word = _opened(request.COOKIES.get(_name(service), "")).partition(".")
    code = drafts.read_code(reference, word) if reference else None
    draft = drafts.take_up(code) if code else None
    return draft if draft and draft.row.service == service.slug else None


def remember(
    response: HttpResponse, service: type[Service], code: Code, front: Front = WEBSITE
) -> None:
    # One that was to be deleted by this answer would keep its age of nothing.
    response.cookies.pop(_name(service), None)
    # Without an age: it ends with the browser, which others may use after her.
    response.set_cookie(
        _name(service),
        base64.urlsafe_b64encode(seal(str(code), PLACE)).decode(),
        path=_path(service, front),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse, service: type[Service], front: Front = WEBSITE) -> None:
    response.delete_cookie(_name(service), path=_path(service, front), samesite="Lax")


def _opened(kept: str) -> str:
    """Empty for what was not sealed by us."""
    try:
        return unseal(base64.urlsafe_b64decode(kept), PLACE)
    except (Unreadable, ValueError, binascii.Error):
        return ""


def _name(service: type[Service]) -> str:
    return f"{PREFIX}{service.slug}"


def _path(service: type[Service], front: Front) -> str:
    # Where many people share a machine, one page must be able to take away every code.
    return front.at("home") if front.shared else front.at("start", service.slug)
