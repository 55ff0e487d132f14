"""By telephone: a task in the list of the operators."""

from tandem.outbox.channels.way import Parcel
from tandem.outbox.choices import State


class Call:
    machine = False

    def hand_over(self, parcel: Parcel) -> State:
        return State.READY

    def close(self) -> None:
        return
