from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tandem.doors import rules
from tandem.journal.choices import Door
from tandem.mandates.choices import Way
from tandem.people.identity import Identity
from tandem.toolbox import reference as references
from tandem.toolbox.telephone import is_number, plain_number
from tandem.ui import formats
from tandem.ui.widgets import DayInput

UNFILLED = {"autocomplete": "off", "spellcheck": "false"}
"""What a browser remembers is the operator's own; it has no place in the person's fields."""


class SearchForm(forms.Form):
    """By any of these; found is whoever shares a whole word, the number or the date."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={**UNFILLED, "type": "search"}),
    )
    phone = forms.CharField(
        label=_("Telephone number"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={**UNFILLED, "type": "tel"}),
    )
    born_on = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=DayInput,
        error_messages={"invalid": _("This date does not exist. Example: 27 3 1958.")},
    )

    reference = forms.CharField(
        label=_("Reference of a request"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={**UNFILLED, "autocapitalize": "characters"}),
    )

    def clean_phone(self) -> str:
        said: str = self.cleaned_data["phone"]
        if said and not is_number(plain_number(said)):
            raise forms.ValidationError(
                _("We do not recognise this number. Example: 0475 12 34 56.")
            )
        return said

    def clean_reference(self) -> str:
        said: str = self.cleaned_data["reference"].strip()
        try:
            return references.clean(said) if said else ""
        except ValueError as error:
            raise forms.ValidationError(
                _("This is no reference: it has eight letters and figures. Ask once more.")
            ) from error

    def clean(self) -> None:
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError(
                _("Write a name, a number, a date of birth or a reference.")
            )

    def identity(self) -> Identity:
        said = self.cleaned_data
        born: date | None = said["born_on"]
        return Identity(
            first_name=said["name"],
            phone=said["phone"],
            born_on=born.isoformat() if born else "",
        )


DOORS = [(Door.PHONE, _("On the telephone")), (Door.INPERSON, _("Here at the desk"))]


class WithHerForm(forms.Form):
    """Which of her requests is opened with her, and where she is."""

    use_required_attribute = False

    door = forms.ChoiceField(
        label=_("Where is the person?"),
        choices=DOORS,
        initial=Door.PHONE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where the person is.")},
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        # The page has the same question above what is written down.
        named["prefix"] = "hers"
        super().__init__(*given, **named)


class CallForm(forms.Form):
    """Where the person is, and in which language she is spoken to."""

    use_required_attribute = False

    door = forms.ChoiceField(
        label=_("Where is the person?"),
        choices=DOORS,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("In which language do you speak together?"))

    def __init__(self, *given: Any, **named: Any) -> None:
        named["prefix"] = "call"
        super().__init__(*given, **named)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]


class WayForm(forms.Form):
    """How much of it the person did herself: kept with the trace, and hers to read."""

    use_required_attribute = False

    way = forms.ChoiceField(label=_("Who did it?"), choices=Way.choices, widget=forms.RadioSelect)


class CallBackForm(forms.Form):
    """An hour the person may count on."""

    use_required_attribute = False

    phone = forms.CharField(
        label=_("Telephone number"),
        max_length=30,
        widget=forms.TextInput(attrs={**UNFILLED, "type": "tel"}),
        error_messages={
            "required": _("No telephone number is known. Write the one to call, then promise.")
        },
    )
    """Asked only where none is known."""
    day = forms.ChoiceField(
        label=_("Day"), help_text=_("Only working days: on others nobody calls.")
    )
    hour = forms.ChoiceField(label=_("Hour"))

    def __init__(self, *given: Any, has_number: bool, **named: Any) -> None:
        named["prefix"] = "back"
        soon = timezone.localtime(rules.next_to_promise(timezone.now()))
        named["initial"] = {"day": soon.date().isoformat(), "hour": f"{soon:%H:%M}"}
        super().__init__(*given, **named)
        if has_number:
            del self.fields["phone"]
        days = rules.days_to_promise(timezone.localdate())
        nobody = _("On this day nobody calls. The next working day is %(day)s.")
        following = next((day for day in days if day > timezone.localdate()), days[0])
        self.fields["day"].error_messages["invalid_choice"] = nobody % {
            "day": formats.day(following)
        }
        self._offer("day", [(day.isoformat(), formats.day(day)) for day in days])
        hours = rules.hours_to_promise()
        self._offer("hour", [(f"{hour:%H:%M}", formats.hour(hour)) for hour in hours])

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        said: str = self.cleaned_data["phone"]
        if not is_number(plain_number(said)):
            raise forms.ValidationError(
                _("We do not recognise this number. Example: 0475 12 34 56.")
            )
        return said

    def clean(self) -> None:
        if self.errors:
            return
        if not rules.may_promise(self.at(), timezone.now()):
            raise forms.ValidationError(_("This hour has passed. Choose a later one."))

    def at(self) -> datetime:
        day = date.fromisoformat(self.cleaned_data["day"])
        hour = time.fromisoformat(self.cleaned_data["hour"])
        return timezone.make_aware(datetime.combine(day, hour))
