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


class Driver(Protocol):
    door: ClassVar[Door]

    def begin(self, service: type[Service]) -> None: ...
    def answer(self, given: dict[str, Raw]) -> Page: ...
    def save(self) -> tuple[str, str]: ...
    def take_up(self, service: type[Service], code: tuple[str, str]) -> None: ...
    def send(self) -> Told: ...
