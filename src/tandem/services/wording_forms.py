"""How a commune calls one entry of its own list, language by language."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tandem.services.parts import NO_MARKUP, name_alone
from tandem.territory.models import Area
from tandem.toolbox.texts import Text

Check = Callable[[str], None]
MOST_SIGNS = 50
"""So that a question fits one text message, whatever the commune is called."""
HIDE_FIRST = _("Write it in every language of the commune, or keep it hidden until then.")
SHOWN_AT_ONCE = _("Write it in every language of the commune.")


class WordedForm(forms.Form):
    """One name in each language; those of the commune are owed before it is shown."""

    checks: ClassVar[Sequence[Check]] = ()
    """What a name must be besides, such as fit for a text message."""

    def __init__(
        self, commune: Area, *given: Any, own: bool, may_hide: bool = True, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        spoken = dict(settings.LANGUAGES)
        self.owed = [code for code in spoken if code in commune.required_languages]
        self.languages = {
            code: spoken[code] for code in [*self.owed, *(c for c in spoken if c not in self.owed)]
        }
        self.own = own
        self.may_hide = may_hide
        for code, language in self.languages.items():
            self.fields[f"name_{code}"] = forms.CharField(
                label=self.name_label(language),
                required=False,
                max_length=MOST_SIGNS,
                validators=[NO_MARKUP, name_alone, *self.checks],
                widget=forms.TextInput(attrs={"lang": code, "autocomplete": "off"}),
            )
            # Left empty, one built in keeps its name, and one of the commune is not shown: no such
            # name is just optional.
            self.fields[f"name_{code}"].says_when_empty = not own or code in self.owed  # type: ignore[attr-defined]
        self.fields |= self.asked_besides()
        if may_hide:
            self.fields["hidden"] = forms.BooleanField(
                label=_("Hide it: nobody can choose it for now"), required=False
            )

    def name_label(self, language: str) -> Text:
        return language

    def asked_besides(self) -> dict[str, forms.Field]:
        """Between the names and hiding it."""
        return {}

    def names(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"name_{code}"].strip() for code in self.languages}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        names = {code: said.get(f"name_{code}", "").strip() for code in self.languages}
        # A built-in entry without words of the commune keeps its own.
        if said.get("hidden") or not (self.own or any(names.values())):
            return said
        for code in self.owed:
            if not names[code] and not self.has_error(f"name_{code}"):
                self.add_error(f"name_{code}", HIDE_FIRST if self.may_hide else SHOWN_AT_ONCE)
        return said
