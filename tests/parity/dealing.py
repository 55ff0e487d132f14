"""What no service must prove alone: dealt over the catalogue, which together proves all of it.

What a door does with a draft or a message is the same code for every service; each service comes
by each door and way at least once, and each pair of them is proven by at least one service.
"""

from tandem.journal.choices import Door
from tandem.people.choices import Channel
from tandem.services.catalogue import services
from tandem.services.declaration import Service

SHARES = 3


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
