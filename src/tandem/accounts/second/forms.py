from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.accounts.forms import password_field
from tandem.accounts.models import Account
from tandem.accounts.second import passkeys

MOST_CARRIED = 2_000_000


class ProofForm(forms.Form):
    """A code of the app or of the paper; or, filled in by the browser, what a passkey says."""

    proof = forms.CharField(
        label=_("Code"),
        help_text=_("The six figures that your app shows now, or one of your rescue codes."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
    passkey = forms.CharField(required=False, max_length=passkeys.LONGEST, widget=forms.HiddenInput)
    next = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)
    carried = forms.CharField(required=False, max_length=MOST_CARRIED, widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        said = super().clean() or {}
        if not said.get("proof") and not said.get("passkey"):
            self.add_error("proof", _("Write the code."))
        return said


class PasswordAgainForm(forms.Form):
    """For who has no second proof: the password once more."""

    password = password_field(_("Password"), "current-password")
    next = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)

    def __init__(self, account: Account, *given: object, **named: object) -> None:
        self.account = account
        super().__init__(*given, **named)  # type: ignore[arg-type]

    def clean_password(self) -> str:
        said: str = self.cleaned_data["password"]
        if not self.account.check_password(said):
            raise ValidationError(_("This is not your password. Check capital letters, try again."))
        return said


class FirstCodeForm(forms.Form):
    """The first code of an app: it shows that app and secret go together."""

    proof = forms.CharField(
        label=_("Code that the app shows"),
        help_text=_("Six figures. A new code comes every thirty seconds."),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Write the code that the app shows.")},
    )


class NewPasskeyForm(forms.Form):
    passkey = forms.CharField(max_length=passkeys.LONGEST, widget=forms.HiddenInput)
