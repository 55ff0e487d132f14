"""Who could make room for whom: walks along the moves that the flow leaves open."""

from dataclasses import dataclass

from engines.pairing.flow import Flow
from engines.pairing.network import Place, Seating


@dataclass(frozen=True)
class Reach:
    """What an unserved need could be given if somebody there went without."""

    needs: frozenset[str]
    """The needs that would have to give way, one of them, itself left apart."""
    places: frozenset[Place]


def reach(seating: Seating, item: int) -> Reach:
    """Every place that `item` could get, others moving over, and who holds them."""
    flow, offers_only = seating.flow, len(seating.places)
    items, places, hosts = {item}, set[int](), set[int]()
    waiting = [item]
    while waiting:
        for _, place in flow.network.choices[waiting.pop()]:
            if place >= offers_only or place in places:
                continue
            for near in _next_to(flow, place, hosts):
                places.add(near)
                waiting += [one for one in flow.items_at[near] if one not in items]
                items.update(flow.items_at[near])
    items.discard(item)
    return Reach(
        frozenset(seating.needs[one].key for one in items),
        frozenset(seating.places[one] for one in places),
    )


def _next_to(flow: Flow, place: int, hosts: set[int]) -> list[int]:
    """The place and, if it has room, the places whose leaving would let its host take it."""
    near = [place]
    host = flow.network.hosts[place]
    if flow.has_room(place) and host not in hosts:
        hosts.add(host)
        near += [other for other in flow.places_of[host] if flow.items_at[other]]
    return near


def open_places(seating: Seating) -> frozenset[Place]:
    """Every place that could take one more need with nobody going without, others moving over."""
    flow, offers_only = seating.flow, len(seating.places)
    who_could_come = _who_could_come(flow, offers_only)
    waiting = [
        place
        for place in range(offers_only)
        if flow.has_room(place) and not flow.is_full(flow.network.hosts[place])
    ]
    found = set(waiting)
    while waiting:
        for item in who_could_come[waiting.pop()]:
            left = flow.place_of[item]
            if left >= offers_only:
                continue
            host = flow.network.hosts[left]
            freed = [left] + [one for one in flow.places_of[host] if flow.has_room(one)]
            waiting += [one for one in freed if one not in found]
            found.update(freed)
    return frozenset(seating.places[place] for place in found)


def _who_could_come(flow: Flow, places: int) -> list[list[int]]:
    come: list[list[int]] = [[] for _ in range(places)]
    for item, choices in enumerate(flow.network.choices):
        for _, place in choices:
            if place < places and place != flow.place_of[item]:
                come[place].append(item)
    return come
