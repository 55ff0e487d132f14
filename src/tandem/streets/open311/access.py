"""Who asks, for which commune, in which language and shape; whatever is wrong comes back as a list."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tandem.services.programs import Program, Refused, recognise
from tandem.streets import served
from tandem.streets.open311.rendering import FORMATS, XML, response
from tandem.streets.served import Served
from tandem.toolbox.texts import Text
from tandem.ui.headers import NEVER_KEPT

KEPT = "public, max-age=60"
"""Seconds for which a browser or a proxy may keep what everybody may read."""
Data = dict[str, object] | list[dict[str, object]]
View = Callable[..., tuple[str, Data] | tuple[str, Data, dict[str, str]]]
"""Answers with the name of the root, the data and, where there are some, headers."""


class Wrong(Exception):
    """Ends the request with these sentences."""

    def __init__(self, status: int, *said: Text, headers: dict[str, str] | None = None) -> None:
        super().__init__(str(status))
        self.status, self.said, self.headers = status, said, headers or {}


def operation(*methods: str) -> Callable[[View], Callable[..., HttpResponse]]:
    def decorated(view: View) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, /, written: str, **named: object) -> HttpResponse:
            with override(_language(request)):
                answer = _answered(view, methods, request, written, named)
            answer.headers["Content-Language"] = _language(request)
            # Public data, read by pages of others too; nobody's cookie opens more of it.
            answer.headers["Access-Control-Allow-Origin"] = "*"
            return answer

        marked: Callable[..., HttpResponse] = csrf_exempt(guarded)
        return marked

    return decorated


def _answered(
    view: View,
    methods: tuple[str, ...],
    request: HttpRequest,
    written: str,
    named: dict[str, object],
) -> HttpResponse:
    written = written.lower()
    shape = written if written in FORMATS else XML
    try:
        if written not in FORMATS:
            raise Wrong(404, _("Ask for .json or for .xml."))
        if request.method not in methods:
            raise Wrong(405, _("This cannot be done here."), headers={"Allow": ", ".join(methods)})
        root, data, *headers = view(request, **named)
    except Wrong as wrong:
        return _refused(wrong, shape)
    created = request.method == "POST"
    answer = response(root, data, shape, status=201 if created else 200)
    kept = NEVER_KEPT if created else {"Cache-Control": KEPT}
    for name, said in {**kept, **(headers[0] if headers else {})}.items():
        answer.headers[name] = said
    return answer


def _refused(wrong: Wrong, shape: str) -> HttpResponse:
    errors = [{"code": wrong.status, "description": str(said)} for said in wrong.said]
    answer = response("errors", errors, shape, status=wrong.status)
    for name, said in {**NEVER_KEPT, **wrong.headers}.items():
        answer.headers[name] = said
    return answer


def _language(request: HttpRequest) -> str:
    """As `locale` says, else as every page of the house."""
    asked = request.GET.get("locale", "")[:2].lower()
    spoken = dict(settings.LANGUAGES)
    return asked if asked in spoken else get_language() or settings.LANGUAGE_CODE


def asked_of(request: HttpRequest) -> dict[str, str]:
    """What stands behind the question mark, as text that a database can be asked for."""
    return {name: request.GET.get(name, "").replace("\0", "").strip() for name in request.GET}


def jurisdiction_of(code: str) -> Served:
    """The commune asked for; without one, the only one there is."""
    if not code:
        alone = served.the_only_one()
        if alone is None:
            raise Wrong(
                400,
                _(
                    "Several communes are served here: say which in jurisdiction_id, by its postal "
                    "code or its NIS code."
                ),
            )
        return alone
    found = served.by_code(code)
    if found is None:
        raise Wrong(404, _("No commune with this jurisdiction_id is served here."))
    return found


def program_of(request: HttpRequest) -> Program:
    """By `api_key`, or by the header of every other API of the house."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    given = request.POST.get("api_key", "") or (secret if scheme.lower() == "bearer" else "")
    try:
        return recognise(given.strip())
    except Refused as refused:
        if refused.status == 401:
            said = _(
                "Give a valid api_key. The commune’s administrator gives one, under “Programs of "
                "partners”."
            )
            raise Wrong(403, said) from None
        raise Wrong(refused.status, refused.said, headers=dict(refused.headers)) from None
