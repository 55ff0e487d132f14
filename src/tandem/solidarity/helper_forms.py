"""The form by which a volunteer finds what he was asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.services import drafts
from tandem.solidarity.access import read_code


class AskedForm(forms.Form):
    """Forgiving: spaces, accents and capitals do not matter."""

    reference = forms.CharField(
        label=_("The reference of the question"),
        help_text=_("Eight letters and figures; it stands in our message."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Write the reference that stands in our message.")},
    )
    word = forms.CharField(
        label=_("Your word"),
        help_text=_("It stands beside the reference."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": _("Write the word that stands beside the reference.")},
    )

    def code(self) -> tuple[str, str] | None:
        return read_code(f"{self.cleaned_data['reference']}.{self.cleaned_data['word']}")

    def code_of_case(self) -> drafts.Code | None:
        """The same, had it been given for a request or an offer."""
        return drafts.read_code(self.cleaned_data["reference"], self.cleaned_data["word"])
