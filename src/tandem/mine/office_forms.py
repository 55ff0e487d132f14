from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from tandem.mandates.rules import Came
from tandem.mine.choices import ShownBy
from tandem.mine.mandating_desk_forms import offer
from tandem.people.identity import Identity
from tandem.people.own_data import NAMES
from tandem.services import drafts
from tandem.services.drafts import Code
from tandem.services.never_kept import NO_SECRET
from tandem.services.parts import name_alone
from tandem.services.questions import TOO_LONG

MOST = 2000
MENDED = (
    *("first_name", "last_name", "email", "phone", "care_of", "street", "postal_code"),
    *("safe_contact", "notes"),
)
"""What of an identity is put right here."""
OF_A_NAME = frozenset({"first_name", "last_name", "care_of"})
"""Letters and greetings carry them: nothing else may stand there."""


class RecogniseForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How did you make sure that it is this person?"),
        help_text=_("Never copy or scan a card: seeing it is enough."),
        choices=ShownBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you made sure.")},
    )
    reference = forms.CharField(
        label=_("Reference of an earlier request"),
        help_text=_("Only if the person told it, with its word."),
        max_length=40,
        required=False,
    )
    word = forms.CharField(label=_("Its word"), max_length=40, required=False)

    def __init__(self, *given: Any, came: Came, **named: Any) -> None:
        """What nobody may state of a request that came in otherwise is not offered."""
        super().__init__(*given, **named)
        if not came.signed_in:
            offer(self, "how", [one for one in ShownBy.choices if one[0] != ShownBy.ACCOUNT])

    def code(self) -> Code | None:
        said = self.cleaned_data
        return drafts.read_code(said.get("reference", ""), said.get("word", ""))


class WordsForm(forms.Form):
    """Reasons, as the person reads them."""

    words = forms.CharField(
        label=_("In your words, to the person"),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[MaxLengthValidator(MOST, TOO_LONG), NO_SECRET],
        required=False,
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        # Several stand on one page: each has ids of its own.
        super().__init__(*given, **named)


class CorrectForm(forms.Form):
    """What is kept now, to be typed over."""

    def __init__(self, known: Identity | None, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in MENDED:
            self.fields[name] = forms.CharField(
                label=NAMES[name],
                max_length=254,
                required=False,
                initial=getattr(known, name) if known else "",
                validators=[name_alone] if name in OF_A_NAME else [],
            )
