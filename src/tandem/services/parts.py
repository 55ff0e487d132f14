"""The small text fields of which a composite question is made."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from tandem.services.never_kept import NO_SECRET
from tandem.services.paper import Lines, Paper
from tandem.services.questions import TOO_LONG
from tandem.toolbox.names import is_more_than_a_name
from tandem.toolbox.postal_codes import plain
from tandem.toolbox.texts import Text, one_line

# With the invisible signs that turn the direction of what follows them on every list.
NO_MARKUP = RegexValidator(
    r"[<>{}\x01-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]",
    _("Leave out the signs < > { }; they are not part of a name or an address."),
    inverse_match=True,
)
ONE_LINE = Lines(1)


def name_alone(typed: str) -> None:
    """Messages greet with it: what leads elsewhere would leave in the name of the commune."""
    if is_more_than_a_name(typed):
        raise ValidationError(
            _("Write only the name here, without web address, e-mail address or number.")
        )


class Part(forms.CharField):
    """One small text field of a composite question.

    It stands on one line, also of a letter: what was typed below it would be another line there.
    """

    paper: Paper = ONE_LINE
    optional = False
    """Whether the page says that it may be left empty."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class PostalCode(Part):
    """As on an envelope: “B-1030”, “10 30”, “1030 Schaerbeek”; kept are the four figures."""

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value))


def part(
    label: Text,
    *,
    most: int = 100,
    autocomplete: str = "",
    help: Text = "",
    paper: Paper = ONE_LINE,
    optional: bool = False,
    is_name: bool = False,
    made_by: type[Part] = Part,
    **field: Any,
) -> Part:
    made = made_by(
        label=label,
        help_text=help,
        required=False,
        validators=[
            *(MaxLengthValidator(most, TOO_LONG), NO_MARKUP, NO_SECRET),
            *((name_alone,) if is_name else ()),
        ],
        **field,
    )
    made.paper = paper
    made.optional = optional
    if autocomplete:
        made.widget.attrs["autocomplete"] = autocomplete
    return made
