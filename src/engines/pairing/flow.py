"""The cheapest way to give every item a place: an exact min-cost flow.

Items take places; a place has room for so many items and belongs to a host; a host
asks a rising price for its first item, its second, and so on. Items enter one by one,
each by the cheapest way from it to any host with room, along which items already seated
may move over (successive shortest paths). The search is A*: `far[node]` never exceeds
what truly remains from `node` to a free end, and learns from every search. Costs are
whole numbers of any size.

Ahuja, Magnanti, Orlin, "Network Flows" (1993), ch. 9; Edmonds and Karp (1972) for the
prices that keep reduced costs positive.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf


@dataclass(frozen=True)
class Network:
    """What can be chosen, and its cost; no cost is negative."""

    choices: Sequence[Sequence[tuple[int, int]]]
    """Per item: (cost, place), cheapest first. One place at least has room for it in any case."""
    rooms: Sequence[int]
    """Per place: how many items at once."""
    hosts: Sequence[int]
    """Per place: its host."""
    prices: Sequence[Sequence[int]]
    """Per host: the price of its first item, its second, …; never falling; full at the end."""


class Flow:
    """Items in their places, at the least total cost for those seated so far.

    >>> flow = Flow(Network([[(1, 0), (5, 1)], [(2, 0)]], [1, 1], [0, 1], [[0], [0]]))
    >>> flow.seat(0), flow.place_of
    (None, [0, -1])
    >>> flow.seat(1), flow.place_of
    (None, [1, 0])
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.place_of = [-1] * len(network.choices)
        self.items_at: list[list[int]] = [[] for _ in network.rooms]
        self.load = [0] * len(network.prices)
        self.places_of: list[list[int]] = [[] for _ in network.prices]
        for place, host in enumerate(network.hosts):
            self.places_of[host].append(place)
        self.paid = [0] * len(network.choices)
        self.first_place = len(network.choices)
        self.first_host = self.first_place + len(network.rooms)
        self.far = [0] * (self.first_host + len(network.prices))

    def seat(self, item: int) -> None:
        """`item` has a place, and all seated items together cost the least they can."""
        way = _Search(self, item).run()
        movers = [node for node in way if node < self.first_place]
        places = [way[way.index(mover) + 1] - self.first_place for mover in movers]
        for mover in movers:
            self._leave(mover)
        for mover, place in zip(movers, places, strict=True):
            self._enter(mover, place)

    def put(self, item: int, place: int) -> None:
        """`item` has this place, wherever it was. Raises ValueError where it cannot choose it."""
        if all(one != place for _, one in self.network.choices[item]):
            raise ValueError(f"Item {item} cannot choose place {place}.")
        self._leave(item)
        self._enter(item, place)

    def _leave(self, item: int) -> None:
        place = self.place_of[item]
        if place >= 0:
            self.items_at[place].remove(item)
            self.load[self.network.hosts[place]] -= 1
            self.place_of[item] = -1

    def _enter(self, item: int, place: int) -> None:
        self.items_at[place].append(item)
        self.load[self.network.hosts[place]] += 1
        self.place_of[item] = place
        self.paid[item] = next(cost for cost, one in self.network.choices[item] if one == place)

    def has_room(self, place: int) -> bool:
        return len(self.items_at[place]) < self.network.rooms[place]

    def is_full(self, host: int) -> bool:
        return self.load[host] >= len(self.network.prices[host])


class _Search:
    """The cheapest way from one item that has no place to a host that takes one more."""

    def __init__(self, flow: Flow, item: int) -> None:
        self.flow = flow
        self.spent = {item: 0}
        self.came_from: dict[int, int] = {}
        self.queue = [(flow.far[item], item)]
        self.cheapest: float = inf
        self.end = -1

    def run(self) -> list[int]:
        """The nodes of that way, the item first and the host last."""
        flow, far = self.flow, self.flow.far
        settled = []
        while self.queue:
            bound, node = heappop(self.queue)
            if bound >= self.cheapest:
                break
            if bound > self.spent[node] + far[node]:
                continue
            settled.append(node)
            if node < flow.first_place:
                self._from_item(node)
            elif node < flow.first_host:
                self._from_place(node)
            else:
                self._from_host(node)
        for node in settled:
            far[node] = int(self.cheapest) - self.spent[node]
        return self._way()

    def _reach(self, node: int, spent: int, before: int) -> None:
        known = self.spent.get(node)
        if known is not None and known <= spent:
            return
        bound = spent + self.flow.far[node]
        if bound < self.cheapest:
            self.spent[node] = spent
            self.came_from[node] = before
            heappush(self.queue, (bound, node))

    def _from_item(self, item: int) -> None:
        flow, spent = self.flow, self.spent[item]
        here = flow.place_of[item]
        for cost, place in flow.network.choices[item]:
            # What remains after a place is never negative, so dearer choices are hopeless too.
            if spent + cost >= self.cheapest:
                return
            if place != here:
                self._reach(flow.first_place + place, spent + cost, item)

    def _from_place(self, node: int) -> None:
        flow, spent = self.flow, self.spent[node]
        place = node - flow.first_place
        if flow.has_room(place):
            self._reach(flow.first_host + flow.network.hosts[place], spent, node)
        for item in flow.items_at[place]:
            self._reach(item, spent - flow.paid[item], node)

    def _from_host(self, node: int) -> None:
        flow, spent = self.flow, self.spent[node]
        host = node - flow.first_host
        if not flow.is_full(host):
            total = spent + flow.network.prices[host][flow.load[host]]
            if total < self.cheapest:
                self.cheapest, self.end = total, node
        for place in flow.places_of[host]:
            if flow.items_at[place]:
                self._reach(flow.first_place + place, spent, node)

    def _way(self) -> list[int]:
        way = [self.end]
        while way[-1] in self.came_from:
            way.append(self.came_from[way[-1]])
        return way[::-1]
