"""The declaration of a service: its form, its promise, its purpose and its one deed."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from tandem.journal.choices import Door, Purpose
from tandem.people.models import Person
from tandem.services.alike import Joined
from tandem.services.conditions import Raw, When
from tandem.services.forms import ServiceForm
from tandem.services.paper import Keepsake
from tandem.territory.choices import Role
from tandem.territory.models import Area, Organisation
from tandem.toolbox.texts import Text
from tandem.toolbox.workdays import add_working_days

Answers = Mapping[str, Any]


class Sound(StrEnum):
    """What a sentence sounds like to a service that is found by everyday words."""

    NOTHING = ""
    FITS = "fits"
    DANGER = "danger"


DOORS = (
    Door.WEB,
    Door.PHONE,
    Door.INPERSON,
    Door.PAPER,
    Door.EMAIL,
    Door.SMS,
    Door.KIOSK,
    Door.API,
)
"""The doors that stand; a door added here is opened by every service at once."""


@dataclass(frozen=True, slots=True)
class Promise:
    """An answer within so many working days, from the day after the request."""

    working_days: int

    def due_on(self, opened_on: date) -> date:
        return add_working_days(opened_on, self.working_days)


@dataclass(frozen=True, slots=True)
class Urgent:
    """Answers that cannot wait: what is promised then, and what happens until it is kept."""

    when: When
    promise: Promise
    now: Text
    """Said to the person wherever the promise is: whom to turn to if even this is too late."""


class CaseLike(Protocol):
    """What a room's deed may know of the case it works for; `cases` provides it."""

    pk: int
    key: uuid.UUID
    reference: str
    territory_id: int
    organisation_id: int
    organisation: Organisation
    territory: Area
    person: Person | None
    language: str


Submit = Callable[..., Joined | None]
Moved = Callable[..., None]
ToldAs = Callable[..., Raw]
BesideForm = Callable[..., Keepsake | None]


def _nothing_follows(*, case: CaseLike, state: str) -> None:
    """Most rooms have nothing to do when a case goes its way."""


def _nothing_shown(key: str) -> Raw:
    """Most rooms show nothing in public that somebody else could tell of too."""
    return {}


def _nothing_beside(commune: Area, organisation: Organisation) -> Keepsake | None:
    """Most forms are filled in without anything beside them."""
    return None


class Service:
    """Declared once in its room; every door presents it from this alone."""

    slug: ClassVar[str]
    title: ClassVar[Text]
    summary: ClassVar[Text]
    """One sentence under the title, on the home page and at the desk."""
    pictogram: ClassVar[str] = "form"
    """The picture beside its title where people touch a screen; one of `ui`."""
    greeting: ClassVar[Text] = ""
    farewell: ClassVar[Text] = ""
    """What an operator says before the first question and after the receipt, unless the house's
    own words do."""
    keyword: ClassVar[Text] = ""
    other_keyword: ClassVar[Text] = ""
    """Another word for it that people text."""
    """One word, other in each language, by which it is asked for in a text message."""
    room: ClassVar[str]
    form: ClassVar[type[ServiceForm]]
    promise: ClassVar[Promise]
    urgent: ClassVar[Urgent | None] = None
    """The shorter promise for answers that cannot wait, if there are any."""
    purpose: ClassVar[Purpose]
    version: ClassVar[int] = 1
    why_online: ClassVar[Text]
    """Said in public: why it stands online, and what stays at the counter."""
    impossible: ClassVar[Mapping[Door, Text]] = {}
    """Doors through which it cannot be reached, each with the reason the public reads."""
    in_danger: ClassVar[bool] = False
    """Whether people in danger may come here: then the emergency number stands on every page."""
    two_readers: ClassVar[bool] = False
    """Whether what is written on paper must be read alike by two colleagues, as votes must."""
    signed: ClassVar[Text] = ""
    """What stands above the place for her name or her mark, at the end of its form on paper."""
    answered_in_room: ClassVar[bool] = False
    """Whether its answer follows from the room's own work: then nobody answers it on the page of its
    case, past what the room asks."""
    handled_by: ClassVar[frozenset[Role]] = frozenset()
    """Roles of the responsible organisation whose members read its requests and answer them. All
    others find none of them, in no list and by no address; operators tell where one stands."""
    for_staff_of: ClassVar[frozenset[str]] = frozenset()
    submit: ClassVar[Submit]
    moved: ClassVar[Moved] = staticmethod(_nothing_follows)
    """What the room does, in the same transaction, when its case is in a new state: reopened,
    withdrawn, answered."""
    told_as: ClassVar[ToldAs] = staticmethod(_nothing_shown)
    """For whoever says that hers is the one of this key, which she found in public: the answers that
    go with it, from public facts alone; empty where there is none."""

    beside_form: ClassVar[BesideForm] = staticmethod(_nothing_beside)
    """What goes with its form on paper for whoever fills it in, drawn for her commune; asked for in the
    scope of whoever takes in there."""

    @classmethod
    def is_urgent(cls, answers: Raw) -> bool:
        return cls.urgent is not None and cls.urgent.when.holds(answers)

    @classmethod
    def sounds_like(cls, words: str) -> Sound:
        """Whether somebody's own words tell of what it is for; most are asked for by name alone."""
        return Sound.NOTHING

    @classmethod
    def promise_for(cls, *, urgent: bool) -> Promise:
        return cls.urgent.promise if urgent and cls.urgent else cls.promise

    @classmethod
    def doors(cls) -> tuple[Door, ...]:
        return tuple(door for door in DOORS if door not in cls.impossible)
