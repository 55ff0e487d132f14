"""What more help would bring, from the prices of a best seating, without seating all anew.

Each place has a price, against which nobody gains by moving. One more task of an offer goes to whoever
gains most by it, along the cheapest way of moves that ends at somebody who was left out, or at a host
that does a task less: one search, backwards from the new task, instead of one for each need.
"""

from copy import copy
from heapq import heappop, heappush

from engines.pairing.flow import Flow, Network


class Prices:
    """A best seating and its prices; `more` changes both."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.far = flow.far[flow.first_place : flow.first_host]
        self.comers: list[list[tuple[int, int]]] = [[] for _ in flow.network.rooms]
        for item, choices in enumerate(flow.network.choices):
            for cost, place in choices:
                self.comers[place].append((item, cost))

    def beside(self, network: Network) -> "Prices":
        """The same once more, to be changed apart; of `network` only what hosts ask is other."""
        other = copy(self)
        other.flow, other.far = copy(self.flow), [*self.far]
        other.flow.network = network
        other.flow.place_of, other.flow.load = [*self.flow.place_of], [*self.flow.load]
        other.flow.paid = [*self.flow.paid]
        other.flow.items_at = [[*items] for items in self.flow.items_at]
        return other

    def more(self, host: int) -> bool:
        """One more task for `host`, which has done all that it may so far; false where nobody gains."""
        flow = self.flow
        if flow.is_full(host):
            return False
        open_places = [place for place in flow.places_of[host] if flow.has_room(place)]
        for place in open_places:
            gains = (self._worth(item) - cost for item, cost in self.comers[place])
            self.far[place] = max([0, *gains])
        top = max((self.far[place] for place in open_places), default=0)
        search = _Search(self, top - flow.network.prices[host][flow.load[host]])
        for place in open_places:
            search.reach(place, top - self.far[place], -1, -1)
        search.run()
        if search.end >= 0:
            search.move()
        return search.end >= 0

    def _worth(self, item: int) -> int:
        return self.flow.paid[item] + self.far[self.flow.place_of[item]]


class _Search:
    """From the new task backwards to whoever gains most by it."""

    def __init__(self, prices: Prices, total: int) -> None:
        self.prices, self.flow, self.far = prices, prices.flow, prices.far
        self.total, self.end = total, -1
        self.key: dict[int, int] = {}
        self.to: dict[int, tuple[int, int]] = {}
        """Per place: who goes on from there, or −1 for the host itself, and where to."""
        self.queue: list[tuple[int, int]] = []

    def reach(self, place: int, key: int, who: int, to: int) -> None:
        if key < self.key.get(place, self.total) and key < self.total:
            self.key[place], self.to[place] = key, (who, to)
            heappush(self.queue, (key, place))

    def run(self) -> None:
        """Prices fall until the way found costs nothing more."""
        while self.queue:
            key, place = heappop(self.queue)
            if key >= self.total:
                break
            if key == self.key[place]:
                self._from(place, key + self.far[place])
        for place, key in self.key.items():
            self.far[place] -= max(0, self.total - key)

    def _from(self, place: int, far: int) -> None:
        flow = self.flow
        host = flow.network.hosts[place]
        if flow.items_at[place]:
            saved = flow.network.prices[host][flow.load[host] - 1]
            if far - saved < self.total:
                self.total, self.end = far - saved, place
            for other in flow.places_of[host]:
                if other != place and flow.has_room(other):
                    self.reach(other, far - self.far[other], -1, place)
        for item, cost in self.prices.comers[place]:
            here = flow.place_of[item]
            if here != place:
                self.reach(here, far + cost - flow.paid[item] - self.far[here], item, place)

    def move(self) -> None:
        place = self.end
        while place >= 0:
            who, to = self.to[place]
            if who >= 0:
                self.flow.put(who, to)
            place = to
