"""Forms of the desk: what a colleague saw and heard, and what was done for somebody."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from tandem.mandates.choices import Act, Known, Proof, Skill, Way
from tandem.mandates.rules import Came
from tandem.services.never_kept import NO_SECRET
from tandem.services.parts import NO_MARKUP
from tandem.services.questions import TOO_LONG
from tandem.toolbox.texts import one_line


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def _line(label: Any, *, help: Any = "", most: int = 120) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help,
        required=False,
        validators=[MaxLengthValidator(most, TOO_LONG), NO_MARKUP, NO_SECRET],
    )


class ConfirmForm(forms.Form):
    """How she gave it, who was there, and who is to help."""

    use_required_attribute = False

    proof = forms.ChoiceField(
        label=_("How did the person give it?"),
        choices=Proof.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was given.")},
    )
    witness_one = _line(
        _("First witness"), help=_("Somebody who heard it read back and heard the yes.")
    )
    witness_two = _line(_("Second witness"))
    recording = _line(
        _("Where is the recording kept?"),
        help=_("Its number or its place; never the recording itself."),
    )
    known = forms.ChoiceField(
        label=_("How sure are you that it was this person?"),
        choices=Known.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how sure you are.")},
    )
    helpers = forms.TypedMultipleChoiceField(
        label=_("Who is to help?"),
        help_text=_("Only those whom this person may expect to meet."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Name at least one helper.")},
    )
    representative_agreed = forms.BooleanField(
        label=_("The representative has agreed: I spoke with this person or have it in writing"),
        required=False,
    )

    def __init__(
        self,
        colleagues: Iterable[tuple[int, str]],
        *given: Any,
        represented: bool,
        came: Came,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        offer(self, "helpers", colleagues)
        offer(self, "proof", [one for one in Proof.choices if one[0] not in _unfit(came)])
        offer(self, "known", [one for one in Known.choices if one[0] not in _unfit(came)])
        if not represented:
            del self.fields["representative_agreed"]

    def witnesses(self) -> tuple[str, ...]:
        said = (self.cleaned_data["witness_one"], self.cleaned_data["witness_two"])
        return tuple(dict.fromkeys(one_line(one) for one in said if one.strip()))


def _unfit(came: Came) -> set[str]:
    """What nobody may state of one that came in this way."""
    paper = set() if came.paper else {str(Proof.PAPER)}
    return paper if came.signed_in else {*paper, str(Proof.SIGNED_IN), str(Known.ACCOUNT)}


class HelpersForm(forms.Form):
    helpers = forms.TypedMultipleChoiceField(
        label=_("Who is to help?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Name at least one helper.")},
    )

    def __init__(self, colleagues: Iterable[tuple[int, str]], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        offer(self, "helpers", colleagues)


class ActForm(forms.Form):
    """One act, as it was done."""

    use_required_attribute = False

    act = forms.ChoiceField(
        label=_("What was it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it was.")},
    )
    way = forms.ChoiceField(
        label=_("Who did it?"),
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who did it.")},
    )
    skill = forms.ChoiceField(
        label=_("What kind of task was it?"),
        choices=[("", _("I do not know")), *Skill.choices],
        required=False,
    )

    def __init__(self, acts: Iterable[Act], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        offer(self, "act", [(act.value, act.label) for act in acts])


class TakeBackNotedForm(forms.Form):
    """Some acts, or all of them."""

    use_required_attribute = False

    acts = forms.MultipleChoiceField(
        label=_("What may no longer be done?"),
        help_text=_("Tick all of them to end the whole."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, acts: Iterable[Act], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        offer(self, "acts", [(act.value, act.label) for act in acts])

    def chosen(self) -> list[Act]:
        return [Act(one) for one in self.cleaned_data["acts"]]


class GoalForm(forms.Form):
    """What she wants to be able to do by herself, in her words."""

    use_required_attribute = False

    skill = forms.ChoiceField(label=_("What kind of task is it?"), choices=Skill.choices)
    words = forms.CharField(
        label=_("What does this person want to do by herself?"),
        help_text=_("In her own words."),
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[MaxLengthValidator(300, TOO_LONG), NO_MARKUP, NO_SECRET],
        error_messages={"required": _("Write it in a few words.")},
    )
