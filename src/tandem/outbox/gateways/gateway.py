"""What a gateway is, and the one of this platform."""

from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


class Gateway(Protocol):
    """One provider, or one telephone in a drawer. Made without arguments, once a job."""

    def send(self, number: str, text: str, key: str) -> str | None:
        """Hand over; `key` is the message's own, so that a gateway that knows keys sends once.

        Answers the name by which the gateway will tell what became of it; None where that is
        `key`, or where it will not tell. Raises Later when it surely did not leave, Refused when
        it never will. Anything else counts as unsure.
        """

    def close(self) -> None: ...


def gateway() -> Gateway | None:
    """The gateway named by SMS_GATEWAY, by its dotted path; None where there is none."""
    if not settings.SMS_GATEWAY:
        return None
    try:
        made: Gateway = import_string(settings.SMS_GATEWAY)()
    except ImportError as error:
        raise ImproperlyConfigured("SMS_GATEWAY names no class that can be imported.") from error
    return made
