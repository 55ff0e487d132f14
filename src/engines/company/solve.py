from collections import Counter
from collections.abc import Iterable

from engines.company.answer import Alone, Answer, Circle, Reason
from engines.company.question import Person, Question
from engines.company.roommates import Ring, pair
from engines.company.wishes import broken, lot, wishes

THREE = 3


def solve(question: Question) -> Answer:
    """Twos that no two would leave for each other, as far as there are such; then threes.

    >>> from datetime import date
    >>> def likes(key, *interests):
    ...     return Person(key, set(interests), {"fr"}, {3}, "1030")
    >>> people = (likes("ana", "walks", "cards"), likes("ben", "cards"), likes("chris", "walks", "cards"))
    >>> answer = solve(Question(date(2026, 11, 23), people))
    >>> [circle.people for circle in answer.circles], answer.alone[0].person
    ([('ana', 'chris')], 'ben')
    """
    table = _Table(question)
    table.form()
    table.join()
    return table.answer()


class _Table:
    def __init__(self, question: Question) -> None:
        self.question = question
        self.people = {one.key: one for one in question.people}
        self.wishes = wishes(question)
        self.circles: dict[frozenset[str], str] = {}
        """Each with how it came to be three, or nothing."""
        self.drawn_out: set[str] = set()

    def form(self) -> None:
        """Whoever is in an odd ring of three becomes a three, where all wish it; of any other ring
        one is drawn out by lot. Then all is paired anew.
        """
        free = set(self.people)
        while isinstance(found := pair(self._among(free)), Ring):
            if len(found.people) == THREE and self._may_be_three(found.people):
                self.circles[frozenset(found.people)] = "ring"
                free -= set(found.people)
            else:
                out = min(found.people, key=lambda key: (lot(self.question, key), key))
                self.drawn_out.add(out)
                free.discard(out)
        for one, other in found.items():
            self.circles.setdefault(frozenset((one, other)), "")

    def _among(self, free: set[str]) -> dict[str, list[str]]:
        return {one: [other for other in self.wishes[one] if other in free] for one in sorted(free)}

    def _may_be_three(self, keys: Iterable[str]) -> bool:
        """All wish it, each may meet each, and there is something that all three share."""
        three = [self.people[key] for key in keys]
        each = all(
            broken(self.question, one, other) is None
            for one in three
            for other in three
            if one is not other
        )
        return each and all(one.three for one in three) and all(shared(three))

    def join(self) -> None:
        """Whoever is left may join two who wish it too; in the order of lots, to whom she likes."""
        left = [key for key in self.people if key not in self._met()]
        for key in sorted(left, key=lambda one: (lot(self.question, one), one)):
            twos = [
                two for two in self.circles if len(two) == 2 and self._may_be_three({key, *two})
            ]
            if twos:
                best = min(twos, key=lambda two: sorted(map(self.wishes[key].index, two)))
                del self.circles[best]
                self.circles[best | {key}] = "joined"

    def _met(self) -> set[str]:
        return {key for circle in self.circles for key in circle}

    def answer(self) -> Answer:
        circles = (self._circle(keys, how) for keys, how in self.circles.items())
        alone = (self._alone(key) for key in sorted(set(self.people) - self._met()))
        return Answer(tuple(sorted(circles, key=lambda one: one.people)), tuple(alone))

    def _circle(self, keys: frozenset[str], how: str) -> Circle:
        people = [self.people[key] for key in sorted(keys)]
        interests, languages, slots = shared(people)
        said = [
            Reason("shared_interests", {"interests": tuple(sorted(interests))}),
            Reason("shared_languages", {"languages": tuple(sorted(languages))}),
            Reason("shared_half_days", {"slots": tuple(sorted(slots))}),
        ]
        if people[0].place and len({one.place for one in people}) == 1:
            said.append(Reason("same_place"))
        if how:
            said.append(Reason(how))
        return Circle(tuple(sorted(keys)), tuple(said))

    def _alone(self, key: str) -> Alone:
        if key in self.drawn_out:
            return Alone(key, (Reason("drawn_out_of_a_ring"),))
        if self.wishes[key]:
            facts = {"others": len(self.wishes[key])}
            return Alone(key, (Reason("others_suit_each_other", facts),))
        one = self.people[key]
        limits = [
            broken(self.question, one, other) for other in self.question.people if other.key != key
        ]
        return Alone(key, (_binding(limits),))


def _binding(limits: list[str | None]) -> Reason:
    """The limit at which most of the others fall last: whoever came farthest."""
    order = ("all_apart", "no_shared_interest", "no_shared_half_day", "no_shared_language")
    counted = Counter(limits)
    code = next((one for one in order if counted[one]), None)
    return Reason(code, {"others": counted[code]}) if code else Reason("nobody_else")


def shared(people: list[Person]) -> tuple[frozenset[str], frozenset[str], frozenset[int]]:
    """Interests, languages and half-days of all."""
    return (
        frozenset.intersection(*(frozenset(one.interests) for one in people)),
        frozenset.intersection(*(frozenset(one.languages) for one in people)),
        frozenset.intersection(*(frozenset(one.slots) for one in people)),
    )
