"""What a colleague sees who answers somebody about the program."""

from dataclasses import dataclass

from django import forms
from django.template import engines
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from tandem.cases.models import Case
from tandem.cases.rules import says_why
from tandem.solidarity import presented, remarks, wording
from tandem.solidarity.board_forms import words
from tandem.solidarity.choices import About, Fault
from tandem.solidarity.models import Proposal, Remark
from tandem.solidarity.naming import Names
from tandem.solidarity.need_page import offers_named

AT_LEAST = gettext_lazy("Answer in a whole sentence: the person receives it.")


class AnswerForm(forms.Form):
    """The answer to whoever wants a person, or says what she thinks."""

    words = words(gettext_lazy("What do you answer?"), required=True)

    def clean_words(self) -> str:
        said: str = self.cleaned_data["words"]
        if not says_why(said):
            raise forms.ValidationError(AT_LEAST)
        return said


class ContestForm(AnswerForm):
    upheld = forms.ChoiceField(
        label=gettext_lazy("Is the person right?"),
        choices=[
            ("yes", gettext_lazy("Yes: it is looked for anew at once")),
            ("no", gettext_lazy("No: what was proposed stands")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    fault = forms.ChoiceField(
        label=gettext_lazy("If yes: what was wrong?"),
        choices=[("", gettext_lazy("Nothing")), *Fault.choices],
        required=False,
        help_text=gettext_lazy("It is counted in public, without a name."),
    )
    field_order = ("upheld", "fault", "words")

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if given.get("upheld") == "yes" and not given.get("fault"):
            self.add_error("fault", _("Say what was wrong, so that it can be mended for all."))
        return given


@dataclass(frozen=True, slots=True)
class Shown:
    remark: Remark
    about: str
    reference: str
    need: str
    """Kind and place of the request; empty where it was not found."""
    why: list[str]
    """What the program had said."""
    may_decide: bool
    waits: bool


def shown(remark: Remark) -> Shown:
    return Shown(
        remark=remark,
        about=str(About(remark.about).label),
        reference=remark.case.reference,
        need=_title(remark),
        why=_why(remark),
        may_decide=remarks.may_decide(remark),
        waits=remarks.waits(remark),
    )


def _title(remark: Remark) -> str:
    need = remark.need
    if need is None:
        return ""
    return f"{presented.Kinds([need.territory_id]).name(need)}, {need.postal_code}"


def _why(remark: Remark) -> list[str]:
    rows = Proposal.objects.filter(run=remark.run_id, need=remark.need_id) if remark.run_id else []
    names = Names(remark.organisation_id, by_name=True)
    names.learn(offers_named(rows))
    return [wording.sentence(reason, names.known) for row in rows for reason in row.reasons]


def about_remark(case: Case, *, for_staff: bool) -> Markup | None:
    """On the page of its case, to the person and to colleagues."""
    remark = Remark.objects.filter(case=case.pk).select_related("need").first()
    if remark is None:
        return None
    values = {
        "remark": remark,
        "about": About(remark.about).label,
        "by_hand": remark.need is not None and remark.need.no_program,
        "for_staff": for_staff,
        "reference": case.reference,
    }
    page = engines["jinja2"].get_template("solidarity/remark_panel.html")
    # Escaped by the environment's autoescape.
    return Markup(page.render(values))  # noqa: S704
