from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from tandem.people.http import PersonRequest
from tandem.ui import navigation


class Figure(NamedTuple):
    """How many, of what, and the name of the page where they stand."""

    many: int
    counts: Any
    """What is counted, in the form of any number: `label` is the one of this."""
    name: str
    query: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        return str(self.counts % {"many": self.many})

    @property
    def href(self) -> str:
        return navigation.address(self.name, None) + self.query


Counting = Callable[[PersonRequest, datetime], Iterable[Figure]]
