"""Forms of the office's pages."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.cases.rules import says_why
from tandem.services.alike import Alike
from tandem.services.parts import NO_MARKUP
from tandem.services.photo_forms import PhotoForm
from tandem.services.places import MOST_OF_A_STREET, tells_of_somebody
from tandem.services.questions import Choices
from tandem.streets.choices import Closed, Shot, State
from tandem.streets.inbox import ORDERS
from tandem.streets.verdict_forms import words
from tandem.toolbox.reference import clean, spaced

ALL: tuple[str, Any] = ("", _("All"))
OPEN_STATES = (*(State.NEW, State.LOOKED_AT, State.PLANNED, State.UNDER_WAY, State.HANDED_OVER),)


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


class InboxFilter(forms.Form):
    """Narrows the reports; what cannot be understood narrows nothing."""

    sign = forms.CharField(
        label=_("Sign of a report, or reference of a request"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    team = forms.ChoiceField(label=_("Team"), required=False)
    place = forms.ChoiceField(label=_("Postal code"), required=False)
    kind = forms.ChoiceField(label=_("Category"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[ALL, *((state, state.label) for state in OPEN_STATES)],
    )
    late = forms.BooleanField(label=_("Only what is late"), required=False)
    order = forms.ChoiceField(
        label=_("Sorted by"),
        required=False,
        choices=[(name, order.label) for name, order in ORDERS.items()],
    )
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, teams: Choices, places: Choices, kinds: Choices, *given: Any, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        offer(self, "team", [ALL, ("none", _("No team yet")), *teams])
        offer(self, "place", [ALL, *places])
        offer(self, "kind", [ALL, *kinds])


class OfficePhotoForm(PhotoForm):
    field_order = ("shot", "photo", "blur")

    shot = forms.ChoiceField(
        label=_("When was it taken?"),
        choices=[(shot, shot.label) for shot in (Shot.BEFORE, Shot.AFTER)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["photo"].label = _("The photo")


class StepForm(forms.Form):
    """A step that needs no reason; words are welcome."""

    seen = forms.CharField(widget=forms.HiddenInput)
    words = words(
        _("Do you want to add something?"),
        help=_("The reporters receive it, and it is public. Name nobody."),
    )


class CloseForm(StepForm):
    """Nothing is closed without a reason that the reporters receive."""

    because = forms.ChoiceField(
        label=_("Why is nothing repaired?"),
        choices=Closed.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )
    words = words(
        _("What do you tell the reporters?"),
        help=_("What was tried, the rule, the figure, or who can help. It is public. Name nobody."),
        required=True,
        error_messages={"required": _("Say it in a few words: fifteen signs at least.")},
    )
    field_order = ("because", "words")

    def clean_words(self) -> str:
        said: str = self.cleaned_data["words"]
        if not says_why(said):
            raise forms.ValidationError(_("Say it in a few words: fifteen signs at least."))
        return said


class JoinForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput)
    near = forms.ChoiceField(
        label=_("The same as which report?"),
        help_text=_("These are near. The two go on as one, under the sign of the other one."),
        widget=forms.RadioSelect,
        required=False,
    )
    sign = forms.CharField(
        label=_("Or another one, by its sign"),
        help_text=_("The eight signs of the other report."),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    sign.example = "ZKQ7 4MPA"  # type: ignore[attr-defined]
    words = words(
        _("Why are they the same?"),
        help=_(
            "Only where the other one is far away or of another sort. The reporters receive it, and "
            "it is public. Name nobody."
        ),
    )

    def __init__(self, *given: Any, near: Sequence[Alike], **named: Any) -> None:
        super().__init__(*given, **named)
        self.alike = {one.key for one in near}
        if near:
            offer(self, "near", [(one.key, f"{one.label} ({spaced(one.key)})") for one in near])
        else:
            del self.fields["near"]

    def clean_sign(self) -> str:
        said = self.cleaned_data["sign"]
        if not said:
            return ""
        try:
            return clean(said)
        except ValueError as error:
            raise forms.ValidationError(
                _("One of the signs is not right. Look at it once more.")
            ) from error

    def clean(self) -> dict[str, Any]:
        """What was written stands above what was chosen."""
        said = self.cleaned_data
        said["sign"] = said.get("sign") or said.get("near", "")
        if not said["sign"] and not self.errors:
            self.add_error("sign", _("Choose one, or write the eight signs of the other report."))
        sign = said.get("sign", "")
        if sign and sign not in self.alike and not says_why(said.get("words", "")):
            # Else something is closed without a repair, and counted nowhere.
            self.add_error(
                "words",
                _(
                    "Look again: that one does not lie near, or is of another sort. If they are the "
                    "same all the same, say why: fifteen signs at least."
                ),
            )
        return said


class CorrectForm(forms.Form):
    """What was said or computed, set by hand."""

    category = forms.ChoiceField(label=_("Category"))
    team = forms.ChoiceField(label=_("Team"), required=False)
    danger = forms.BooleanField(
        label=_("It is a danger: before all others"),
        required=False,
    )
    postal_code = forms.ChoiceField(label=_("Postal code"))
    street = forms.CharField(
        label=_("Street, and the number of the nearest house"),
        help_text=_("Everybody reads it. Take out whatever tells of somebody."),
        max_length=MOST_OF_A_STREET,
        required=False,
        validators=[NO_MARKUP],
    )
    mark = forms.CharField(
        label=_("The number written on it, or the square of the map"),
        max_length=40,
        required=False,
        validators=[NO_MARKUP],
    )

    def __init__(
        self, kinds: Choices, teams: Choices, codes: Choices, *given: Any, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        offer(self, "postal_code", codes)
        offer(self, "category", kinds)
        offer(self, "team", [("", _("No team yet")), *teams])

    def clean(self) -> dict[str, Any]:
        for name in ("street", "mark"):
            if tells_of_somebody(self.cleaned_data.get(name, "")):
                self.add_error(name, _("Everybody reads it: take out who lives there."))
        return self.cleaned_data
