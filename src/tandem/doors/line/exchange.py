"""Where a telephone exchange tells who rings: by a token, in JSON or as a form, told twice at will."""

import json
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tandem.accounts import throttle
from tandem.doors.choices import CallState
from tandem.doors.line.actions import MOST_SIGNS, Told, note_call
from tandem.doors.line.errors import Flooded, NoSuchLine, TooOld
from tandem.doors.models import Line
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.tenancy.scope import within
from tandem.territory import signposts
from tandem.toolbox.sealing import digest

EVENTS = {CallState.RINGING, CallState.ANSWERED, CallState.ENDED}
LONGEST = 4_000


# Without a token of ours against forged forms: no browser brings the one that is asked for.
@csrf_exempt
@require_POST
def call(request: HttpRequest) -> HttpResponse:
    """204 when it is noted, also the second time; else a code that says what was wrong."""
    tried = ("line:address", throttle.address_of(request))
    if wait := throttle.longest_wait(tried):
        return _refused(429, "too_many_wrong_tokens", retry=throttle.seconds(wait))
    try:
        return _noted(request, _token(request))
    except NoSuchLine:
        throttle.failed(*tried)
        return _refused(401, "unknown_token")
    except ValueError:
        return _refused(400, "unreadable")
    except TooOld:
        return _refused(409, "too_old")
    except Flooded:
        return _refused(429, "too_many_calls", retry=60)


def _noted(request: HttpRequest, token: str) -> HttpResponse:
    place = signposts.find_one("line", token) if token else None
    if place is None:
        raise NoSuchLine
    with (
        within(place.scope),
        acting(Asker(organisation=place.organisation, door=Door.PHONE)),
    ):
        lines = Line.objects.filter(pk=place.target, ended_at__isnull=True)
        line = lines.filter(token_digest=digest("line", token)).first()
        if line is None:
            raise NoSuchLine
        note_call(line, _told(request))
    return HttpResponse(status=204)


def _token(request: HttpRequest) -> str:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _told(request: HttpRequest) -> Told:
    """What stands in the request; ValueError if it cannot be understood."""
    said = _fields(request)
    name, event = str(said.get("call", "")), str(said.get("event", ""))
    number, language = str(said.get("number", "")), str(said.get("language", ""))
    if not 0 < len(name) <= 80 or "\0" in f"{name}{number}" or event not in EVENTS:
        raise ValueError("unreadable")
    is_language = language.isascii() and language.isalpha() and len(language) <= 3
    return Told(
        exchange_id=name,
        event=CallState(event),
        number=number[:MOST_SIGNS],
        language=language.lower() if is_language else "",
        at=_moment(str(said.get("at", ""))),
    )


def _fields(request: HttpRequest) -> dict[str, object]:
    if request.content_type != "application/json":
        return dict(request.POST.items())
    if len(request.body) > LONGEST:
        raise ValueError("too_long")
    try:
        said = json.loads(request.body)
    except RecursionError as error:
        raise ValueError("too_deep") from error
    if not isinstance(said, dict):
        raise ValueError("not_an_object")
    return said


def _moment(said: str) -> datetime | None:
    if not said:
        return None
    at = datetime.fromisoformat(said)
    return at if timezone.is_aware(at) else timezone.make_aware(at)


def _refused(status: int, code: str, *, retry: int = 0) -> HttpResponse:
    response = JsonResponse({"error": code}, status=status)
    if retry:
        response["Retry-After"] = str(retry)
    return response
