"""What every driver can do, whatever its door."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from tandem.journal.choices import Door
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tests.parity.pages import Page


@dataclass(frozen=True)
class Told:
    """The receipt, as it was shown or read out."""

    reference: str
    word: str
    text: str
    asked: str = ""
    """Every question, as it was put to her on the way."""
    read_back: str = ""
    """Her answers, as she read or heard them before they were sent."""


class Driver(Protocol):
    door: ClassVar[Door]

    def begin(self, service: type[Service]) -> None: ...
    def answer(self, given: dict[str, Raw]) -> Page: ...
    def save(self) -> tuple[str, str]: ...
    def take_up(self, service: type[Service], code: tuple[str, str]) -> None: ...
    def send(self) -> Told: ...
