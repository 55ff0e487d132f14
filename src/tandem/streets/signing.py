"""Messages to hooks, signed as Standard Webhooks says, so that any of its libraries can check them."""

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()


def headers(secret: str, key: str, at: int, body: bytes) -> dict[str, str]:
    """Whose message it is, when it was sent, and that nobody has changed it since."""
    signed = b".".join([key.encode(), str(at).encode(), body])
    made = hmac.digest(base64.b64decode(secret.removeprefix(PREFIX)), signed, hashlib.sha256)
    return {
        "Content-Type": "application/json",
        "User-Agent": "Tandem",
        "webhook-id": key,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(made).decode()}",
    }
