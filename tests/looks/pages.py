"""The pages whose looks are checked. Whoever adds a page to the house adds it here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from tandem.ui.gallery import PAGES as EXAMPLES
from tests.looks.deed_pages import OF_RESIDENTS, OF_STAFF
from tests.looks.door_pages import PAGES as DOORS
from tests.looks.kiosk_pages import PAGES as KIOSK
from tests.looks.law_pages import PAGES as LAW
from tests.looks.law_pages import PUBLIC as LAW_PUBLIC
from tests.looks.look_pages import PAGES as LOOKED
from tests.looks.look_pages import opened, refused
from tests.looks.mandate_pages import ALONE as MANDATES_ALONE
from tests.looks.mandate_pages import PAGES as MANDATES
from tests.looks.own_pages import PAGES as OWN
from tests.looks.room_pages import PAGES as ROOMS
from tests.looks.room_pages import PUBLIC
from tests.looks.scan_pages import PAGES as SCANS
from tests.looks.sign_in_pages import PAGES as SIGNING_IN
from tests.looks.street_pages import PAGES as STREETS
from tests.looks.street_pages import PUBLIC as STREETS_PUBLIC
from tests.looks.street_pages_abroad import PAGES as STREETS_ABROAD
from tests.looks.street_public_pages import PAGES as STREETS_OPEN
from tests.looks.street_wording_pages import PAGES as CATEGORIES


@dataclass(frozen=True)
class Visit:
    """Where to look, and as whom."""

    path: str
    account: Any = None
    cookies: dict[str, str] = field(default_factory=dict)
    """What else the browser brings, such as that it is a terminal."""


@dataclass(frozen=True)
class Look:
    """One page; `arrange` makes the rows it needs and says where it stands."""

    name: str
    arrange: Callable[[], Visit]
    needs_rows: bool = True
    languages: tuple[str, ...] = ("fr", "nl", "de", "en")
    status: int = 200


def at(path: str) -> Callable[[], Visit]:
    return lambda: Visit(path)


def together(arrange: Callable[[], tuple[str, Any]]) -> Visit:
    """Committed as one: rows of tenants are written in a transaction only."""
    with transaction.atomic():
        return Visit(*arrange())


def gallery(name: str, path: str) -> Look:
    """Its examples are in English; the components' own words are longest in German."""
    return Look(f"gallery-{name}", at(path), needs_rows=False, languages=("de",))


ALL_ROOMS = {**ROOMS, **LOOKED, **OWN, **OF_RESIDENTS}
ALL_STREETS = {**STREETS, **STREETS_OPEN, **CATEGORIES, **STREETS_ABROAD}
LOOKS = [
    gallery("all", "/ui/"),
    *(gallery(name, f"/ui/{name}/") for name in EXAMPLES),
    gallery("right-to-left", "/ui/form/?dir=rtl"),
    Look("not-found", at("/no/such/page/"), needs_rows=False, status=404),
    Look("sign-in", at("/sign-in/")),
    Look("follow", at("/follow/")),
    Look("number", at("/number/")),
    Look("algorithms", at("/algorithms/")),
    Look("journal", at("/journal/")),
    Look("ask-for-help", at("/s/ask-for-help/")),
    Look("offer-help", at("/s/offer-help/")),
    Look("question-half-days", at("/s/ask-for-help/when/")),
    Look("question-reach", at("/s/ask-for-help/reach/")),
    Look("take-up", at("/draft/")),
    Look("paper", at("/paper/")),
    Look("paper-form", at("/paper/ask-for-help/")),
    Look("paper-hand-in", at("/paper/hand-in/")),
    Look("paper-handed-in", at("/paper/handed-in/")),
    *(Look(name, at(path)) for name, path in {**PUBLIC, **STREETS_PUBLIC, **LAW_PUBLIC}.items()),
    *(
        Look(name, lambda arrange=arrange: Visit(*arrange()))
        for name, arrange in {**DOORS, **KIOSK, **SCANS}.items()
    ),
    *(
        Look(name, lambda arrange=arrange: together(arrange))
        for name, arrange in {**ALL_ROOMS, **LAW, **ALL_STREETS, **MANDATES}.items()
    ),
    *(
        Look(name, lambda arrange=arrange: together(arrange), languages=("de",))
        for name, arrange in MANDATES_ALONE.items()
    ),
    *(
        Look(name, lambda arrange=arrange: together(arrange), languages=("fr", "de"))
        for name, arrange in {**SIGNING_IN, **OF_STAFF}.items()
    ),
    # Committed one by one: a flag is written on a connection of its own.
    Look("looks-opened", lambda: Visit(*opened())),
    Look("looks-refused", lambda: together(refused), status=403),
]
