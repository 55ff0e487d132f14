"""An old telephone as gateway, with the app “SMS Gateway for Android” in its local mode.

We post a message to the telephone; it calls our webhook when one arrives, was delivered or failed.
"""

import json
from base64 import b64encode

from django.conf import settings

from tandem.outbox.errors import Later, Refused
from tandem.outbox.gateways import web


class Telephone:
    def send(self, number: str, text: str, key: str) -> str | None:
        asked = {
            # The app takes a message of one key once, so that a second try is no second message.
            "id": key,
            "textMessage": {"text": text},
            "phoneNumbers": [number],
            "withDeliveryReport": True,
        }
        answer = web.call(settings.SMS_URL, body=json.dumps(asked).encode(), headers=_headers())
        if answer.status in {200, 201, 202, 409}:
            return None
        if answer.status in {401, 403}:
            raise Later("not_let_in", for_everyone=True)
        if answer.status == 400:
            raise Refused("refused")
        raise Later("busy", for_everyone=True)

    def close(self) -> None:
        return


def _headers() -> dict[str, str]:
    who = b64encode(f"{settings.SMS_USER}:{settings.SMS_PASSWORD}".encode()).decode()
    return {"Authorization": f"Basic {who}", "Content-Type": "application/json"}
