"""Small forms of the doors themselves; what a service asks stands in its own form."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tandem.services import drafts
from tandem.services.drafts import Code
from tandem.toolbox.reference import LETTERS


class CodeForm(forms.Form):
    """Reference and word, however they were typed."""

    use_required_attribute = False

    reference = forms.CharField(
        label=_("What is your reference?"),
        help_text=_("Eight letters and figures. Capitals and spaces do not matter."),
        max_length=40,
        error_messages={"required": _("Write your reference, such as ZKQ7 4MPA.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    word = forms.CharField(
        label=_("What is your secret word?"),
        help_text=format_lazy(
            _("{letters} letters that you were given with the reference."), letters=LETTERS
        ),
        max_length=40,
        error_messages={"required": _("Write the word you were given with the reference.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    code: Code | None = None

    def clean_reference(self) -> str:
        said: str = self.cleaned_data["reference"]
        if drafts.read_code(said, "") is None:
            raise forms.ValidationError(
                _("There is a mistake in this reference. Compare it with what you wrote down.")
            )
        return said

    def clean(self) -> None:
        reference, word = self.cleaned_data.get("reference"), self.cleaned_data.get("word")
        if reference and word:
            self.code = drafts.read_code(reference, word)
