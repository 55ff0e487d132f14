"""Publics: people a message to many may be meant for, told by each room that knows some.

A room declares one and registers it; whoever writes to many finds it here, and knows neither the
room nor how it finds them.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.territory.models import Organisation
from tandem.toolbox.texts import Text

Said = Mapping[str, Any]
"""What the author chose, in values that JSON can hold."""


class NarrowingForm(forms.Form):
    """Which of a public are meant; its answers must be values that JSON can hold."""

    def __init__(self, *given: Any, organisation: Organisation, **named: Any) -> None:
        super().__init__(*given, **named)
        self.organisation = organisation


class Public(ABC):
    """One kind of people; asked in the scope of the organisation that writes."""

    code: ClassVar[str]
    label: ClassVar[Text]
    form: ClassVar[type[NarrowingForm]]

    def __init__(self, said: Said) -> None:
        self.said = said

    @abstractmethod
    def persons(self) -> QuerySet[Person]:
        """Those who may be meant, by what stands in rows alone."""

    def concerns(self, who: Identity, today: date) -> bool | None:
        """Whether she is meant, by what is sealed; None where nobody knows."""
        return True

    @abstractmethod
    def in_words(self) -> str:
        """Who is meant, as a colleague reads it before she approves."""


_publics: dict[str, type[Public]] = {}


def register(public: type[Public]) -> type[Public]:
    if _publics.setdefault(public.code, public) is not public:
        raise ValueError(f"Two publics are called {public.code}.")
    return public


def every() -> list[type[Public]]:
    return [_publics[code] for code in sorted(_publics)]


def known(code: str) -> type[Public]:
    return _publics[code]
