from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tandem.accounts.models import Account

MOST = 128
"""Signs in a password: more would only make the server work for nothing."""


def password_field(label: Any, autocomplete: str, help: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help,
        strip=False,
        max_length=MOST,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={
            "required": _("Write a password."),
            "max_length": ngettext_lazy(
                "A password has at most %(limit_value)s sign.",
                "A password has at most %(limit_value)s signs.",
                "limit_value",
            ),
        },
    )


class SignInForm(forms.Form):
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": _("Write your e-mail address.")},
    )
    password = password_field(_("Password"), "current-password")
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    carried = forms.CharField(required=False, widget=forms.HiddenInput)
    """What was being typed when the session ended, sealed."""

    account: Account | None = None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        email, password = said.get("email"), said.get("password")
        if email and password:
            found = authenticate(username=email.strip().lower(), password=password)
            self.account = found if isinstance(found, Account) else None
            if self.account is None:
                raise ValidationError(
                    _(
                        "This address and this password do not go together. Try again, or ask "
                        "your administrator for a new link to choose a password."
                    ),
                    code="no_such_pair",
                )
        return said


class NewPasswordForm(forms.Form):
    password = password_field(
        _("New password"),
        "new-password",
        _("At least 12 signs. Four ordinary words that do not belong together are easy to keep."),
    )
    again = password_field(_("The same password again"), "new-password")

    def __init__(self, account: Account, *given: Any, **named: Any) -> None:
        self.account = account
        super().__init__(*given, **named)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("password") and said.get("again") and said["password"] != said["again"]:
            self.add_error("again", _("The two passwords differ. Write the same one twice."))
        return said


class ChangePasswordForm(NewPasswordForm):
    now = password_field(_("Your password until now"), "current-password")
    field_order = ("now", "password", "again")

    def clean_now(self) -> str:
        now: str = self.cleaned_data["now"]
        if not self.account.check_password(now):
            raise ValidationError(_("This is not your password. Check capital letters, try again."))
        return now
