"""OR-tools on the same question: another solver, and a network built apart from ours."""

from collections import Counter

from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from engines.pairing.answer import Totals
from engines.pairing.question import Question
from engines.pairing.tests import oracle


def totals(question: Question) -> Totals:
    """The totals of the best assignment; the tie rule left out."""
    chosen = _chosen(question)
    at_level = oracle.levels(question, chosen)
    while at_level and not at_level[-1]:
        at_level.pop()
    vital = sum(need.vital for need in question.needs if need.key in chosen)
    return Totals(vital, tuple(at_level), oracle.points(question, chosen))


def _chosen(question: Question) -> oracle.Choice:
    rules, needs = question.rules, question.needs
    asked = Counter(need.person for need in needs)
    most = max((question.received.get(person, 0) + asked[person] for person in asked), default=0)
    dearest = max((rules.dislike, 0)) + 3000 // rules.metres_per_point * 100 + rules.load * 20
    level = dearest * (len(needs) + 1)
    solver = SimpleMinCostFlow()
    nodes: dict[object, int] = {}

    def arc(tail: object, head: object, room: int, cost: int) -> int:
        ends = [nodes.setdefault(node, len(nodes)) for node in (tail, head)]
        return solver.add_arc_with_capacity_and_unit_cost(*ends, room, cost)

    arcs = {}
    for person, times in asked.items():
        had = question.received.get(person, 0)
        for nth in range(1, times + 1):
            arc("all", ("person", person), 1, -level * (most + 1 - had - nth))
    for need in needs:
        arc(("person", need.person), need.key, 1, -level * (most + 1) if need.vital else 0)
        for offer in question.offers:
            if not oracle.possible(question, need, offer):
                continue
            pair = oracle.points(question, {need.key: (offer.key, 0)})
            for slot in set(need.slots) & set(offer.slots):
                one = arc(need.key, (offer.key, slot), 1, pair)
                arcs[one] = need.key, (offer.key, slot)
    for offer in question.offers:
        for slot in offer.slots:
            arc((offer.key, slot), ("offer", offer.key), offer.at_once, 0)
        for nth in range(min(offer.capacity, len(needs))):
            arc(("offer", offer.key), "end", 1, rules.load * nth)
    arc("all", "end", len(needs), 0)
    solver.set_node_supply(nodes["all"], len(needs))
    solver.set_node_supply(nodes["end"], -len(needs))
    assert solver.solve() == solver.OPTIMAL
    return dict(place for one, place in arcs.items() if solver.flow(one))
