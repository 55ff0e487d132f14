from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.outbox.choices import CallResult
from tandem.people.choices import Channel


class CallForm(forms.Form):
    result = forms.ChoiceField(choices=CallResult.choices)


class WayForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("By which way should it go now?"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these ways.")},
    )


class PostedForm(forms.Form):
    spoilt = forms.CharField(
        label=_("Were some letters spoilt? Write their numbers."),
        help_text=_(
            "The number stands at the foot of each letter and on the cover sheet, such as 3 or "
            "3, 7. They are printed again with the next letters. Leave empty if all are posted."
        ),
        required=False,
        max_length=800,
    )

    def clean_spoilt(self) -> frozenset[int]:
        said = self.cleaned_data["spoilt"].replace(",", " ").replace(";", " ").split()
        if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in said):
            raise ValidationError(_("Write the numbers only, such as 3, 7."))
        return frozenset(int(part) for part in said)
