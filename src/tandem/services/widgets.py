"""Widgets that the kinds of question share; how they look is the business of `ui`."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.safestring import SafeString


class HalfDayGrid(forms.CheckboxSelectMultiple):
    """Seven days by morning, afternoon and evening."""


class Parts(forms.MultiWidget):
    """Several small fields under one question; HTML names are `<question>_<part>`."""

    def __init__(self, widgets: dict[str, forms.Widget | type[forms.Widget]]) -> None:
        super().__init__(widgets)
        self.names = list(widgets)

    def decompress(self, value: object) -> list[object]:
        if isinstance(value, dict):
            return [value.get(name) for name in self.names]
        return [None for _ in self.names]

    def use_required_attribute(self, initial: object) -> bool:
        return False


class Tick(forms.CheckboxInput):
    """A box whose answer is a word, so that what was ticked is kept as it is at any other door."""

    def __init__(self, value: str) -> None:
        super().__init__(attrs={"value": value}, check_test=lambda said: said == value)

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> Any:
        return data.get(name, "")

    def format_value(self, value: Any) -> None:
        """Nothing besides the word itself: it stands among the attributes."""


class PhotoInput(forms.Widget):
    """Chooses a file; the key of the one that was sent before goes with the page, hidden.

    Which of both is the answer, the door says: what a form is given is always a key.
    """

    needs_multipart_form = True
    kept: frozenset[str] = frozenset()
    """What may go with the page: a photo of this draft. One that was refused left it in place."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        before = str(value or "").rpartition(":")[2]
        return format_html(
            '<input type="hidden" name="{}" value="{}">'
            '<input type="file" name="{}" accept="image/*"{}>',
            name,
            before if before in self.kept else "",
            name,
            flatatt(self.build_attrs(self.attrs, attrs)),
        )
