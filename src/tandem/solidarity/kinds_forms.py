"""How a commune calls a kind of help, language by language."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.outbox.coding import in_gsm
from tandem.services.composites import NO_MARKUP
from tandem.solidarity.choices import Skill
from tandem.territory.models import Area

MOST_SIGNS = 50
"""So that a question to a volunteer fits one text message, whatever the commune is called."""
HIDE_FIRST = _("Write it in every language of the commune, or keep it hidden until then.")


def fits_a_text_message(said: str) -> None:
    if in_gsm(said) is None:
        raise ValidationError(_("Use only letters and signs that every telephone can show."))


class KindForm(forms.Form):
    """One name in each language; those of the commune are owed before it is shown."""

    def __init__(self, commune: Area, *given: Any, own: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.owed = [
            code for code, _name in settings.LANGUAGES if code in commune.required_languages
        ]
        self.own = own
        languages = dict(settings.LANGUAGES)
        for code in [*self.owed, *(one for one in languages if one not in self.owed)]:
            self.fields[f"name_{code}"] = forms.CharField(
                label=languages[code],
                required=False,
                max_length=MOST_SIGNS,
                validators=[NO_MARKUP, fits_a_text_message],
                widget=forms.TextInput(attrs={"lang": code, "autocomplete": "off"}),
            )
        self.fields["vital"] = forms.BooleanField(
            label=_("It may be vital: like food and medicines, it then comes before all others"),
            required=False,
        )
        self.fields["hidden"] = forms.BooleanField(
            label=_("Hide it: nobody can choose it for now"), required=False
        )

    def names(self) -> dict[str, str]:
        return {
            code: self.cleaned_data[f"name_{code}"].strip() for code, _name in settings.LANGUAGES
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        names = {code: said.get(f"name_{code}", "").strip() for code, _ in settings.LANGUAGES}
        # A built-in kind without words of the commune keeps its own.
        if said.get("hidden") or not (self.own or any(names.values())):
            return said
        for code in self.owed:
            if not names[code] and not self.has_error(f"name_{code}"):
                self.add_error(f"name_{code}", HIDE_FIRST)
        return said


class NewKindForm(KindForm):
    skill = forms.ChoiceField(
        label=_("Which volunteers can do it?"),
        help_text=_("Those who offered this are proposed."),
        choices=Skill.choices,
    )

    def __init__(self, commune: Area, *given: Any, **named: Any) -> None:
        super().__init__(commune, *given, own=True, **named)
