"""An optimum that stays one: needs come and go, offers fail, and few others are touched."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from engines.pairing.compiled.columns import Columns, Names, TooLarge, columns_of
from engines.pairing.compiled.fill import FAR, fill
from engines.pairing.compiled.grid import Candidates, candidates
from engines.pairing.compiled.ground import ground_of
from engines.pairing.compiled.marks import Marks, chain, go, marks_of, price_all
from engines.pairing.compiled.net import Net, choices_of, neighbours, places_of, scale_of
from engines.pairing.compiled.seat import seat
from engines.pairing.compiled.seats import Seats, empty_seats
from engines.pairing.compiled.ties import draw
from engines.pairing.compiled.unseat import ask_less, unseat
from engines.pairing.question import Need, Question

LEVELS_TO_COME = 8
"""How many more levels than those asked for at first there may be."""
WIDE = np.int32(1 << 30)


class Full(TooLarge):
    """No room is left for this need; make a new `Live` of the question as it stands."""


class Live:
    """The pairs of a question, kept best while it changes.

    After any events the pairs are those that `solve` gives for the question as it then is.
    `room` is how many more needs that somebody could take may come, of as many new persons.
    """

    def __init__(self, question: Question, room: int = 1000) -> None:
        self.question = question
        self.names = Names(question)
        self.columns = columns_of(question, self.names)
        _see_that_nobody_has_a_usual_helper(question.needs)
        self.ground = ground_of(self.columns.offers)
        self.offers = {offer.key: number for number, offer in enumerate(question.offers)}
        self.keys: list[str] = []
        self.items: dict[str, int] = {}
        self.rows: dict[int, int] = {}
        self.items_of: dict[int, list[int]] = defaultdict(list)
        found = candidates(self.columns, self.ground)
        self.net = self._net(found, room)
        self.seats = empty_seats(self.net)
        # Who lives near each other also stands near each other in memory.
        near = neighbours(self.columns.needs.east, self.columns.needs.north)
        able = [int(one) for one in near if found.end[one] > found.start[one]]
        self._add([question.needs[one] for one in able], self.columns, found, able)
        for row, items in self.items_of.items():
            self.net.most[len(self.net.offer) + row] = len(items)
        self.marks = _seat_all(self.net, self.seats, len(self.keys))

    def pairs(self) -> dict[str, tuple[str, int]]:
        """The offer and half-day of each need that is served."""
        net, place_of = self.net, self.seats.place_of
        served = {key: place_of[item] for key, item in self.items.items()}
        return {
            key: (self.question.offers[net.offer[net.host[place]]].key, int(net.slot[place]))
            for key, place in served.items()
            if 0 <= place < len(net.slot)
        }

    def pair_of(self, need: str) -> tuple[str, int] | None:
        """The offer and half-day of this need; None where it is not served."""
        item = self.items.get(need)
        place = -1 if item is None else int(self.seats.place_of[item])
        if not 0 <= place < len(self.net.slot):
            return None
        offer = self.question.offers[self.net.offer[self.net.host[place]]]
        return offer.key, int(self.net.slot[place])

    def arrive(self, need: Need) -> None:
        """A need more, of somebody new or of somebody who asked before. Raises Full, TooLarge."""
        _see_that_nobody_has_a_usual_helper([need])
        one = self.names.needs([need])
        columns = Columns(
            self.columns.offers,
            one,
            self.columns.received,
            self.columns.refusals,
            self.columns.waits,
            self.columns.lot_head,
            self.columns.rules,
        )
        found = candidates(columns, self.ground)
        if not len(found.offer):
            return
        row = self._checked_row(int(one.person[0]), found)
        self.net.most[len(self.net.offer) + row] += 1
        ask_less(self.net, self.seats, self.marks, row)
        self._add([need], columns, found, [0])
        chain(self.net, self.marks, len(self.keys) - 1)
        self._seat([len(self.keys) - 1])

    def withdraw(self, need: str) -> None:
        """The need is no more; a need that nobody could take is not known here."""
        item = self.items.pop(need, None)
        if item is None:
            return
        out = int(self.net.out[item])
        self.items_of[out - len(self.net.slot)].remove(item)
        if self.seats.place_of[item] == out:
            go(self.net, self.seats, self.marks, item)
            others = []
        else:
            unseat(self.net, self.seats, self.marks, item, False)
            # Her dearest loss is one help more than before: one of those left out looks again.
            others = self._at(out)[:1]
        for other in others:
            go(self.net, self.seats, self.marks, other)
        self.net.most[self.net.host[out]] -= 1
        self._seat(others)

    def withdraw_offer(self, offer: str) -> None:
        """The offer is no more; those it would have served are found somebody else, if any."""
        host = self._host_of(offer)
        if host is None:
            return
        left = [item for place in self._places(host) for item in self._at(place)]
        for item in left:
            go(self.net, self.seats, self.marks, item)
        self.net.most[host] = 0
        for place in self._places(host):
            self.net.room[place] = 0
        self._seat(left)

    def no_show(self, offer: str, slot: int) -> None:
        """The offer is not there in this half-day after all; its other half-days stand."""
        host = self._host_of(offer)
        place = next((p for p in self._places(host) if self.net.slot[p] == slot), None)
        if place is None:
            return
        self.net.room[place] = 0
        left = []
        while self.seats.taken[place]:
            left.append(int(self.seats.newest[place]))
            unseat(self.net, self.seats, self.marks, left[-1], True)
        self._seat(left)

    def _seat(self, items: list[int]) -> None:
        for item in items:
            seat(self.net, self.seats, self.marks, item)

    def _host_of(self, offer: str) -> int | None:
        host = int(self.hosts[self.offers[offer]])
        return None if host < 0 else host

    def _row(self, person: int) -> int:
        """Where this person stands among the hosts that are persons."""
        row = self.rows.setdefault(person, len(self.rows))
        received = self.columns.received
        self.net.had[row] = received[person] if person < len(received) else 0
        return row

    def _places(self, host: int | None) -> range:
        if host is None:
            return range(0)
        return range(self.net.first[host], self.net.first[host + 1])

    def _at(self, place: int) -> list[int]:
        items, item = [], int(self.seats.newest[place])
        while item >= 0:
            items.append(item)
            item = int(self.seats.older[item])
        return items

    def _checked_row(self, person: int, found: Candidates) -> int:
        net, items = self.net, len(self.keys)
        choices = int(net.start[items]) + sum(int(one).bit_count() for one in found.slots)
        is_new = person not in self.rows
        no_row = is_new and len(self.rows) >= len(net.had)
        if items >= len(net.need) or choices > len(net.place) or no_row:
            raise Full("There is no room for more needs.")
        asked = 0 if is_new else len(self.items_of[self.rows[person]])
        had = int(self.columns.received[person]) if person < len(self.columns.received) else 0
        if had + asked + 1 > len(net.weight):
            raise Full(f"Nobody was foreseen to have had {had} helps and to ask for more.")
        return self._row(person)

    def _net(self, found: Candidates, room: int) -> Net:
        """The network without items, with room for all of them and more."""
        columns, rules = self.columns, self.columns.rules
        offers, received = columns.offers, columns.received
        items = int(np.count_nonzero(found.end > found.start)) + room
        asked = np.bincount(columns.needs.person, minlength=len(received))
        levels = np.arange(int((received + asked).max(initial=0)) + LEVELS_TO_COME) + 1
        dearest = int(offers.radius.max(initial=0)) // rules.metres_per_point + 1 + rules.dislike
        self.scale = scale_of(columns, dearest, items, levels)
        able = np.where(offers.capacity > 0, offers.slots, 0).astype(np.int32)
        self.place_of, slot, offer, first = places_of(able, neighbours(offers.east, offers.north))
        persons, hosts = len(received) + room, len(offer)
        owner = np.repeat(np.arange(hosts, dtype=np.int32), np.diff(first))
        choices = (sum(int(one).bit_count() for one in found.slots) + 500) * items
        choices = choices // max(1, items - room) + 21 * room
        capacity = np.minimum(offers.capacity[offer], items)
        self.hosts = np.full(len(able), -1, np.int32)
        self.hosts[offer] = np.arange(hosts)
        return Net(
            need=np.arange(items, dtype=np.int32),
            start=np.zeros(items + 1, np.int64),
            place=np.zeros(choices, np.int32),
            high=np.zeros(choices, np.int64),
            low=np.zeros(choices, np.int64),
            out=np.zeros(items, np.int32),
            stay=np.zeros(items, np.int64),
            host=np.concatenate([owner, hosts + np.arange(persons, dtype=np.int32)]),
            room=np.concatenate([offers.at_once[offer[owner]], np.full(persons, WIDE)]),
            slot=slot,
            first=first,
            most=np.concatenate([capacity, np.zeros(persons, np.int64)]),
            had=np.zeros(persons, np.int64),
            offer=offer,
            person=np.arange(persons, dtype=np.int32),
            weight=self.scale.unit * np.arange(len(levels), 0, -1, dtype=np.int64),
            load=rules.load * self.scale.point,
        )

    def _add(
        self, needs: list[Need], columns: Columns, found: Candidates, order: list[int]
    ) -> None:
        """Writes these needs at the end of the network."""
        net, scale = self.net, self.scale
        which = np.array(order, np.int32)
        start, place, high, low = choices_of(columns, found, which, self.place_of, scale)
        begin, first = len(self.keys), int(net.start[len(self.keys)])
        net.start[begin : begin + len(start)] = first + start
        for whole, part in ((net.place, place), (net.high, high), (net.low, low)):
            whole[first : first + len(part)] = part
        vital = scale.unit * (len(scale.levels) + 1)
        for item, need in enumerate(needs, begin):
            row = self._row(self.names.persons[need.person])
            net.out[item] = len(net.slot) + row
            net.stay[item] = vital if need.vital else 0
            self.keys.append(need.key)
            self.items[need.key] = item
            self.items_of[row].append(item)


def _seat_all(net: Net, seats: Seats, items: int) -> Marks:
    """The first `items` needs have their best places, and all places the prices that show it."""
    calls = fill(net, seats, items)
    far = calls.state[:, FAR].copy()
    del calls
    low = draw(net, seats, far)
    marks = marks_of(net, items)
    price_all(net, seats, marks, far, low, items)
    return marks


def _see_that_nobody_has_a_usual_helper(needs: Iterable[Need]) -> None:
    # How many have one is part of what each level is worth, which stays as it was at the start.
    if any(need.usual is not None for need in needs):
        raise TooLarge("What changes from event to event does not know usual helpers.")
