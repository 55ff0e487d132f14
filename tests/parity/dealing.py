"""What no service must prove alone: dealt over the catalogue, which together proves all of it.

What a door does with a draft or a message is the same code for every service; each service comes
by each door and way at least once, and each pair of them is proven by at least one service.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from tandem.journal.choices import Door
from tandem.people.choices import Channel
from tandem.services.catalogue import services
from tandem.services.composites import Composite
from tandem.services.declaration import DOORS, Service
from tandem.services.questions import Question

SHARES = 4
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
NAMES = (("Rosa", "Vandenput"), ("Zoë", "D’Hondt-Lefèvre"), ("Işıl", "Öztürk"))
MOST_HOPS = 4


@dataclass(frozen=True)
class Party:
    """People who come alike: they speak one language, choose one way, and can wait or cannot."""

    number: int
    """Another for each party of each service, so that each answers otherwise."""
    language: str
    channel: Channel
    urgent: bool
    first_name: str
    last_name: str
    doors: tuple[Door, ...]
    """By which they come; equal cases must come of it."""


def parties(service: type[Service]) -> Iterator[Party]:
    """One in each language, all of them by the first door; each other door is met by one, or by two
    where a request can be urgent: one that is, and one that is not.

    A door meets other languages and other channels with each service.
    """
    which, channels = services().index(service), list(Channel)
    every = len(LANGUAGES) // 2 if service.urgent else len(LANGUAGES)
    first, *others = service.doors()
    for turn, language in enumerate(LANGUAGES):
        mine = [door for door in others if (which + DOORS.index(door) - turn) % every == 0]
        channel = channels[(turn + which // len(LANGUAGES)) % len(channels)]
        number = which * len(LANGUAGES) + turn
        yield Party(
            number,
            language,
            channel,
            service.urgent is not None and turn < len(LANGUAGES) // 2,
            *NAMES[number % len(NAMES)],
            (first, *mine),
        )


def travels(service: type[Service]) -> list[tuple[Door, ...]]:
    """The journeys of its drafts, from door to door: each ends where its draft is sent."""
    doors = service.doors()
    turns = range(1, len(doors))
    # A catalogue longer than the doors goes round them again.
    mine = turns[services().index(service) % len(turns) :: len(services())]
    return [
        stretch for turn in mine for tour in _tours(doors, turn) for stretch in _stretches(tour)
    ]


def _tours(doors: tuple[Door, ...], turn: int) -> Iterator[list[Door]]:
    """Round and round by so many doors at a time, until each has been left and reached once."""
    open_ones = list(range(len(doors)))
    while open_ones:
        at, tour = open_ones[0], []
        while at in open_ones:
            open_ones.remove(at)
            tour.append(doors[at])
            at = (at + turn) % len(doors)
        yield tour


def _stretches(tour: list[Door]) -> Iterator[tuple[Door, ...]]:
    """A tour as journeys of a few hops, by a door once, each beginning where one before it ended.

    What was written on paper is not printed again: nobody goes back to the counter for it.
    """
    most = min(MOST_HOPS, len(tour) - 1)
    for at in range(0, len(tour), most):
        hops = min(most, len(tour) - at)
        yield tuple(tour[(at + hop) % len(tour)] for hop in range(hops + 1))


Alike = Callable[[Question], Hashable]


def kind_of(question: Question) -> Hashable:
    """What is typed is taken in alike by its kind. Who is asked it only after a certain answer may
    never be asked it here: those share by themselves."""
    return question.kind, question.needed_if is None


def made_of(question: Question) -> Hashable:
    """By which one may answer it wrongly in the same ways."""
    parts = tuple(question.parts) if isinstance(question, Composite) else ()
    return kind_of(question), question.required, parts


def is_dealt(
    door: Door, service: type[Service], name: str, number: int, *, by: Alike = kind_of
) -> bool:
    """Whether this text or mistake is tried here: one in SHARES of the questions that are alike
    tries it, over the catalogue, at each door another one; and always one of them.
    """
    place, alike = _places(tuple(services()), by)[service, name]
    return (place + number + DOORS.index(door)) % min(SHARES, alike) == 0


@cache
def _places(
    offered: tuple[type[Service], ...], by: Alike
) -> dict[tuple[type[Service], str], tuple[int, int]]:
    """Of each question which of those alike it is, and how many they are."""
    hands: dict[Hashable, list[tuple[type[Service], str]]] = {}
    for service in offered:
        for name, question in service.form({}).questions():
            hands.setdefault(by(question), []).append((service, name))
    return {one: (place, len(hand)) for hand in hands.values() for place, one in enumerate(hand)}
