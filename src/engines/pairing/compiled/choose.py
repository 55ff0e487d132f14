"""From columns to pairs."""

from dataclasses import dataclass

import numpy as np

from engines.pairing.compiled.columns import Columns
from engines.pairing.compiled.fill import FAR, fill
from engines.pairing.compiled.grid import candidates
from engines.pairing.compiled.jit import Int32s
from engines.pairing.compiled.net import Net, net_of
from engines.pairing.compiled.seats import Seats, empty_seats
from engines.pairing.compiled.ties import draw


@dataclass(frozen=True)
class Chosen:
    """Per need, in the order of the columns: its offer and half-day, or −1 and −1."""

    offer: Int32s
    slot: Int32s


def choose(columns: Columns) -> Chosen:
    """The pairs of `engines.pairing.solve`, without their reasons. Raises TooLarge."""
    net = net_of(columns, candidates(columns))
    return chosen(net, seated(net), len(columns.needs.east))


def seated(net: Net) -> Seats:
    """Every item in its place: first by `high` alone, then by the lots between equals."""
    seats = empty_seats(net)
    calls = fill(net, seats, len(net.need))
    far = calls.state[:, FAR].copy()
    # What the search held is given back before more is asked for.
    del calls
    draw(net, seats, far)
    return seats


def chosen(net: Net, seats: Seats, needs: int) -> Chosen:
    offer, slot = np.full(needs, -1, np.int32), np.full(needs, -1, np.int32)
    served = np.flatnonzero(seats.chosen >= 0)
    place = seats.place_of[served]
    offer[net.need[served]] = net.offer[net.host[place]]
    slot[net.need[served]] = net.slot[place]
    return Chosen(offer, slot)
