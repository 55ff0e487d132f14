"""Widgets that the kinds of question share; how they look is the business of `ui`."""

from django import forms


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
