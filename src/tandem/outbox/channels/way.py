"""What every way is given, and what it answers."""

import uuid
from dataclasses import dataclass
from typing import Protocol

from tandem.outbox.choices import State
from tandem.outbox.text import Text
from tandem.people.identity import Identity
from tandem.territory.models import Organisation


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message with all that is needed to hand it over; made in the worker, kept nowhere."""

    key: uuid.UUID
    message_id: str
    text: Text
    language: str
    identity: Identity
    organisation: Organisation
    chosen: bool
    """Whether it goes by the way that was wanted."""


class Way(Protocol):
    machine: bool
    """Whether handing over calls another machine, so that a crash leaves a doubt."""

    def hand_over(self, parcel: Parcel) -> State:
        """The state in which the message stands from now on; raises Later or Refused."""

    def close(self) -> None: ...
