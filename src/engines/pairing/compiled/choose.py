"""From columns to pairs."""

from dataclasses import dataclass

import numpy as np

from engines.pairing.compiled.columns import Columns
from engines.pairing.compiled.grid import candidates
from engines.pairing.compiled.jit import Int32s, Int64s
from engines.pairing.compiled.net import Net, net_of
from engines.pairing.compiled.seat import seat_all
from engines.pairing.compiled.seats import Seats, empty_seats


@dataclass(frozen=True)
class Chosen:
    """Per need, in the order of the columns: its offer and half-day, or −1 and −1."""

    offer: Int32s
    slot: Int32s


def choose(columns: Columns) -> Chosen:
    """The pairs of `engines.pairing.solve`, without their reasons. Raises TooLarge."""
    net = net_of(columns, candidates(columns))
    seats = empty_seats(net)
    seat_all(net, seats, claims(columns, net))
    return chosen(net, seats, len(columns.needs.east))


def claims(columns: Columns, net: Net) -> Int64s:
    """Items, those least likely to give way first; only the time taken depends on it."""
    needs = columns.needs
    had = columns.received[needs.person[net.need]]
    return np.lexsort((had, -needs.vital[net.need].astype(np.int64)))


def chosen(net: Net, seats: Seats, needs: int) -> Chosen:
    offer, slot = np.full(needs, -1, np.int32), np.full(needs, -1, np.int32)
    served = np.flatnonzero(seats.chosen >= 0)
    place = seats.place_of[served]
    offer[net.need[served]] = net.offer[net.host[place]]
    slot[net.need[served]] = net.slot[place]
    return Chosen(offer, slot)
