"""Forms of the coordinators' pages."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.cases import rules as case_rules
from tandem.journal.choices import Door
from tandem.services.never_kept import NO_SECRET
from tandem.services.parts import NO_MARKUP
from tandem.services.questions import TOO_LONG, Choices, half_day_name
from tandem.solidarity.choices import OfferState, RefusedBecause, Safeguard, Settled, Skill, Went
from tandem.solidarity.rules import says_enough, says_why

MOST_WORDS = 1000
SAID_BY = {
    "herself": _("The person who asked"),
    "for_her": _("Somebody who speaks for this person, named below"),
}
NOTED_DOORS = (Door.PHONE, Door.INPERSON, Door.PAPER, Door.EMAIL, Door.SMS)
ALL: tuple[str, Any] = ("", _("All"))


def words(label: Any, *, help: Any = "", required: bool = False, **field: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[MaxLengthValidator(MOST_WORDS, TOO_LONG), NO_MARKUP, NO_SECRET],
        **field,
    )


def offer_choices(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


class BoardFilter(forms.Form):
    """Narrows the needs; what cannot be understood narrows nothing."""

    kind = forms.ChoiceField(label=_("Kind of help"), required=False)
    place = forms.ChoiceField(label=_("Postal code"), required=False)
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[("", _("Ours")), ("neighbours", _("Of our neighbours")), ("all", _("All"))],
    )
    vital = forms.BooleanField(label=_("Only what is vital by tomorrow"), required=False)
    late = forms.BooleanField(label=_("Only whose answer is late"), required=False)
    nothing = forms.BooleanField(label=_("Only who has had nothing yet"), required=False)
    by_hand = forms.BooleanField(label=_("Only who refused the program"), required=False)
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, kinds: Choices, places: Choices, *given: Any, across: bool, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        offer_choices(self, "kind", [ALL, *kinds])
        offer_choices(self, "place", [ALL, *places])
        if not across:
            del self.fields["whose"]


class OfferFilter(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Ready to help")), ("all", _("All")), *OfferState.choices[1:]],
    )
    skill = forms.ChoiceField(
        label=_("Kind of help"), required=False, choices=[ALL, *Skill.choices]
    )
    free = forms.BooleanField(label=_("Only who can still do something this week"), required=False)
    new = forms.BooleanField(label=_("Only who waits for a word from us"), required=False)


class NameForm(forms.Form):
    """Finds a volunteer again by name; sent by POST, so that no address names anybody."""

    name = forms.CharField(
        label=_("Name of a volunteer"),
        max_length=120,
        error_messages={"required": _("Write a name.")},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class WhyForm(forms.Form):
    """Why a proposal is not followed; counted in public, read by colleagues only."""

    why = forms.ChoiceField(
        label=_("Why not?"),
        choices=RefusedBecause.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )
    words = words(_("In your words"), help=_("Only your colleagues read it."))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        why = said.get("why")
        if why and "words" in said and not says_enough(RefusedBecause(why), said["words"]):
            self.add_error("words", _("Write the other reason in a few words."))
        return said


class AlthoughForm(forms.Form):
    """Why somebody is helped before people who come first."""

    although = words(
        _("Why this help first?"),
        help=_("Only your colleagues read it. That it happened is counted in public."),
        required=True,
        error_messages={"required": _("Write the reason in a few words.")},
    )

    def clean_although(self) -> str:
        said: str = self.cleaned_data["although"]
        if not says_why(said):
            raise forms.ValidationError(_("Write the reason in a few words."))
        return said


class ByHandForm(WhyForm, AlthoughForm):
    """Whom to ask instead, and when."""

    half_day = forms.TypedChoiceField(
        label=_("When?"),
        coerce=int,
        error_messages={
            "required": _("Choose a moment."),
            "invalid_choice": _("Choose a moment at which both are free."),
        },
    )
    field_order = ("half_day", "although", "why", "words")

    def __init__(
        self,
        half_days: Iterable[int],
        *given: Any,
        instead_of: str,
        others_first: bool,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        if not others_first:
            del self.fields["although"]
        offer_choices(self, "half_day", [(str(one), half_day_name(one)) for one in half_days])
        if instead_of:
            asked = gettext("%(who)s is proposed. Why not?")
            self.fields["why"].label = asked % {"who": instead_of}
        else:
            # Nobody else was proposed, so there is nothing to depart from.
            del self.fields["why"], self.fields["words"]


class VitalForm(forms.Form):
    """A coordinator settles whether a need comes before all others."""

    vital = forms.ChoiceField(
        label=_("Will this person lack something vital by tomorrow?"),
        choices=[("yes", _("Yes: before all others")), ("no", _("No: in the usual order"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    words = words(
        _("Why?"),
        help=_("The person receives these words, and may contest them."),
        required=True,
        error_messages={"required": _("Write the reason in a few words.")},
    )

    def clean_words(self) -> str:
        said: str = self.cleaned_data["words"]
        if not says_why(said):
            raise forms.ValidationError(_("Write the reason in a few words."))
        return said


class VitalContestForm(forms.Form):
    words = words(
        _("Why is it vital, or not?"),
        help=_("In your own words. Somebody else than before reads it."),
        required=True,
        error_messages={"required": _("Say in a few words why you do not agree.")},
    )


class CalledOffForm(forms.Form):
    """That it is no longer needed, written down for the person at her word."""

    door = forms.ChoiceField(
        label=_("How was it said?"),
        choices=[(door, door.label) for door in NOTED_DOORS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was said.")},
    )
    who = forms.ChoiceField(
        label=_("Who said it?"),
        choices=list(SAID_BY.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who said it.")},
    )
    words = words(
        _("What was said?"),
        help=_("The person receives these words, and can say that it is not so."),
        required=True,
        error_messages={"required": _("Write in a few words what was said.")},
    )

    def clean_words(self) -> str:
        said: str = self.cleaned_data["words"]
        if not case_rules.says_why(said):
            raise forms.ValidationError(_("Write in a few words what was said."))
        return said

    def in_words(self) -> str:
        said = self.cleaned_data
        who = SAID_BY[said["who"]]
        return f"{who}, {str(Door(said['door']).label).lower()}: {said['words'].strip()}"


class NobodyForm(forms.Form):
    words = words(
        _("What do you tell the person?"),
        help=_(
            "What was tried, and who else could help. The person receives it by the way that was chosen."
        ),
        required=True,
        error_messages={"required": _("Say what was tried and who else could help.")},
    )

    def clean_words(self) -> str:
        said: str = self.cleaned_data["words"]
        if not case_rules.says_why(said):
            raise forms.ValidationError(_("Say what was tried and who else could help."))
        return said


class SettledForm(forms.Form):
    """What follows from a help that did not go well, and whether it took place at all."""

    took_place = forms.ChoiceField(
        label=_("The two do not agree. Did it take place?"),
        choices=[("yes", _("Yes, it took place")), ("no", _("No, it did not take place"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Ask both, then choose.")},
    )
    then = forms.ChoiceField(
        label=_("What follows?"),
        choices=Settled.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what follows.")},
    )
    words = words(
        _("What do you tell the person?"),
        help=_(
            "The person receives it. Leave empty if somebody else is looked for and the two agree."
        ),
    )

    def __init__(self, *given: Any, asks_what_follows: bool, disputed: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        if not disputed:
            del self.fields["took_place"]
        if not asks_what_follows:
            del self.fields["then"]
        if not asks_what_follows and not disputed:
            del self.fields["words"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        owed = said.get("then") == Settled.DONE or "took_place" in self.fields
        if owed and not says_why(said.get("words", "")):
            self.add_error("words", _("Answer in a few words what the person said."))
        return said


class HowItWentForm(forms.Form):
    """The same words for both sides, and for whoever writes them down."""

    went = forms.ChoiceField(
        label=_("How did it go?"),
        choices=Went.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    words = words(_("Do you want to add something?"), help=_("Only the coordinators read it."))
    somebody_else = forms.BooleanField(
        label=_("I would rather meet somebody else next time"), required=False
    )


class NotedForm(HowItWentForm):
    """Written down for somebody who telephones."""

    side = forms.ChoiceField(label=_("Who says so?"), widget=forms.RadioSelect)
    field_order = ("side", "went", "words", "somebody_else")

    def __init__(self, sides: Choices, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        offer_choices(self, "side", sides)
        self.fields["went"].label = _("How did it go, in their words?")
        self.fields["somebody_else"].label = _("Would rather meet somebody else next time")


class SafeguardsForm(forms.Form):
    held = forms.MultipleChoiceField(
        label=_("What have you checked?"),
        help_text=_("Note only what you have seen yourself. No copy is kept."),
        choices=Safeguard.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class AnswerNotedForm(forms.Form):
    """A yes or no that came by telephone or text message."""

    said = forms.CharField(
        label=_("What was said or written"),
        help_text=_("Yes or no, with the reference of the question."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Write yes or no, and the reference.")},
    )
    door = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(Door.PHONE, Door.PHONE.label), (Door.SMS, Door.SMS.label)],
        widget=forms.RadioSelect,
        initial=Door.PHONE,
        error_messages={"required": _("Choose how it came.")},
    )
    said.example = "YES ZKQ7 4MPA"  # type: ignore[attr-defined]
