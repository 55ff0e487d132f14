from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.accounts.second import passkeys
from tandem.accounts.ways import codes
from tandem.accounts.ways.kinds import WayKind
from tandem.mine.choices import ShownBy
from tandem.toolbox.mail_addresses import may_be_somebodys
from tandem.toolbox.reference import clean
from tandem.toolbox.telephone import is_mobile

SEEN = [(one.value, one.label) for one in (ShownBy.CARD, ShownBy.KNOWN)]


class ContactForm(forms.Form):
    """One field for either: people have one in mind, and need not say which it is."""

    contact = forms.CharField(
        label=_("Your e-mail address, or your mobile number"),
        help_text=_("We send a code there. It is good for a quarter of an hour."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("Write your e-mail address, or your mobile number.")},
    )
    next = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)

    kind = WayKind.EMAIL

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if not settings.SMS_GATEWAY:
            # Nobody waits for a text message that cannot leave.
            asked = self.fields["contact"]
            asked.label = _("Your e-mail address")
            asked.error_messages["required"] = _("Write your e-mail address.")

    def clean_contact(self) -> str:
        said: str = self.cleaned_data["contact"].strip()
        if "@" in said:
            if not may_be_somebodys(said):
                raise ValidationError(
                    _("This is not an e-mail address. Example: anna@post.example.")
                )
            return said
        if not settings.SMS_GATEWAY:
            raise ValidationError(
                _(
                    "We send no text messages yet. Write an e-mail address, or ask for a code on "
                    "paper: by telephone, or at the desk."
                )
            )
        if not is_mobile(said):
            raise ValidationError(
                _("This is neither an e-mail address nor a mobile number. Example: 0470 12 34 56.")
            )
        self.kind = WayKind.SMS
        return said


class LostWordForm(ContactForm):
    """The reference is on every message of ours; the word went lost."""

    reference = forms.CharField(
        label=_("Your reference"),
        help_text=_("Eight letters and figures; it stands on your receipt."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Write the reference that stands on your receipt.")},
    )
    field_order = ("reference", "contact", "next")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["contact"].help_text = _(
            "The one we know of you. The new word leaves by the way you chose for our messages."
        )

    def clean_reference(self) -> str:
        try:
            return clean(self.cleaned_data["reference"])
        except ValueError:
            raise ValidationError(
                _("A reference has eight letters and figures. Look at the receipt once more.")
            ) from None


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code that we sent"),
        help_text=_("Eight figures. Spaces do not matter."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Write the code.")},
    )
    next = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)


class PaperCodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code on paper"),
        help_text=_(
            "Ten letters and figures; it stands in the letter, or on the sheet from the desk."
        ),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Write the code that stands on the paper.")},
    )
    next = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)

    def clean_code(self) -> str:
        plain = codes.bare(self.cleaned_data["code"])
        if not plain:
            raise ValidationError(_("Such a code has ten signs. Look at the paper once more."))
        return plain


class PasskeyForm(forms.Form):
    passkey = forms.CharField(required=False, max_length=passkeys.LONGEST, widget=forms.HiddenInput)
    next = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)


class SeenForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How did you make sure that it is this person?"),
        help_text=_(
            "Never copy or scan a card: seeing it is enough. Nobody is let in by telephone."
        ),
        choices=SEEN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you made sure.")},
    )


class RecognisedForm(forms.Form):
    """Before a word is told to her: at the desk, or to a number that was known before."""

    how = forms.ChoiceField(
        label=_("How did you make sure that it is this person?"),
        help_text=_("Never copy or scan a card: seeing it is enough."),
        choices=SEEN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you made sure.")},
    )

    def __init__(self, *given: Any, by_call: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        if by_call:
            call = (ShownBy.CALL.value, ShownBy.CALL.label)
            self.fields["how"].choices = [*SEEN, call]  # type: ignore[attr-defined]
