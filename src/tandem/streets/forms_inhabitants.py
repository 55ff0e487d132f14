"""How many people live where: pasted from a table, with where it comes from."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.services.never_kept import NO_SECRET
from tandem.services.parts import NO_MARKUP
from tandem.territory.models import Inhabitants
from tandem.ui.widgets import DayInput

MOST_PEOPLE = 2_000_000
MOST_WRONG = 10
LINE = re.compile(r"(\d{4})\s*[;:,=\t ]\s*(\d[\d\s.,'’]*)")
NO_FIGURE = re.compile(r"\D")


class InhabitantsForm(forms.Form):
    """What is not known is left out."""

    use_required_attribute = False

    lines = forms.CharField(
        label=gettext_lazy("Inhabitants, one postal code on each line"),
        help_text=gettext_lazy(
            "The postal code, then how many people live there. Columns pasted from a spreadsheet are "
            "read too. Leave out what you do not know. For example: 1300; 21 500"
        ),
        max_length=20_000,
        required=False,
        validators=[NO_SECRET],
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    whole = forms.IntegerField(
        label=gettext_lazy("Inhabitants of the whole commune"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )
    source = forms.CharField(
        label=gettext_lazy("Where do these numbers come from?"),
        help_text=gettext_lazy("For example: population register of the commune."),
        max_length=200,
        validators=[NO_MARKUP, NO_SECRET],
        error_messages={"required": gettext_lazy("Say where the numbers come from.")},
    )
    valid_on = forms.DateField(
        label=gettext_lazy("Of which day are they?"),
        widget=DayInput,
        error_messages={"required": gettext_lazy("Write a day, month and year.")},
    )
    review_on = forms.DateField(
        label=gettext_lazy("When should somebody check them again?"),
        help_text=gettext_lazy("From that day on everybody reads that they are to be checked."),
        widget=DayInput,
        error_messages={"required": gettext_lazy("Write a day, month and year.")},
    )

    def __init__(self, codes: list[str], *given: Any, **asked: Any) -> None:
        super().__init__(*given, **asked)
        self.codes = codes
        self.counts: dict[str, int] = {}

    def clean_lines(self) -> str:
        said: str = self.cleaned_data["lines"]
        wrong = []
        for at, line in enumerate(said.splitlines(), 1):
            why = self._read(line.strip()) if line.strip() else ""
            if why:
                wrong.append(_("Line %(number)s: %(wrong)s") % {"number": at, "wrong": why})
        if wrong:
            raise forms.ValidationError(wrong[:MOST_WRONG])
        return said

    def _read(self, line: str) -> str:
        """What is wrong with it; empty where it was taken."""
        found = LINE.fullmatch(line)
        if found is None:
            return _("write a postal code, a semicolon and a number, as 1300; 21 500.")
        code, many = found[1], int(NO_FIGURE.sub("", found[2]))
        if code not in self.codes:
            return _("%(code)s is not one of yours: %(codes)s.") % {
                "code": code,
                "codes": ", ".join(self.codes),
            }
        if code in self.counts:
            return _("%(code)s stands there twice.") % {"code": code}
        if not 0 < many <= MOST_PEOPLE:
            return _("this cannot be a number of inhabitants.")
        self.counts[code] = many
        return ""

    def clean_valid_on(self) -> date:
        day: date = self.cleaned_data["valid_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        valid, review = said.get("valid_on"), said.get("review_on")
        if valid and review and review <= max(valid, timezone.localdate()):
            self.add_error("review_on", _("Choose a day that is still to come."))
        whole, told = said.get("whole"), sum(self.counts.values())
        if whole and told > whole:
            self.add_error("whole", _("The postal codes together have more than that."))
        if "lines" in said and not self.counts and not whole:
            self.add_error("lines", _("Write at least one number."))
        return said

    def stated(self) -> dict[str, Any]:
        told = self.cleaned_data
        complete = set(self.counts) == set(self.codes)
        whole = told["whole"] or (sum(self.counts.values()) if complete else None)
        names = ("source", "valid_on", "review_on")
        return {"counts": self.counts, "whole": whole} | {name: told[name] for name in names}


def as_said(row: Inhabitants | None) -> dict[str, Any]:
    """As it is read again."""
    if row is None:
        return {}
    lines = "\n".join(f"{code}; {many}" for code, many in sorted(row.counts.items()))
    names = ("whole", "source", "valid_on", "review_on")
    return {"lines": lines} | {name: getattr(row, name) for name in names}
