from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.accounts.forms import NewPasswordForm
from tandem.accounts.models import Account
from tandem.desk.first_run import code
from tandem.territory.models import Platform
from tandem.toolbox.telephone import is_number


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code"),
        help_text=_("The command manage.py first_run prints it. It works today and tomorrow."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Write the code that the command printed.")},
    )

    def clean_code(self) -> str:
        said: str = self.cleaned_data["code"]
        if not code.is_right(said):
            raise ValidationError(
                _("This is not the code of today. Print it again with manage.py first_run."),
                code="wrong",
            )
        return said


class PlatformForm(forms.Form):
    name = forms.CharField(
        label=_("What is your platform called?"),
        help_text=_("As people say it: “Schaerbeek helps”, “Walloon Brabant together”."),
        max_length=80,
        error_messages={"required": _("Give it a name; you can change it later.")},
    )
    telephone = forms.CharField(
        label=_("Its telephone number"),
        help_text=_("Whoever does not use the site asks for the same by telephone."),
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel"}),
        error_messages={
            "required": _("Write a number: whatever can be done here can be done by telephone.")
        },
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if Platform.objects.filter(name=name).exists():
            raise ValidationError(_("A platform of this name exists already. Choose another."))
        return name

    def clean_telephone(self) -> str:
        said: str = self.cleaned_data["telephone"]
        short = said.replace(" ", "").isdigit() and len(said.replace(" ", "")) == 4
        if not short and not is_number(said):
            raise ValidationError(_("We do not recognise this number. Example: 02 244 75 11."))
        return said


class FindForm(forms.Form):
    find = forms.CharField(
        label=_("Name or postal code of a commune"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class AdministratorForm(NewPasswordForm):
    email = forms.EmailField(
        max_length=254,
        label=_("Your e-mail address"),
        help_text=_("You sign in with it. It is shown to your colleagues only."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("An e-mail address looks like name@example.be."),
        },
    )
    field_order = ("email", "password", "again")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if Account.objects.filter(email=email).exists():
            raise ValidationError(_("This address has an account already. Choose another."))
        return email
