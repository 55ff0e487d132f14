"""Questions that some doors cannot ask, and how the suite answers them there."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import override

from tandem.journal.choices import Door
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tests.parity import reading


def left_for_later(service: type[Service], door: Door, given: Iterable[str]) -> tuple[str, ...]:
    """The questions that this door cannot ask; it says how they come all the same."""
    form = service.form({})
    return tuple(name for name in given if door in form.question(name).brought_later)


def at(
    service: type[Service], door: Door, given: dict[str, Raw], left: Iterable[str] = ()
) -> dict[str, Raw]:
    """The answers as they are given there: with what is left open, and what cannot be asked there."""
    unasked = left_for_later(service, door, given)
    return {
        name: {} if name in unasked else {html: [""] for html in raw} if name in left else raw
        for name, raw in given.items()
    }


def put_off(
    service: type[Service], journey: tuple[Door, ...], shares: list[dict[str, Raw]]
) -> list[dict[str, Raw]]:
    """What a door cannot ask is answered at the next that can; after the last one it is left open."""
    carried: dict[str, Raw] = {}
    found = []
    for door, share in zip(journey, shares, strict=True):
        here = carried | share
        unasked = left_for_later(service, door, here)
        carried = {name: here.pop(name) for name in unasked}
        found.append(here)
    found[-1] |= {name: {} for name in carried}
    return found


def told_how_it_comes(service: type[Service], came: Iterable[Any]) -> None:
    """1a. A door that cannot ask something says how it can be brought later, before it is over."""
    form = service.form({})
    for one in came:
        for name in left_for_later(service, one.door, one.left):
            with override(one.party.language):
                said = str(form.question(name).brought_later[one.door])
                told = " ".join((one.told.asked, one.told.read_back, one.told.text))
                assert reading.says(one.door, told, said), f"{one} does not say how {name} comes"
