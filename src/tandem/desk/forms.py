from django import forms
from django.utils.translation import gettext_lazy as _


class PostalCodeForm(forms.Form):
    postal_code = forms.CharField(
        label=_("The postal code of where you live or stay"),
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
