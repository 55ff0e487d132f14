"""Which records are one person: those joined, and those perhaps the same until somebody decides."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import BooleanField, Q, Value

from tandem.people.choices import LikenessState
from tandem.people.models import Likeness, Person


@dataclass(slots=True)
class Together:
    """Records counted as one. Whoever stands in no group is counted alone."""

    first: dict[int, int] = field(default_factory=dict)
    """Of each record in a group, the one known first."""
    groups: dict[int, set[int]] = field(default_factory=dict)
    undecided: set[int] = field(default_factory=set)
    """The first of each group that is one only until a colleague decides."""

    def of(self, person: int) -> int:
        return self.first.get(person, person)

    def records(self, person: int) -> frozenset[int]:
        return frozenset(self.groups.get(self.of(person), {person}))

    def every_record(self, persons: Iterable[int]) -> set[int]:
        return {record for person in persons for record in self.records(person)}

    def is_undecided(self, person: int) -> bool:
        return self.of(person) in self.undecided

    def join(self, one: int, other: int) -> None:
        both = self.records(one) | self.records(other)
        for first in {self.of(one), self.of(other)}:
            self.groups.pop(first, None)
        self.groups[min(both)] = set(both)
        self.first.update(dict.fromkeys(both, min(both)))


_following: list[Callable[[Likeness], None]] = []


def when_decided(follow: Callable[[Likeness], None]) -> None:
    """From now on `follow` is told whenever a colleague decided about a pair, or went back on it."""
    _following.append(follow)


def tell_decided(likeness: Likeness) -> None:
    for follow in _following:
        follow(likeness)


def counted_together() -> Together:
    """All groups of the scope, in one query: few records are ever joined, or alike."""
    return _together(_pairs())


Pair = tuple[int, int, bool]
"""Two records, and whether they are one only until a colleague decides."""


def _pairs() -> list[Pair]:
    joined = Person.objects.filter(merged_into__isnull=False).order_by()
    alike = Likeness.objects.undecided().filter(apart=False).order_by()
    across = Likeness.objects.filter(across=True, state=LikenessState.SAME).order_by()
    return list(
        joined.values_list("pk", "merged_into", _flag(False)).union(
            alike.values_list("one", "other", _flag(True)),
            across.values_list("one", "other", _flag(False)),
            all=True,
        )
    )


def is_alike_but_apart(person: int) -> bool:
    """Whether she shares a contact with somebody and nobody has decided who the two are."""
    rows = Likeness.objects.undecided().filter(apart=True)
    return rows.filter(Q(one=person) | Q(other=person)).exists()


def _flag(undecided: bool) -> Value:
    return Value(undecided, output_field=BooleanField())


def _together(pairs: Iterable[Pair]) -> Together:
    found, alike = Together(), set[int]()
    for one, other, undecided in pairs:
        found.join(one, other)
        alike |= {one} if undecided else set()
    found.undecided = {found.of(person) for person in alike}
    return found


@dataclass(frozen=True, slots=True)
class Care:
    """What must be heeded before somebody is reached, on whichever of her records it was said."""

    never_write: bool = False
    never_leave_word: bool = False
    careful: bool = False
    """She said in her own words how to be careful."""
    perhaps: bool = False
    """A record that is perhaps hers asks for care: nobody knows yet which way is safe."""

    @property
    def nobody_else(self) -> bool:
        """No word may be left with anybody but herself."""
        return self.never_leave_word or self.perhaps


RULES = ("never_write", "never_leave_word", "careful")


def care_for(persons: Iterable[Person]) -> dict[int, Care]:
    """Of each person: her own rules, those of records joined to hers, and of those perhaps hers."""
    asked = list(persons)
    pairs = _pairs()
    every = _together(pairs)
    hers = _together(pair for pair in pairs if not pair[2])
    said: dict[int, dict[str, bool]] = {
        row.pop("pk"): row
        for row in Person.objects.filter(pk__in=every.every_record(one.pk for one in asked))
        .order_by()
        .values("pk", *RULES)
    }

    def holds(rule: str, records: Iterable[int]) -> bool:
        return any(said[record][rule] for record in records if record in said)

    found: dict[int, Care] = {}
    for one in asked:
        own = hers.records(one.pk)
        others = every.records(one.pk) - own
        heeded = {rule: holds(rule, own) or getattr(one, rule) for rule in RULES}
        found[one.pk] = Care(**heeded, perhaps=any(holds(rule, others) for rule in RULES))
    return found


def joined_records(person: Person) -> list[Person]:
    """All records that a colleague joined to hers, and her own."""
    hers = _together(pair for pair in _pairs() if not pair[2])
    return list(Person.objects.filter(pk__in=hers.records(person.pk)).order_by("pk"))
