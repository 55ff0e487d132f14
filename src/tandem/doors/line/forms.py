from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tandem.doors.line.languages import choices
from tandem.services.catalogue import services
from tandem.territory.models import Organisation
from tandem.ui.formats import language_name
from tandem.ui.widgets import DayInput


class LanguagesForm(forms.Form):
    use_required_attribute = False

    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak on the line today?"),
        help_text=_("Your colleagues see whom they can ask. Choose none when you are not there."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["languages"].choices = choices()  # type: ignore[attr-defined]


class LineForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(
        label=_("How do you call this exchange?"),
        max_length=60,
        error_messages={"required": _("Write a name, such as Exchange of the town hall.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ByLanguage(forms.Form):
    """One text in each language of the house; `required` ones must be filled."""

    use_required_attribute = False

    def __init__(self, label: Any, *given: Any, required: list[str], most: int, **named: Any):
        super().__init__(*given, **named)
        for code, _own_name in settings.LANGUAGES:
            self.fields[code] = forms.CharField(
                label=f"{label} ({language_name(code)})",
                max_length=most,
                required=code in required,
                error_messages={"required": _("The public reads this language here: fill it in.")},
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            )

    def words(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(code, "") for code, _name in settings.LANGUAGES}


class GreetingForm(ByLanguage):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(_("What do you say first?"), *given, required=[], most=400, **named)


class ClosingForm(ByLanguage):
    """Which service is closed, why, and when it opens again: all of it is read in public."""

    service = forms.ChoiceField(label=_("What do you take in no more for a while?"))
    reopens_on = forms.DateField(
        label=_("On which day do you take it in again?"),
        widget=DayInput,
        error_messages={
            "required": _("Say a day. You can open again sooner, or tell another day."),
            "invalid": _("This date does not exist. Example: 27 3 2027."),
        },
    )

    def __init__(self, desk: Organisation, *given: Any, **named: Any) -> None:
        label, required = _("Why? The public reads this."), desk.area.required_languages
        super().__init__(label, *given, required=required, most=300, **named)
        offered = [(one.slug, one.title) for one in services()]
        self.fields["service"].choices = offered  # type: ignore[attr-defined]

    def clean_reopens_on(self) -> Any:
        day = self.cleaned_data["reopens_on"]
        if day <= timezone.localdate():
            raise ValidationError(_("This day has passed. Choose a later one."))
        return day
