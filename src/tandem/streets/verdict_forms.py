"""What is asked of a repair: by her own page, and by whoever writes it down."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from tandem.journal.choices import Door
from tandem.services.never_kept import NO_SECRET
from tandem.services.parts import NO_MARKUP
from tandem.services.questions import TOO_LONG
from tandem.streets.choices import Verdict

MOST_WORDS = 500
NOTED_DOORS = (Door.PHONE, Door.INPERSON, Door.PAPER, Door.EMAIL, Door.SMS)


def words(label: Any, *, help: Any = "", required: bool = False, **field: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[MaxLengthValidator(MOST_WORDS, TOO_LONG), NO_MARKUP, NO_SECRET],
        **field,
    )


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("What do you say?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    words = words(
        _("Do you want to add something?"), help=_("Only whoever looks at it again reads it.")
    )


class NotedVerdictForm(VerdictForm):
    """The same, in the words of somebody who telephones, writes or stands here."""

    door = forms.ChoiceField(
        label=_("How was it said?"),
        choices=[(door, door.label) for door in NOTED_DOORS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was said.")},
    )
    field_order = ("door", "verdict", "words")


class AnswerNotedForm(forms.Form):
    """A yes or no that came by telephone, at the desk, on paper."""

    said = forms.CharField(
        label=_("What was said or written"),
        help_text=_("Yes if it is repaired, no if it is not; with the reference of the request."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Write yes or no, and the reference.")},
    )
    door = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(door, door.label) for door in NOTED_DOORS],
        widget=forms.RadioSelect,
        initial=Door.PHONE,
        error_messages={"required": _("Choose how it came.")},
    )
    said.example = "YES ZKQ7 4MPA"  # type: ignore[attr-defined]
