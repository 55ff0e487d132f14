"""A form field as a person meets it: one question, or several small ones under it."""

import copy
import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget
from markupsafe import Markup

from tandem.toolbox.texts import Text
from tandem.ui import formats

Shape = Literal["line", "box", "choices", "grid", "parts", "hidden"]
DATE = ("day", "month", "year")
MANY, FEW = 6, 40
"""From how many answers on, of how many signs at most, a list goes into columns."""
WIDTHS = ((2, "in-2"), (5, "in-5"), (12, "in-12"), (30, "in-20"))


@dataclass(frozen=True)
class Asked:
    """What is needed to ask one question on a page."""

    id: str
    name: str
    field: forms.Field
    widget: forms.Widget
    value: Any
    label: Text
    help: Text = ""
    example: Text = ""
    why: Text = ""
    spoken: Text = ""
    errors: tuple[str, ...] = ()
    elsewhere: Mapping[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    """Where a mistake is put right at another question: message → that question, and its part."""
    required: bool = False
    must: bool = False
    """Whether the browser may insist as well."""
    parts: tuple["Asked", ...] = ()
    beside: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """A word of help for single options, by their value."""

    @property
    def shape(self) -> Shape:
        if self.widget.is_hidden:
            return "hidden"
        if self.parts:
            return "parts"
        if getattr(self.field, "kind", "") == "half_days":
            return "grid"
        if isinstance(self.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "choices"
        return "box" if isinstance(self.widget, forms.CheckboxInput) else "line"

    @property
    def first_id(self) -> str:
        """Where a link to this question leads: to what is wrong, else to what comes first."""
        if self.parts:
            return next((part for part in self.parts if part.errors), self.parts[0]).first_id
        return f"{self.id}_0" if self.shape in ("choices", "grid") else self.id

    @property
    def described_by(self) -> str:
        told = [("help", self.help or self.example), ("error", self.errors)]
        return " ".join(f"{self.id}-{name}" for name, words in told if words)

    @property
    def control(self) -> Markup:
        """The one control of a line, a box or something hidden."""
        widget, attrs = self.widget, dict[str, Any]()
        if isinstance(widget, forms.NumberInput):
            widget = _in_figures(widget)
        if self.shape == "line":
            attrs["class"] = f"{widget.attrs.get('class', '')} input {self._width}".strip()
        if self.described_by:
            attrs["aria-describedby"] = self.described_by
        if self.errors:
            attrs["aria-invalid"] = "true"
        if self.must:
            attrs["required"] = True
        if self.field.disabled:
            attrs["disabled"] = True
        # Django's own widget templates, in the same environment, escape what they are given.
        return Markup(widget.render(self.name, self.value, {**attrs, "id": self.id}))  # noqa: S704

    @property
    def options(self) -> list[dict[str, Any]]:
        if not isinstance(widget := self.widget, ChoiceWidget):
            raise TypeError(f"{type(widget).__name__} has no options.")
        values = widget.format_value(self.value)
        return list(widget.options(self.name, values, {"id": self.id}))

    @property
    def is_short(self) -> bool:
        """Many answers of a few words: they stand side by side where there is room."""
        options = self.options
        return len(options) >= MANY and all(len(str(one["label"])) <= FEW for one in options)

    @property
    def days(self) -> list[list[dict[str, Any]]]:
        """The half-days of a grid, day by day: morning, afternoon, evening."""
        options = self.options
        return [options[first : first + 3] for first in range(0, len(options), 3)]

    @property
    def day_names(self) -> list[str]:
        return formats.day_names("wide")

    @property
    def day_names_short(self) -> list[str]:
        return formats.day_names("abbreviated")

    @property
    def rows(self) -> list[tuple["Asked", ...]]:
        """The parts, with day, month and year side by side."""
        rows: list[tuple[Asked, ...]] = []
        for part in self.parts:
            is_date = part.name.rpartition("_")[2] in DATE
            if is_date and rows and rows[-1][0].name.rpartition("_")[2] in DATE:
                rows[-1] = (*rows[-1], part)
            else:
                rows.append((part,))
        return rows

    @property
    def _width(self) -> str:
        limits = [v.limit_value for v in self.field.validators if isinstance(v, MaxLengthValidator)]
        if isinstance(self.field, forms.IntegerField | forms.DecimalField):
            limits.append(12)
        if not isinstance(self.widget, forms.Textarea | forms.Select):
            for limit, width in WIDTHS:
                if any(isinstance(most, int) and most <= limit for most in limits):
                    return width
        return ""


def asked(bound: BoundField) -> Asked:
    """The question this field of a form is, with what was answered and what is wrong."""
    question, widget = bound.field, bound.field.widget
    whole, by_part = _errors(bound)
    made = Asked(
        id=bound.auto_id or f"id_{bound.html_name}",
        name=bound.html_name,
        field=question,
        widget=widget,
        value=bound.value(),
        label=bound.label,
        help=bound.help_text,
        example=getattr(question, "example", ""),
        why=getattr(question, "why", ""),
        spoken=getattr(question, "spoken", ""),
        errors=whole,
        elsewhere=_elsewhere(bound),
        required=question.required or getattr(question, "says_when_empty", False),
        must=question.required
        and bound.form.use_required_attribute
        and widget.use_required_attribute(bound.initial),
        beside=getattr(question, "beside", {}),
    )
    return replace(made, parts=tuple(_parts(made, by_part)))


def _parts(whole: Asked, errors: Mapping[str, tuple[str, ...]]) -> Iterator[Asked]:
    widget = whole.widget
    fields = getattr(whole.field, "parts", None) or getattr(widget, "parts", None)
    if not fields or not isinstance(widget, forms.MultiWidget):
        return
    given = whole.value
    values = given if isinstance(given, list) else widget.decompress(given) or []
    for (name, part), small, value in zip(fields.items(), widget.widgets, values, strict=True):
        yield Asked(
            id=f"{whole.id}_{name}",
            name=f"{whole.name}_{name}",
            field=part,
            widget=small,
            value=value,
            label=part.label or "",
            help=part.help_text,
            errors=errors.get(name, ()),
            elsewhere=whole.elsewhere,
            beside=whole.beside if isinstance(small, forms.RadioSelect) else {},
            # Said once, by the whole question, but for what is optional within it.
            required=not getattr(part, "optional", False),
        )


def _errors(bound: BoundField) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """What is wrong with the question as a whole, and with each of its parts."""
    whole: list[str] = []
    by_part: dict[str, tuple[str, ...]] = {}
    wrong: list[ValidationError] = bound.errors.as_data()
    for error in wrong:
        part = (error.params or {}).get("part") if error.code == "part" else None
        if part:
            by_part[part] = (*by_part.get(part, ()), *error.messages)
        else:
            whole += error.messages
    return tuple(whole), by_part


def _elsewhere(bound: BoundField) -> dict[str, tuple[str, str]]:
    wrong: list[ValidationError] = bound.errors.as_data()
    named = [(error, error.params or {}) for error in wrong]
    return {
        message: (params["mend_at"], params.get("mend_part", ""))
        for error, params in named
        if params.get("mend_at")
        for message in error.messages
    }


def _in_figures(widget: forms.NumberInput) -> forms.NumberInput:
    # A number box empties itself of whatever is not a number; a text box keeps what was typed.
    shown = copy.deepcopy(widget)
    shown.input_type = "text"
    for name in ("min", "max", "step"):
        shown.attrs.pop(name, None)
    shown.attrs.setdefault("inputmode", "numeric")
    return shown
