"""What gateways tell of messages that left. They may tell it twice, early or late."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from tandem.outbox import receipts
from tandem.outbox.gateways.kannel import ARRIVED, LOST, REJECTED
from tandem.outbox.gateways.trust import for_gateway

NEWS = {"sms:delivered": True, "sms:failed": False}


@for_gateway
@require_safe
def kannel_receipt(request: HttpRequest) -> HttpResponse:
    """Kannel calls the address we gave it with the message."""
    kind = request.GET.get("type", "")
    if kind in {str(ARRIVED), str(LOST), str(REJECTED)}:
        receipts.tell(request.GET.get("key", "")[:100], arrived=kind == str(ARRIVED))
    return HttpResponse()


@for_gateway
@require_POST
def telephone_receipt(request: HttpRequest) -> HttpResponse:
    """The telephone tells that a message was delivered, or failed."""
    told = read_json(request)
    payload = told.get("payload")
    arrived = NEWS.get(str(told.get("event")))
    if arrived is not None and isinstance(payload, dict):
        receipts.tell(str(payload.get("messageId"))[:100], arrived=arrived)
    return HttpResponse()


def read_json(request: HttpRequest) -> dict[str, Any]:
    """What was posted; nothing where it is not what it should be."""
    try:
        told = json.loads(request.body)
        # Half of a surrogate pair is JSON, and no text that can be kept.
        json.dumps(told, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
