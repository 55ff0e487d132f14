"""Partners' programs, for a room that also speaks a language of its own with them.

Who they are is known to the door that gives them their tokens; a room learns it here, so that one
token opens every API of the house and one count holds for all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tandem.journal.asker import Asker
from tandem.services.drafts import Code
from tandem.toolbox.texts import Text

Once = Callable[[str, object, Callable[[], Code]], Code]


class Refused(Exception):
    """The program may not: an HTTP status, and why."""

    def __init__(self, status: int, said: Text, headers: Mapping[str, str]) -> None:
        super().__init__(str(status))
        self.status, self.said, self.headers = status, said, headers


@dataclass(frozen=True, slots=True)
class Program:
    """One that has shown its token, and may ask for people."""

    asker: Asker
    """In whose name it acts: whoever let it in."""
    once: Once
    """Key, body, and how to begin: the same draft for the same key, however often it is sent."""


Recognise = Callable[[str], Program]
_recognise: list[Recognise] = []


def register(recognise: Recognise) -> None:
    _recognise[:] = [recognise]


def recognise(secret: str) -> Program:
    """The program with this token; Refused where there is none, or it has asked too much."""
    return _recognise[0](secret)
