"""Who a program is, what it may do, and how often; whatever is wrong comes back as a problem."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from tandem.doors.api.actions import KEY, OtherBody, count_use, once
from tandem.doors.api.problems import Problem
from tandem.doors.choices import Right
from tandem.doors.models import Token
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.catalogue import find
from tandem.services.declaration import Service
from tandem.services.drafts import Code
from tandem.services.programs import Program, Refused
from tandem.tenancy.scope import within
from tandem.territory import signposts
from tandem.territory.queries import organisation_for, speaks_for
from tandem.ui.headers import never_kept

A_MINUTE = 120
"""Requests of one program in a minute."""
MOST_BYTES = 500_000
MOST_BYTES_WITH_A_PHOTO = 14_000_000
"""Of a form that asks for one: coded in letters, a photo is a third longer."""
SIGNPOST = "api"
NO_KEY = gettext_lazy("Send an Idempotency-Key of your own, so that nothing is done twice.")
OTHER_BODY = gettext_lazy("This Idempotency-Key was used for something else.")
Body = dict[str, Any]
Answer = Callable[..., dict[str, Any] | tuple[int, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a program that has shown who it is."""

    request: HttpRequest
    token: Token

    def body(self, service: type[Service]) -> Body:
        asks_for_photos = service.form({}).asks_for_pictures()
        return body_of(self.request, MOST_BYTES_WITH_A_PHOTO if asks_for_photos else MOST_BYTES)

    def word(self) -> str:
        return self.request.headers.get("Tandem-Word", "")


def operation(right: Right, *methods: str) -> Callable[[Answer], Callable[..., HttpResponse]]:
    """An operation for programs that hold `right`; the view gets `Asked` and answers with data."""

    def decorated(view: Answer) -> Callable[..., HttpResponse]:
        def guarded(request: HttpRequest, /, **named: object) -> HttpResponse:
            try:
                _method(request, methods)
                token, scope_of = _token_of(request)
                with within(scope_of.scope):
                    _may(token, right)
                asker = Asker(token.made_by_id, token.organisation_id, Door.API)
                # In no scope but what each act opens itself: a program has no files here.
                with acting(asker):
                    return _answered(view(Asked(request, token), **named))
            except Problem as problem:
                return problem.response()
            except Http404:
                return Problem(404, _("There is nothing here.")).response()

        kept_nowhere: Callable[..., HttpResponse] = csrf_exempt(never_kept(guarded))
        return kept_nowhere

    return decorated


def public(view: Answer) -> Callable[..., HttpResponse]:
    """An operation that needs no token: what is offered, and how to ask for it."""

    def open_to_all(request: HttpRequest, **named: object) -> HttpResponse:
        try:
            _method(request, ("GET",))
            return _answered(view(request, **named))
        except Problem as problem:
            return problem.response()

    without_token: Callable[..., HttpResponse] = csrf_exempt(open_to_all)
    return without_token


@csrf_exempt
def nothing(request: HttpRequest, path: str = "") -> HttpResponse:
    """What no operation stands at."""
    return Problem(404, _("There is nothing here.")).response()


def _method(request: HttpRequest, methods: tuple[str, ...]) -> None:
    if request.method not in methods:
        allowed = {"Allow": ", ".join(methods)}
        raise Problem(405, _("This cannot be done here."), headers=allowed)


def _answered(said: dict[str, Any] | tuple[int, dict[str, Any]]) -> HttpResponse:
    status, data = said if isinstance(said, tuple) else (200, said)
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def _token_of(request: HttpRequest) -> tuple[Token, signposts.Place]:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    return token_of(secret.strip() if scheme.lower() == "bearer" else "")


def token_of(secret: str) -> tuple[Token, signposts.Place]:
    place = signposts.find_one(SIGNPOST, secret) if secret else None
    if place is not None:
        with within(place.scope):
            tokens = Token.objects.in_force().select_related("organisation")
            token = tokens.filter(pk=int(place.target)).first()
        if token is not None and token.until >= timezone.localdate():
            return token, place
    said = _("Show a valid token: “Authorization: Bearer …”. Your partner organisation gives it.")
    raise Problem(401, said, headers={"WWW-Authenticate": "Bearer"})


def recognise(secret: str) -> Program:
    """For the APIs of rooms (`services.programs`): the same tokens, counted with the same count."""
    try:
        token, place = token_of(secret)
        with within(place.scope):
            _may(token, Right.ASK)
    except Problem as problem:
        raise Refused(problem.status, problem.title, problem.headers) from None
    asker = Asker(token.made_by_id, token.organisation_id, Door.API)
    return Program(asker, partial(_once_or_refused, token))


def _once_or_refused(token: Token, key: str, body: object, begin: Callable[[], Code]) -> Code:
    if not KEY.fullmatch(key):
        raise Refused(400, NO_KEY, {})
    try:
        return once(token, key, body, begin)
    except OtherBody:
        raise Refused(409, OTHER_BODY, {}) from None


def _may(token: Token, right: Right) -> None:
    # Counted first: what is refused costs as much as what is done.
    minute, second = divmod(int(timezone.now().timestamp()), 60)
    if count_use(token, minute) > A_MINUTE:
        wait = {"Retry-After": str(60 - second)}
        raise Problem(429, _("Too many requests in one minute. Wait, then go on."), headers=wait)
    if right not in token.rights:
        raise Problem(403, _("This token does not allow that. Ask the organisation that gave it."))


def of_its_commune(token: Token, postal_code: str) -> None:
    """A token speaks for the commune of whoever gave it, and no other; a problem where it names one.

    What nobody serves is told as wrong with the answers, as at every door.
    """
    place = organisation_for(postal_code) if postal_code else None
    if place is not None and not speaks_for(token.organisation, place[0]):
        said = _("This token is not of %(commune)s: ask there for one.")
        raise Problem(403, said % {"commune": place[0]})


def body_of(request: HttpRequest, most: int = MOST_BYTES) -> Body:
    """The object that was sent; a problem where it is none, or cannot be kept."""
    # By what it says of itself first. Read here, and not as `body`: of a photo that would refuse
    # what is more than anybody may type.
    said_size = request.META.get("CONTENT_LENGTH") or "0"
    if not said_size.isdecimal() or int(said_size) > most:
        raise Problem(413, _("This is more than a form has room for."))
    sent = request.read(int(said_size))
    try:
        said = json.loads(sent)
        # Half of a surrogate pair is JSON, and no text that can be kept.
        json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise Problem(400, _("Send one JSON object, in UTF-8."))
    return said


def service_of(slug: str) -> type[Service]:
    service = find(slug)
    if service is None or service.for_staff_of:
        raise Problem(404, _("There is no such service."))
    if reason := service.impossible.get(Door.API):
        raise Problem(409, reason)
    return service


def code_of(reference: str, word: str) -> Code:
    code = drafts.read_code(reference, word)
    if code is None:
        raise Problem(404, _("We have nothing with this reference and word. Check both."))
    return code
