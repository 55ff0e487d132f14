"""The pairing engine's one deed."""

from collections.abc import Mapping

from engines.pairing.answer import Answer, Pair, Unserved
from engines.pairing.candidates import prospects
from engines.pairing.changes import Room
from engines.pairing.network import Place, seat
from engines.pairing.question import Question
from engines.pairing.reach import open_places, reach
from engines.pairing.reasons import for_pair, for_unserved
from engines.pairing.standing import Standing, totals


def solve(question: Question, chosen: Mapping[str, Place] | None = None) -> Answer:
    """Pair needs with offers as fairly as can be, then as cheaply, and say why.

    Promise, exactly and in this order: as many vital needs served as possible; as many
    first helps as possible, then second ones, and so on, counting what each person has
    already received; the fewest points (distance in metres / `metres_per_point` rounded,
    `dislike` where the offer does not like the task, (j − 1) × `load` for the j-th task of
    an offer); the tie rule of the question. No offer is in two places at once. The order
    of needs and offers in the question changes nothing.

    `chosen` is the offer and half-day of each need that is served, where `engines.pairing.compiled`
    has found them already: then only the reasons are looked for.

    Raises nothing: whatever `Question` accepts has an answer. Costs about 0.5 s for 300
    offers and 500 needs. Method: README.md, with its sources.

    >>> from datetime import date
    >>> from engines.pairing.question import Need, Offer
    >>> def errand(key, person):
    ...     return Need(key, person, (0, 0), "errands", languages={"fr"}, slots={3, 4})
    >>> helper = Offer("v1", (300, 400), 1000, {"errands"}, {"fr", "nl"}, slots={3, 4}, capacity=2)
    >>> needs = (errand("n1", "ana"), errand("n2", "ana"), errand("n3", "ben"))
    >>> answer = solve(Question(date(2026, 11, 23), (helper,), needs))
    >>> sorted(need.person for need in needs for pair in answer.pairs if pair.need == need.key)
    ['ana', 'ben']
    >>> answer.totals
    Totals(vital=0, levels=(2,), cost=250)
    >>> [one.reasons[0].code for one in answer.unserved]
    ['all_taken_by_people_with_fewer_helps']
    """
    outlook = prospects(question)
    seating = seat(question, outlook, chosen=chosen)
    standing = Standing(question, seating.chosen())
    left = [number for number, need in enumerate(seating.needs) if need.key not in standing.chosen]
    reaches = {seating.needs[item].key: reach(seating, item) for item in left}
    room = Room(standing, open_places(seating), reaches)
    return Answer(
        pairs=tuple(
            Pair(need, *standing.chosen[need], for_pair(standing, outlook[need]))
            for need in sorted(standing.chosen)
        ),
        unserved=tuple(
            Unserved(need, for_unserved(room, outlook[need])) for need in sorted(reaches)
        ),
        totals=totals(standing, outlook),
    )
