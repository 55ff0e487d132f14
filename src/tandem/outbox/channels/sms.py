"""By text message, through whichever gateway the platform has; it may have none."""

from tandem.outbox.channels.answering import telephone
from tandem.outbox.channels.way import Parcel
from tandem.outbox.choices import State
from tandem.outbox.errors import Refused
from tandem.outbox.gateways.gateway import Gateway
from tandem.outbox.text import as_text_message
from tandem.toolbox.telephone import plain_number, readable


class TextMessage:
    machine = True

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self.named = ""
        """By which the gateway will tell of the last message, if by another name than its key."""

    def hand_over(self, parcel: Parcel) -> State:
        text = _with_number(parcel) or as_text_message(parcel.text.short)
        if text is None:
            raise Refused("too_long")
        number = plain_number(parcel.identity.phone)
        self.named = self._gateway.send(number, text, str(parcel.key)) or ""
        return State.SENT

    def close(self) -> None:
        self._gateway.close()


def _with_number(parcel: Parcel) -> str | None:
    """Whom to call, where it is asked for, known, and there is room."""
    number = telephone(parcel.organisation) if parcel.text.calls else ""
    return as_text_message(f"{parcel.text.short} {readable(number)}") if number else None
