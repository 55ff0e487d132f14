"""Questions: form fields that know how to be asked at every door.

The kinds are sorted by what a person does: choose (`YesNo`, `OneOf`, `SomeOf`, `HalfDays`),
say (`Short`, `Long`), count (`Whole`). Those with several parts stand in `composites`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tandem.journal.choices import Door
from tandem.services.conditions import When
from tandem.services.never_kept import NO_SECRET
from tandem.services.paper import Lines, Paper, up_to
from tandem.services.widgets import HalfDayGrid
from tandem.toolbox.half_days import COUNT
from tandem.toolbox.texts import Text, one_line

Choices = Sequence[tuple[str, Text]]


class Question(forms.Field):
    """What every kind has besides its check; see docs/design of the declaration."""

    about_a_person: ClassVar[bool] = False
    kind: ClassVar[str]
    brought_later: ClassVar[Mapping[Door, Text]] = {}
    """Doors that cannot ask it, each with the sentence by which it says how it comes all the same."""
    paper: Paper | None = None
    """How it is answered on paper, where there is nothing to tick."""

    def __init__(
        self,
        label: Text,
        *,
        spoken: Text = "",
        short: Text = "",
        help: Text = "",
        example: Text = "",
        why: Text = "",
        needed_if: When | None = None,
        optional: bool = False,
        paper: Paper | None = None,
        required_if: When | None = None,
        **field: Any,
    ) -> None:
        self.paper = paper or self.paper
        self.spoken = spoken or label
        self.short = short
        self.example = example
        self.why = why
        self.needed_if = needed_if
        self.required_if = required_if
        """Where an optional answer may not be left empty after all."""
        super().__init__(label=label, help_text=help, required=not optional, **field)

    def names(self, name: str) -> list[str]:
        """The HTML names under which the answer arrives."""
        return [name]

    def said(self, value: Any) -> str:
        """The answer as a person reads it back."""
        return "" if value is None else str(value)


class OneOf(Question, forms.ChoiceField):
    kind = "one_of"
    default_error_messages: ClassVar = {
        "required": _("Choose one of the answers."),
        "invalid_choice": _("“%(value)s” is not one of the answers. Choose one from the list."),
    }

    def __init__(
        self, label: Text, choices: Choices = (), *, first_stands: bool = False, **asked: Any
    ) -> None:
        self.first_stands = first_stands
        """Whether what was answered first is kept, whoever goes back and changes it."""
        super().__init__(label, choices=choices, widget=forms.RadioSelect, **asked)

    def said(self, value: Any) -> str:
        return str(dict(self.choices).get(value, value or ""))  # type: ignore[arg-type]


class YesNo(OneOf):
    kind = "yes_no"

    def __init__(self, label: Text, **asked: Any) -> None:
        super().__init__(label, choices=(("yes", _("Yes")), ("no", _("No"))), **asked)

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        return {"yes": True, "no": False}.get(said)

    def said(self, value: Any) -> str:
        return "" if value is None else str(_("Yes") if value else _("No"))


class SomeOf(Question, forms.MultipleChoiceField):
    kind = "some_of"
    default_error_messages: ClassVar = {
        "required": _("Choose at least one answer."),
        "invalid_choice": _("“%(value)s” is not one of the answers. Choose from the list."),
    }

    def __init__(self, label: Text, choices: Choices = (), **asked: Any) -> None:
        asked.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(label, choices=choices, **asked)

    def said(self, value: Any) -> str:
        named = dict(self.choices)  # type: ignore[arg-type]
        return ", ".join(str(named.get(key, key)) for key in value or ())


DAYS: tuple[Text, ...] = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
PARTS_OF_DAY: tuple[Text, ...] = (_("morning"), _("afternoon"), _("evening"))


def half_day_name(half_day: int) -> Text:
    """As in "Tuesday afternoon"; put into words only when it is shown."""
    day, part = divmod(half_day, len(PARTS_OF_DAY))
    return format_lazy("{day} {part}", day=DAYS[day], part=PARTS_OF_DAY[part])


class HalfDays(SomeOf):
    kind = "half_days"
    default_error_messages: ClassVar = {"required": _("Choose at least one moment of the week.")}

    def __init__(self, label: Text, **asked: Any) -> None:
        choices = tuple((str(number), half_day_name(number)) for number in range(COUNT))
        super().__init__(label, choices=choices, widget=HalfDayGrid, **asked)

    def clean(self, value: Any) -> tuple[int, ...]:
        return tuple(sorted(int(number) for number in super().clean(value)))

    def said(self, value: Iterable[int] | None) -> str:
        return ", ".join(str(half_day_name(number)) for number in value or ())


class Short(Question, forms.CharField):
    kind = "short"
    default_error_messages: ClassVar = {"required": _("Please answer this question.")}

    def __init__(self, label: Text, *, most: int = 100, **asked: Any) -> None:
        asked.setdefault("paper", Lines(1))
        super().__init__(label, **asked)
        self.most = most
        self.validators += [MaxLengthValidator(most, TOO_LONG), NO_SECRET]

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class Long(Short):
    kind = "long"

    def __init__(self, label: Text, *, most: int = 1000, **asked: Any) -> None:
        asked.setdefault("paper", Lines(5))
        super().__init__(label, most=most, widget=forms.Textarea(attrs={"rows": 5}), **asked)

    def to_python(self, value: Any) -> str:
        return forms.CharField.to_python(self, value) or ""


TOO_LONG = ngettext_lazy(
    "This is %(show_value)s sign long; there is room for %(limit_value)s. Please say it shorter.",
    "This is %(show_value)s signs long; there is room for %(limit_value)s. Please say it shorter.",
    "show_value",
)


class Whole(Question, forms.IntegerField):
    kind = "whole"
    default_error_messages: ClassVar = {
        "required": _("Give a number."),
        "invalid": _("Write a whole number in figures, such as 3."),
    }

    def __init__(self, label: Text, *, least: int = 0, most: int = 1_000_000, **asked: Any) -> None:
        asked.setdefault("paper", up_to(most))
        super().__init__(label, min_value=least, max_value=most, **asked)
