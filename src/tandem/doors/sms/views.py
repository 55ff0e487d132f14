"""Where gateways bring what people text. Answered with nothing: what is said back is sent apart."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from tandem.doors.sms.inbound import hear
from tandem.outbox.gateways.trust import for_gateway
from tandem.outbox.views_gateway import read_json

RECEIVED = "sms:received"


@for_gateway
@require_POST
def kannel(request: HttpRequest) -> HttpResponse:
    """The text as body, the sender in a header, and kannel's own name of it in the address."""
    sender, name = request.headers.get("X-Kannel-From", ""), request.GET.get("id", "")
    text = _text(request)
    if not sender or not name or text is None:
        return HttpResponse(status=400)
    hear(sender[:40], text, f"kannel:{name[:100]}")
    return HttpResponse()


def _text(request: HttpRequest) -> str | None:
    """What was texted; None where it is said to be in an alphabet that is none."""
    alphabet = (request.content_params or {}).get("charset") or "utf-8"
    try:
        text = request.body.decode(alphabet, "replace")
        # Some alphabets have halves of signs, which nobody can keep.
        text.encode()
    except (LookupError, ValueError):
        return None
    return text


@for_gateway
@require_POST
def telephone(request: HttpRequest) -> HttpResponse:
    """A message that the old telephone received."""
    told = read_json(request)
    if not told:
        return HttpResponse(status=400)
    payload, name = told.get("payload"), told.get("id")
    if told.get("event") != RECEIVED or not isinstance(payload, dict):
        return HttpResponse()
    sender = payload.get("phoneNumber") or payload.get("sender")
    text = payload.get("message")
    if not (isinstance(sender, str) and isinstance(text, str) and isinstance(name, str) and name):
        return HttpResponse(status=400)
    hear(sender[:40], text, f"telephone:{name[:100]}")
    return HttpResponse()
