from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.solidarity.moving import Told

MISSING = _("Tick everybody once they have said yes. Without all of them nothing is moved.")


class AllSaidYesForm(forms.Form):
    """For each task that would move, who said yes: all of them, or nothing is moved."""

    def __init__(self, told: list[Told], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for number, one in enumerate(told):
            self.fields[f"step{number}"] = AllOf(
                one.asked, label=_("Who said yes? %(what)s") % {"what": one.title}
            )


class AllOf(forms.MultipleChoiceField):
    def __init__(self, people: list[str], **field: Any) -> None:
        self.everybody = {str(number): who for number, who in enumerate(people)}
        super().__init__(
            choices=list(self.everybody.items()),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": MISSING},
            **field,
        )

    def validate(self, value: Any) -> None:
        super().validate(value)
        if set(value) != self.everybody.keys():
            raise forms.ValidationError(MISSING)
