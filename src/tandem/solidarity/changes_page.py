"""Changes of what the program weighs, as colleagues propose them and as everybody reads them."""

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.register.changing import LEAST_DAYS, LEAST_WORDS
from tandem.register.models import Change
from tandem.solidarity.board_forms import words
from tandem.solidarity.parameters import Parameters, from_kept

NOT_NOW = {
    "nothing_changes": gettext_lazy("Nothing changes: choose other numbers."),
    "too_short": gettext_lazy("Give people at least two weeks to have their say."),
    "say_why": gettext_lazy("Say why in a whole sentence: everybody reads it."),
    "one_at_a_time": gettext_lazy("A change is in discussion already. Decide on it first."),
    "decided_before": gettext_lazy("This has been decided meanwhile."),
    "not_simulated": gettext_lazy("What it would change is not worked out yet. Come back later."),
    "still_open": gettext_lazy("People may still have their say. Decide when that time is over."),
    "not_the_last": gettext_lazy("Only the last change can be put back."),
}


def why_not_now(code: str) -> str:
    return str(NOT_NOW[code])


def _whole(label: Any, least: int, most: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, help_text=help_text)


class WhyForm(forms.Form):
    why = words(
        gettext_lazy("Why?"),
        help=gettext_lazy("Everybody reads it. Write nothing about a person."),
        required=True,
    )

    def clean_why(self) -> str:
        said: str = self.cleaned_data["why"]
        if len(said.strip()) < LEAST_WORDS:
            raise forms.ValidationError(NOT_NOW["say_why"])
        return said


class ChangeForm(WhyForm):
    metres_per_point = _whole(gettext_lazy("Metres of way for one point"), 1, 1000)
    dislike = _whole(
        gettext_lazy("Points where the volunteer prefers other kinds of help"), 0, 1000
    )
    load = _whole(gettext_lazy("Points for each further task of the same volunteer"), 0, 1000)
    weeks = _whole(gettext_lazy("Weeks in which a help counts"), 1, 26)
    tie = forms.ChoiceField(
        label=gettext_lazy("Between equals"),
        choices=[
            ("soonest", gettext_lazy("The soonest half-days, then the lot")),
            ("lot", gettext_lazy("The lot at once")),
        ],
        widget=forms.RadioSelect,
    )
    body = forms.CharField(
        label=gettext_lazy("Who decides?"),
        max_length=120,
        help_text=gettext_lazy("A council or a committee, by its name."),
    )
    days = _whole(
        gettext_lazy("How many days may everybody have a say?"),
        LEAST_DAYS,
        120,
        gettext_lazy("At least two weeks."),
    )
    field_order = ("metres_per_point", "dislike", "load", "weeks", "tie", "why", "body", "days")

    def after(self) -> Parameters:
        names = ("metres_per_point", "dislike", "load", "weeks", "tie")
        return from_kept({name: self.cleaned_data[name] for name in names})

    def open_until(self) -> Any:
        return timezone.localdate() + timedelta(days=cast(int, self.cleaned_data["days"]))


class DecisionForm(WhyForm):
    accepted = forms.ChoiceField(
        label=gettext_lazy("What was decided?"),
        choices=[
            ("yes", gettext_lazy("It holds from today")),
            ("no", gettext_lazy("It does not come")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    field_order = ("accepted", "why")


class PutBackForm(WhyForm):
    body = forms.CharField(label=gettext_lazy("Who decided?"), max_length=120)
    field_order = ("body", "why")


def is_last(change: Change) -> bool:
    last = Change.objects.accepted().filter(
        algorithm=change.algorithm, organisation=change.organisation_id
    )
    return last.first() == change


def opinions(change: Change, heard: int) -> str:
    """How many spoke, as anybody may read it."""
    if heard == 0:
        return _("Nobody has said anything about it yet.")
    if heard < 5:
        return _("Fewer than five people have had their say.")
    said = ngettext("%(many)s person has had a say.", "%(many)s people have had their say.", heard)
    return said % {"many": heard}
