"""The peers, on the very same network: OR-tools for the flow, a KD-tree for the candidates."""

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from scipy.spatial import cKDTree

from engines.pairing.compiled.columns import Columns
from engines.pairing.compiled.net import Net


def flow(net: Net, point: int) -> tuple[int, np.ndarray]:
    """The least cost without the tie rule, and which choice each item makes (−1: none).

    `point` is the base of a point in `net`: waits and lots are below it and left out.
    """
    items, places, hosts = len(net.need), len(net.host), len(net.most)
    sink = items + places + hosts
    owner = np.repeat(np.arange(items), np.diff(net.start))
    every = np.arange(items)
    host_tail, host_cost = _units(net)
    tails = [owner, every, items + np.arange(places), items + places + host_tail]
    heads = [
        items + net.place,
        items + net.out,
        items + places + net.host,
        np.full(len(host_tail), sink),
    ]
    costs = [net.high // point, net.stay // point, np.zeros(places, np.int64), host_cost // point]
    rooms = [np.ones(len(owner)), np.ones(items), net.room, np.ones(len(host_tail))]
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate(tails).astype(np.int32),
        np.concatenate(heads).astype(np.int32),
        np.concatenate(rooms).astype(np.int64),
        np.concatenate(costs).astype(np.int64),
    )
    supplies = np.zeros(sink + 1, np.int64)
    supplies[:items], supplies[sink] = 1, -items
    solver.set_nodes_supplies(np.arange(sink + 1), supplies)
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("OR-tools found no optimum.")
    used = np.flatnonzero(solver.flows(arcs[: len(owner)]) > 0)
    choice = np.full(items, -1, np.int64)
    choice[owner[used]] = used
    return solver.optimal_cost(), choice


def _units(net: Net) -> tuple[np.ndarray, np.ndarray]:
    """An arc for each item that a host may take: its tail, and its price."""
    tail = np.repeat(np.arange(len(net.most)), net.most)
    nth = np.arange(len(tail)) - np.repeat(np.cumsum(net.most) - net.most, net.most)
    offers = len(net.offer)
    cost = net.load * nth
    person = tail[tail >= offers] - offers
    rank = net.had[person] + net.most[tail[tail >= offers]] - nth[tail >= offers] - 1
    cost[tail >= offers] = net.weight[rank]
    return tail, cost


def near(columns: Columns) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (need, offer) within all limits: a KD-tree for each radius, and bits in numpy."""
    offers, needs = columns.offers, columns.needs
    found_needs, found_offers = [], []
    tree = cKDTree(np.stack([needs.east, needs.north], axis=1))
    for radius in np.unique(offers.radius):
        which = np.flatnonzero((offers.radius == radius) & (offers.capacity > 0))
        of = cKDTree(np.stack([offers.east[which], offers.north[which]], axis=1))
        for begin in range(0, len(which), 5000):
            part = which[begin : begin + 5000]
            of = cKDTree(np.stack([offers.east[part], offers.north[part]], axis=1))
            pairs = of.sparse_distance_matrix(tree, float(radius), output_type="coo_matrix")
            offer, need = part[pairs.row], pairs.col
            one = np.uint64(1)
            may = (offers.skills[offer] >> needs.skill[need].astype(np.uint64)) & one > 0
            offer, need = offer[may], need[may]
            may = (
                (offers.languages[offer] & needs.languages[need] > 0)
                & (offers.slots[offer] & needs.slots[need] > 0)
                & (needs.safeguards[need] & ~offers.safeguards[offer] == 0)
            )
            found_needs.append(need[may])
            found_offers.append(offer[may])
    return np.concatenate(found_needs), np.concatenate(found_offers)
