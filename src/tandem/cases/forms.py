from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from tandem.cases import rules
from tandem.cases.choices import Reason
from tandem.cases.under_way import UnderWay
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.catalogue import services
from tandem.services.drafts import Code
from tandem.services.never_kept import NO_SECRET
from tandem.services.questions import TOO_LONG
from tandem.territory.models import Area
from tandem.toolbox.texts import Text

MOST_WORDS = 2000


def _words(label: Text, *, help: Text = "", **field: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help,
        widget=forms.Textarea(attrs={"rows": 5}),
        validators=[MaxLengthValidator(MOST_WORDS, TOO_LONG), NO_SECRET],
        **field,
    )


class FollowForm(forms.Form):
    """Forgiving: spaces, accents and capitals do not matter."""

    reference = forms.CharField(
        label=_("Your reference"),
        help_text=_("Eight letters and figures; it stands on your receipt."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Write the reference that stands on your receipt.")},
    )
    word = forms.CharField(
        label=_("Your secret word"),
        help_text=_("It stands under the reference."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": _("Write the word that stands under the reference.")},
    )

    def code(self) -> Code | None:
        return drafts.read_code(self.cleaned_data["reference"], self.cleaned_data["word"])


class NotSolvedForm(forms.Form):
    words = _words(_("What is not solved?"), required=False)


class ContestForm(forms.Form):
    words = _words(
        _("With what do you not agree, and why?"),
        help=_("In your own words. Another person will read it and look at everything again."),
        error_messages={
            "required": _("Say with what you do not agree, so that we know what to look at.")
        },
    )


class WithdrawForm(forms.Form):
    """Nothing is asked: nobody need say why."""


class AtHerWordForm(forms.Form):
    """What somebody said who has it withdrawn for her: she reads it again."""

    words = _words(
        _("What did the person say?"),
        help=_("In her own words, so that she knows it again: we write it to her."),
        error_messages={"required": _("Write down what the person said.")},
    )

    def clean_words(self) -> str:
        said: str = self.cleaned_data["words"]
        if not rules.says_why(said):
            raise ValidationError(_("A few words more: she has to know it again."))
        return said


GIVEN = [one for one in Reason.choices if one[0] != Reason.NOTHING_FOUND]
"""By hand; that nothing was found is said by a room that sends somebody to look."""


class AnswerForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is the answer?"),
        choices=GIVEN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the answer is; no answer goes without one.")},
    )
    words = _words(
        _("In your words, to the person"),
        help=_(
            "The person receives this by the way that was chosen. Where nothing was done, say why: the rule, the figure, what was tried or the service."
        ),
        required=False,
    )
    call_off = forms.BooleanField(
        label=_("Yes, this ends: tell whoever was to come that it is called off"), required=False
    )

    def __init__(self, under_way: UnderWay | None, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.under_way = under_way
        agreed = under_way is not None and bool(under_way.answer)
        if under_way is None:
            del self.fields["call_off"]
        if not agreed:
            # Nobody says that somebody comes where nobody agreed to.
            field = cast(forms.ChoiceField, self.fields["reason"])
            field.choices = [one for one in GIVEN if one[0] != Reason.COMING]
        elif under_way is not None:
            proposed = {"reason": Reason.COMING, "words": under_way.answer}
            self.initial = {**self.initial, **proposed}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        self._ask_before_calling_off(said)
        reason, words = said.get("reason"), said.get("words", "")
        if reason and "words" in said and not rules.says_enough(Reason(reason), words):
            self.add_error(
                "words",
                _(
                    "Name the rule, the figure, what was tried or the service that can help: "
                    "a person who gets no help has a right to know why."
                ),
            )
        return said

    def _ask_before_calling_off(self, said: dict[str, Any]) -> None:
        reason = said.get("reason")
        if self.under_way is None or not reason or said.get("call_off"):
            return
        if Reason(reason) not in self.under_way.kept_by:
            self.add_error(
                "call_off",
                _(
                    "With this answer what is under way is called off. Tick the box if you mean "
                    "that; else choose another answer, or wait."
                ),
            )


class NoteForm(forms.Form):
    note = _words(
        _("A note between colleagues"),
        help=_("The person may ask to read it: write what you would say in front of her."),
        error_messages={"required": _("Write the note first.")},
    )


class AssignForm(forms.Form):
    colleague = forms.ChoiceField(
        label=_("Who takes charge?"),
        error_messages={
            "required": _("Choose a colleague."),
            "invalid_choice": _("This colleague is no longer here. Choose another."),
        },
    )

    def __init__(self, colleagues: dict[int, str], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field = cast(forms.ChoiceField, self.fields["colleague"])
        field.choices = [(str(key), name) for key, name in colleagues.items()]


class FilterForm(forms.Form):
    """Narrows the list; what cannot be understood narrows nothing."""

    service = forms.ChoiceField(label=_("Kind of request"), required=False)
    door = forms.ChoiceField(label=_("Came by"), required=False)
    commune = forms.ChoiceField(label=_("Commune"), required=False)
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, communes: list[Area], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        every = ("", _("All"))
        choices: dict[str, list[tuple[str, Any]]] = {
            "service": [(service.slug, service.title) for service in services()],
            "door": list(Door.choices),
            "commune": [(str(area.pk), str(area)) for area in communes],
        }
        for name, options in choices.items():
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [every, *options]
        if len(communes) < 2:
            del self.fields["commune"]


def refuse(form: forms.Form, sentence: Text) -> None:
    """What the deed itself said no to, shown above the form with everything typed still there."""
    form.add_error(None, ValidationError(sentence))
