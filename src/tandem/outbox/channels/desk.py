"""At the desk: nothing leaves; the text stands where reference and word lead."""

from tandem.outbox.channels.way import Parcel
from tandem.outbox.choices import State


class Desk:
    machine = False

    def hand_over(self, parcel: Parcel) -> State:
        # Nobody chose the desk for her: a colleague must see it, or it is lost in silence.
        return State.DONE if parcel.chosen else State.FAILED

    def close(self) -> None:
        return
