from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tandem.doors.choices import Right
from tandem.ui.widgets import DayInput

LONGEST = timedelta(days=2 * 366)


class LetInForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(
        label=_("Which program, of whom?"),
        max_length=80,
        error_messages={"required": _("Write a name by which your colleagues know it.")},
    )
    rights = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=Right.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one answer.")},
    )
    until = forms.DateField(
        label=_("Until when?"),
        help_text=_("It ends by itself; two years at most."),
        widget=DayInput,
        error_messages={
            "required": _("Write the day on which it ends."),
            "invalid": _("This date does not exist. Example: 31 12 2027."),
        },
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.initial.setdefault("until", timezone.localdate() + timedelta(days=365))

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not timezone.localdate() < until <= timezone.localdate() + LONGEST:
            raise forms.ValidationError(
                _("Choose a day in the future, at most two years from now.")
            )
        return until
