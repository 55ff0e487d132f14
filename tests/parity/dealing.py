"""What no service must prove alone: dealt over the catalogue, which together proves all of it.

What a door does with a draft or a message is the same code for every service; each service comes
by each door and way at least once, and each pair of them is proven by at least one service.
"""

from collections.abc import Iterator

from django.conf import settings

from tandem.journal.choices import Door
from tandem.people.choices import Channel
from tandem.services.catalogue import services
from tandem.services.declaration import DOORS, Service
from tests.parity.answers import Somebody

SHARES = 3
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
NAMES = (("Rosa", "Vandenput"), ("Zoë", "D’Hondt-Lefèvre"), ("Işıl", "Öztürk"))


def compared(service: type[Service]) -> Iterator[tuple[str, tuple[Door, ...]]]:
    """The doors of which equal cases must come, language by language: the first is in each."""
    first, *others = service.doors()
    for language in LANGUAGES:
        mine = [door for door in others if _language(service, door) == language]
        if mine:
            yield language, (first, *mine)


def spoken(service: type[Service]) -> Iterator[tuple[Door, str]]:
    """Each door in one language, other ones than those in which it is compared; each language."""
    doors = service.doors()
    for turn in range(0, max(len(doors), len(LANGUAGES)), len(doors)):
        for door in doors:
            yield door, _language(service, door, turn + len(LANGUAGES) // 2)


def _language(service: type[Service], door: Door, turn: int = 0) -> str:
    number = services().index(service) + DOORS.index(door) + turn
    return LANGUAGES[number % len(LANGUAGES)]


def somebody(service: type[Service], language: str) -> Somebody:
    """Who comes to it in this language: others answer otherwise, and choose another way."""
    number = services().index(service) * len(LANGUAGES) + LANGUAGES.index(language)
    channels = list(Channel)
    first_name, last_name = NAMES[number % len(NAMES)]
    return Somebody(
        seed=number + 1,
        channel=channels[number % len(channels)],
        first_name=first_name,
        last_name=last_name,
    )


def travels(service: type[Service]) -> list[tuple[Door, Door]]:
    """Where its drafts are begun and finished: at each door, and at another one."""
    doors = service.doors()
    number, shares = services().index(service), len(services())
    turns = range(1, len(doors))
    # A catalogue longer than the doors goes round them again.
    mine = turns[number % len(turns) :: shares]
    return [(doors[at - turn], doors[at]) for turn in mine for at in range(len(doors))]


def doors_for(service: type[Service], channel: Channel) -> list[Door]:
    """The doors at which somebody with this channel comes in."""
    first = (services().index(service) + list(Channel).index(channel)) % SHARES
    return list(service.doors()[first::SHARES])


def is_dealt(name_number: int, text_number: int) -> bool:
    """Of each question some texts, of each text some questions."""
    return (name_number + text_number) % SHARES == 0
