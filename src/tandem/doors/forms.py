"""Small forms of the doors themselves; what a service asks stands in its own form."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from tandem.services import drafts
from tandem.services.alike import SAME_AS, Alike
from tandem.services.composites import FOUR_FIGURES
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
            ngettext_lazy(
                "{letters} letter that you were given with the reference.",
                "{letters} letters that you were given with the reference.",
                LETTERS,
            ),
            letters=LETTERS,
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


class NumberForm(forms.Form):
    """A number that stands somewhere, and for that of a pole the postal code of the place."""

    use_required_attribute = False

    number = forms.CharField(
        label=_("Which number?"),
        help_text=_("Capitals and spaces do not matter. For example: ZKQ7 4MPA 9TUV, or LP20417."),
        max_length=40,
        error_messages={"required": _("Write the number that stands there.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    postal_code = forms.CharField(
        label=_("Postal code of the place"),
        help_text=_("Only for the number of a pole, a tree or a box."),
        required=False,
        max_length=4,
        error_messages={"max_length": FOUR_FIGURES},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    @staticmethod
    def unknown() -> str:
        return gettext(
            "We know nothing by this number. A form that was posted takes some days. For the number "
            "of a pole, give the postal code too. Or telephone us."
        )


def _with_its_page(one: Alike) -> str:
    if not one.page:
        return one.label
    return format_html('{} <a href="{}">{}</a>', one.label, one.page, _("Look at it"))


class SameForm(forms.Form):
    """Whether what she tells is known already; nothing chosen is something of its own."""

    use_required_attribute = False

    same_as = forms.ChoiceField(
        label=_("Is it one of these, known already?"),
        help_text=_("If it is, your voice counts with the others, and you get the same news."),
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, known: list[Alike], **form: Any) -> None:
        super().__init__(**form)
        none = ("", _("No, it is something else"))
        choices = [none, *((one.key, _with_its_page(one)) for one in known)]
        self.fields[SAME_AS].choices = choices  # type: ignore[attr-defined]
