"""By text message, through whichever gateway the platform has; it may have none."""

from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from tandem.outbox.channels.way import Parcel
from tandem.outbox.choices import State
from tandem.outbox.errors import Refused
from tandem.outbox.text import as_text_message
from tandem.toolbox.telephone import plain_number


class Gateway(Protocol):
    """One provider, or one telephone in a drawer. Made without arguments, once a job."""

    def send(self, number: str, text: str, key: str) -> None:
        """Hand over; `key` is the message's own, so that a gateway that knows keys sends once.

        Raises Later or Refused. Anything else counts as Later.
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


class TextMessage:
    machine = True

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def hand_over(self, parcel: Parcel) -> State:
        text = as_text_message(parcel.text.short)
        if text is None:
            raise Refused("too_long")
        self._gateway.send(plain_number(parcel.identity.phone), text, str(parcel.key))
        return State.SENT

    def close(self) -> None:
        self._gateway.close()
