"""Forms of teams, rules, jobs and visits."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tandem.services.parts import NO_MARKUP
from tandem.services.questions import Choices
from tandem.streets.choices import Ground, Verdict
from tandem.streets.forms_abroad import key_of
from tandem.streets.models import System
from tandem.streets.office_forms import offer
from tandem.streets.verdict_forms import words
from tandem.territory.models import Organisation
from tandem.toolbox.folding import fold

MOST_POINTS = 200
MOST_REPORTS = 40


class TeamForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the team"),
        max_length=80,
        validators=[NO_MARKUP],
        error_messages={"required": _("Write a name.")},
    )
    per_day = forms.IntegerField(
        label=_("How much it can do in a day"),
        help_text=_("In points: a full bin is 1, a lamp or a hole in the road is 2."),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_POINTS)],
        initial=8,
        error_messages={"required": _("Write a number.")},
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days it works"),
        help_text=_("None ticked: Monday to Friday. Never on public holidays."),
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    contractor = forms.BooleanField(label=_("It is a contractor"), required=False)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Its sheets are sent there."), required=False
    )
    telephone = forms.CharField(
        label=_("Telephone"), max_length=20, required=False, validators=[NO_MARKUP]
    )
    takes_rest = forms.BooleanField(
        label=_("It gets what no rule gives to anybody"),
        help_text=_("Only one team does."),
        required=False,
    )


class RuleForm(forms.Form):
    """What is left empty fits all."""

    categories = forms.MultipleChoiceField(
        label=_("Of which categories?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    postal_codes = forms.MultipleChoiceField(
        label=_("In which postal codes?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    streets = forms.CharField(
        label=_("In which streets?"),
        help_text=_("One on each line, without numbers."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        validators=[NO_MARKUP],
    )
    danger = forms.TypedChoiceField(
        label=_("Dangers?"),
        choices=[
            ("", _("Dangers and all else")),
            ("yes", _("Only dangers")),
            ("no", _("No dangers")),
        ],
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
    )
    team = forms.ChoiceField(label=_("To which team?"), required=False)
    to = forms.ChoiceField(
        label=_("Or has somebody else to repair it?"),
        help_text=_(
            "It is proposed on the page of each report. Nothing leaves without a colleague."
        ),
        required=False,
    )
    ground = forms.ChoiceField(
        label=_("Who has to repair there?"), choices=Ground.choices, initial=Ground.COMMUNE
    )
    working_days = forms.IntegerField(
        label=_("Within how many working days?"),
        help_text=_("Empty: as its category says."),
        validators=[MinValueValidator(1), MaxValueValidator(250)],
        required=False,
    )

    def __init__(
        self,
        kinds: Choices,
        codes: Choices,
        teams: Choices,
        others: Sequence[Organisation | System],
        *given: Any,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self._others = {key_of(one): one for one in others}
        others_named = [(key, str(one)) for key, one in self._others.items()]
        offer(self, "to", [("", _("No, our team repairs it")), *others_named])
        offer(self, "categories", kinds)
        offer(self, "postal_codes", codes)
        offer(self, "team", [("", _("Choose")), *teams])

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        to = self._others.get(said.get("to", ""))
        said["to_organisation"] = to if isinstance(to, Organisation) else None
        said["to_system"] = to if isinstance(to, System) else None
        if isinstance(to, System):
            said["ground"] = to.ground
        elif to is not None and said.get("ground") == Ground.COMMUNE:
            self.add_error("ground", _("Say whose it is: it is not the commune’s."))
        if to is None and not said.get("team") and "team" not in self.errors:
            self.add_error("team", _("Choose a team, or who else has to repair it."))
        return said

    def clean_streets(self) -> list[str]:
        lines = (fold(line).strip()[:120] for line in self.cleaned_data["streets"].splitlines())
        return [line for line in lines if line][:50]


class DryRunForm(forms.Form):
    """A report that nobody sent: where would it go?"""

    category = forms.ChoiceField(label=_("Category"))
    postal_code = forms.ChoiceField(label=_("Postal code"))
    street = forms.CharField(label=_("Street"), max_length=120, required=False)
    danger = forms.BooleanField(label=_("It is a danger"), required=False)

    def __init__(self, kinds: Choices, codes: Choices, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        offer(self, "category", kinds)
        offer(self, "postal_code", codes)


class GiveForm(forms.Form):
    """Which of them go to another team."""

    reports = forms.MultipleChoiceField(
        label=_("Which reports?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one report at least.")},
    )

    def __init__(self, reports: Choices, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        offer(self, "reports", reports)


class PlanForm(forms.Form):
    """What is repaired together, and on which day."""

    reports = forms.MultipleChoiceField(
        label=_("What is done in one go?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one report at least.")},
    )
    day = forms.DateField(
        label=_("On which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Write the day as it stands in a calendar."),
        },
    )

    def __init__(self, reports: Choices, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        offer(self, "reports", reports)


class DoneForm(forms.Form):
    """A job is done, but for what is ticked; each stop has words of its own."""

    not_done = forms.MultipleChoiceField(
        label=_("What could not be done?"),
        help_text=_("It gets the next day that is free, and its reporters are told."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, reports: Choices, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        offer(self, "not_done", reports)
        for number, (key, label) in enumerate(reports, 1):
            self.fields[f"words_{key}"] = words(
                format_lazy(_("To the reporters of stop {number}"), number=number),
                help=format_lazy(
                    "{label}. {told}",
                    label=label,
                    told=_(
                        "Only they receive it as a message; everybody reads it on the page of the report."
                    ),
                ),
            )

    def words_by_report(self) -> dict[int, str]:
        return {
            int(name.removeprefix("words_")): said
            for name, said in self.cleaned_data.items()
            if name.startswith("words_") and said
        }


class VisitForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("What did you see there?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    words = words(_("What is not repaired?"), help=_("The reporters receive it, and it is public."))
