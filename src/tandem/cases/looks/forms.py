from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.people.choices import FlagState
from tandem.services.never_kept import NO_SECRET

MOST = 1000
ENOUGH = 10
SHORT = _("Say it in a sentence, so that somebody else understands it later.")


class _Words(forms.CharField):
    """A reason that says something; one word is none."""

    def __init__(self, **named: Any) -> None:
        super().__init__(
            max_length=MOST,
            widget=forms.Textarea(attrs={"rows": 3}),
            validators=[NO_SECRET],
            error_messages={"required": SHORT},
            **named,
        )

    def clean(self, value: Any) -> str:
        said: str = super().clean(value)
        if len(said) < ENOUGH:
            raise ValidationError(SHORT)
        return said


class WhyForm(forms.Form):
    why = _Words(
        label=_("Why is it needed?"),
        help_text=_("It is kept, and whoever agrees or checks reads it. Name nobody."),
    )


class EmergencyForm(WhyForm):
    reference = forms.CharField(
        label=_("Reference of the request"),
        help_text=_("Eight letters and figures, as the person or a colleague tells them."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Write the reference of the request.")},
    )
    field_order = ("reference", "why")


class DecideForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Was it in order?"),
        choices=[
            (FlagState.IN_ORDER, FlagState.IN_ORDER.label),
            (FlagState.NOT_IN_ORDER, FlagState.NOT_IN_ORDER.label),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it was in order.")},
    )
    words = _Words(
        label=_("What did you find, and what follows?"),
        help_text=_("The person may ask to read it."),
    )


class CircleForm(forms.Form):
    names = forms.CharField(
        label=_("Last names of your family and of people close to you"),
        help_text=_("One a line. They are kept in a form that nobody can read back."),
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[NO_SECRET],
    )
    street = forms.CharField(label=_("Your street"), required=False, max_length=200)
    postal_code = forms.RegexField(
        r"^\d{4}$",
        label=_("Its postal code"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("A postal code has four figures, such as 1030.")},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("street") and "postal_code" in said and not said["postal_code"]:
            self.add_error("postal_code", _("Write the postal code of your street."))
        return said


class ExcludeForm(forms.Form):
    colleague = forms.ChoiceField(
        label=_("Which colleague is not to open her file?"),
        error_messages={
            "required": _("Choose a colleague."),
            "invalid_choice": _("This colleague is no longer here. Choose another."),
        },
    )

    def __init__(self, colleagues: dict[int, str], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["colleague"].choices = [  # type: ignore[attr-defined]
            (str(key), name) for key, name in colleagues.items()
        ]
