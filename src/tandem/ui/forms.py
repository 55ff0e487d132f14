"""Forms as people meet them: label, help, example, why, and errors tied to their question."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.forms.renderers import BaseRenderer
from django.template import engines
from django.utils.translation import gettext as _
from markupsafe import Markup

from tandem.toolbox.texts import Text
from tandem.ui.asked import Asked, asked
from tandem.ui.rendering import markup


class UiRenderer(BaseRenderer):
    """Django's FORM_RENDERER: `{{ form }}` and every widget come from the house's templates."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        return engines["jinja2"].get_template(template_name)


class Problem(NamedTuple):
    message: str
    href: str = ""
    about: Text = ""
    """The question it is about, for messages that do not say it themselves."""


def field(bound: BoundField, *, heading: bool = False, spoken: bool = False) -> Markup:
    """One question. `heading`: its label is the page's h1; `spoken`: show what the operator says."""
    question = asked(bound)
    if question.shape == "hidden":
        return question.control
    return markup("forms/question", {"q": question, "heading": heading, "spoken": spoken})


def form(bound_form: BaseForm, *, summary: bool = True, heading: bool = False) -> Markup:
    """Every question of a form; not the `<form>` itself. `heading`: the first label is the h1."""
    shown = bound_form.visible_fields()
    return markup(
        "forms/questions",
        {
            "summary": error_summary(bound_form) if summary else "",
            "hidden": bound_form.hidden_fields(),
            "questions": [
                field(one, heading=heading and one is shown[0])  # first only: one h1 a page
                for one in shown
            ],
        },
    )


PageOf = Callable[[str], str]
"""The address of the page that asks one question, where each has a page of its own."""


def error_summary(bound_form: BaseForm, *, page_of: PageOf | None = None) -> Markup:
    """What is wrong, with a link to where it is put right; nothing when nothing is wrong."""
    if not bound_form.is_bound or not bound_form.errors:
        return Markup()
    problems = [Problem(str(message)) for message in bound_form.non_field_errors()]
    for bound in bound_form:
        problems += _problems(asked(bound), bound_form, page_of) if bound.errors else []
    return markup("forms/error_summary", {"problems": problems})


def error_title(bound_form: BaseForm) -> str:
    """To stand first in `<title>`, so that whoever hears the page knows at once."""
    return _("Error: ") if bound_form.is_bound and bound_form.errors else ""


def filter_form(bound_form: BaseForm, *, clear: str = "", label: Text = "") -> Markup:
    """A form that narrows the list below it by GET; `clear` is the address without filters."""
    return markup(
        "forms/filter",
        {
            "questions": [field(one) for one in bound_form.visible_fields()],
            "hidden": bound_form.hidden_fields(),
            "clear": clear or "?",
            "label": label or _("Narrow the list"),
        },
    )


def _problems(question: Asked, whole: BaseForm, page_of: PageOf | None) -> list[Problem]:
    found = [
        Problem(message, _mended_at(question, message, whole, page_of), question.label)
        for message in question.errors
    ]
    for part in question.parts:
        found += _problems(part, whole, page_of)
    return found


def mended_elsewhere(bound: BoundField, page_of: PageOf) -> list[tuple[Text, str]]:
    """Other questions at which something is put right, each with its page; none twice."""
    question = asked(bound)
    found = {
        name: (bound.form[name].label, _mended_at(question, message, bound.form, page_of))
        for message, (name, _part) in question.elsewhere.items()
        if name != bound.name
    }
    return list(found.values())


def _mended_at(question: Asked, message: str, whole: BaseForm, page_of: PageOf | None) -> str:
    if message not in question.elsewhere:
        return f"#{question.first_id}"
    name, part = question.elsewhere[message]
    there = asked(whole[name])
    small = next((one for one in there.parts if one.name == f"{name}_{part}"), there)
    return f"{page_of(name) if page_of else ''}#{small.first_id}"
