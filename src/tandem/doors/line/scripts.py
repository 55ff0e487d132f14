"""What an operator says before the first question and after the receipt, in the person's language."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.doors.line.queries import greeting_of
from tandem.services.declaration import Service
from tandem.territory.models import Organisation


@dataclass(frozen=True, slots=True)
class Script:
    language: str
    opening: str
    closing: str


def script_of(service: type[Service], desk: Organisation, language: str) -> Script:
    """The organisation's own greeting where it has one; the service's words where it has some."""
    with override(language):
        house = _("Good day, you are speaking with %(organisation)s.") % {"organisation": str(desk)}
        opening = service.greeting or _(
            "I ask you some questions and write down what you say. You can stop at any time, "
            "and ask me to repeat."
        )
        closing = service.farewell or _(
            "It is sent. Please write down the reference and the word, and read both back to me. "
            "Is there anything else?"
        )
        greeting = greeting_of(desk, language) or house
        return Script(language, f"{greeting} {opening}", str(closing))
