"""Forms of the coordinators' pages about company."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.solidarity.board_forms import words
from tandem.solidarity.neighbours.choices import NotThese


class AskForm(forms.Form):
    where_when = words(
        _("Where and when is the first meeting, and who of us is there?"),
        help=_("All who are asked read this. Name none of them."),
        required=True,
        error_messages={"required": _("Say where and when, in a sentence.")},
    )


class RefuseForm(forms.Form):
    because = forms.ChoiceField(
        label=_("Why not?"),
        choices=NotThese.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )


class TogetherForm(forms.Form):
    because = forms.ChoiceField(
        label=_("If the program proposed otherwise: why?"),
        choices=[("", _("It proposed nothing for these people")), *NotThese.choices],
        required=False,
    )
