"""Widgets Django does not have."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _


class DayInput(forms.MultiWidget):
    """A date in three small boxes, which everybody can fill in; for a DateField."""

    def __init__(self, birthday: bool = False) -> None:
        self.parts = {
            "day": forms.CharField(label=_("Day"), max_length=2),
            "month": forms.CharField(label=_("Month"), max_length=2),
            "year": forms.CharField(label=_("Year"), max_length=4),
        }
        for name, part in self.parts.items():
            part.widget.attrs |= {"inputmode": "numeric"}
            if birthday:
                part.widget.attrs |= {"autocomplete": f"bday-{name}"}
        super().__init__({name: part.widget for name, part in self.parts.items()})

    def decompress(self, value: object) -> list[str | None]:
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        if isinstance(value, str) and value.count("-") >= 2:
            year, month, day = value.split("-", 2)
            return [day, month, year]
        return [None, None, None]

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> Any:
        day, month, year = (data.get(f"{name}_{part}", "").strip() for part in self.parts)
        # Kept even when it is no date, so that nothing typed is lost.
        return f"{year}-{month}-{day}" if day or month or year else None

    def use_required_attribute(self, initial: object) -> bool:
        return False
