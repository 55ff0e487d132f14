from django import forms
from django.utils.translation import gettext_lazy as _

UNFILLED = {"autocomplete": "off", "spellcheck": "false"}


class EnrolForm(forms.Form):
    use_required_attribute = False

    code = forms.CharField(
        label=_("What is the code of this terminal?"),
        help_text=_("A colleague reads it on the page “Terminals” of the desk."),
        max_length=20,
        error_messages={"required": _("Write the code, such as ZKQ7 4MPA.")},
        widget=forms.TextInput(attrs=UNFILLED),
    )


class TerminalForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(
        label=_("How do you call this terminal?"),
        max_length=60,
        error_messages={"required": _("Write a name, such as Entrance hall.")},
        widget=forms.TextInput(attrs=UNFILLED),
    )
    place = forms.CharField(
        label=_("Where does it stand?"),
        help_text=_("So that a colleague who does not know the building finds it."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=UNFILLED),
    )
