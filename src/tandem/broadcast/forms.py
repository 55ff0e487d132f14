from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.broadcast.queries import services_on_paper
from tandem.people import public
from tandem.territory.models import Organisation
from tandem.ui.formats import language_name

MOST_SIGNS = 4000
MOST_SHORT = 400


class BeginForm(forms.Form):
    """What it is about, among colleagues, and for whom."""

    organisation = forms.TypedChoiceField(
        label=gettext_lazy("In whose name do you write?"), coerce=int, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=gettext_lazy("What do you call it?"),
        help_text=gettext_lazy("For your colleagues. It is not sent."),
        max_length=80,
    )
    purpose = forms.CharField(
        label=gettext_lazy("Why must these people know it?"),
        help_text=gettext_lazy(
            "People’s details are read to find who is meant. Your reason is kept with it, and a "
            "second person reads it before anything leaves."
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    public = forms.ChoiceField(
        label=gettext_lazy("Who is meant?"),
        help_text=gettext_lazy("On the next page you say it more precisely."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *given: Any, organisations: list[Organisation], **named: Any) -> None:
        super().__init__(*given, **named)
        choices = [(one.pk, str(one)) for one in organisations]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = choices[0][0]
        self.fields["public"].choices = [  # type: ignore[attr-defined]
            (one.code, one.label) for one in public.every()
        ]


class WordsForm(forms.Form):
    """The text in each language; one of them is for those in whose own nothing is written."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for code, _name in settings.LANGUAGES:
            language = language_name(code)
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("The text in %(language)s") % {"language": language},
                help_text=_(
                    "An empty line begins a new paragraph. Greeting, sender and how to answer are "
                    "added. Write nothing about one person."
                ),
                required=False,
                max_length=MOST_SIGNS,
                widget=forms.Textarea(attrs={"rows": 6, "lang": code}),
            )
            self.fields[f"short_{code}"] = forms.CharField(
                label=_("As a text message, in %(language)s") % {"language": language},
                help_text=_("Left empty, the whole text is texted if it is short enough."),
                required=False,
                max_length=MOST_SHORT,
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            )
        self.fields["fallback"] = forms.ChoiceField(
            label=_("Which of these do all others get?"),
            help_text=_("In their own language they are told that they can call."),
            choices=settings.LANGUAGES,
            widget=forms.RadioSelect,
        )
        offered = [(one.slug, one.title) for one in services_on_paper()]
        self.fields["form"] = forms.ChoiceField(
            label=_("Which form do the letters bring?"),
            help_text=_(
                "Each person gets a copy of her own, in her language and size of print, with a code "
                "in place of her name, and the letter says what to do with it. Nothing of it is said by "
                "e-mail, text message or telephone: write there how one comes to it."
            ),
            choices=[("", _("No form")), *offered],
            required=False,
        )

    def texts(self) -> dict[str, dict[str, str]]:
        said = self.cleaned_data
        return {
            code: {"text": said[f"text_{code}"].strip(), "short": said[f"short_{code}"].strip()}
            for code, _language in settings.LANGUAGES
            if said[f"text_{code}"].strip()
        }

    def clean(self) -> None:
        said = self.cleaned_data
        written = {code for code, _name in settings.LANGUAGES if said.get(f"text_{code}", "")}
        for code, _name in settings.LANGUAGES:
            if said.get(f"short_{code}") and code not in written and not self.errors:
                owed = ValidationError(_("Write the whole text too: not everybody is texted."))
                self.add_error(f"text_{code}", owed)
        fallback = said.get("fallback")
        if fallback and fallback not in written and not self.has_error(f"text_{fallback}"):
            owed = ValidationError(_("Write it in this language, or let all others get another."))
            self.add_error(f"text_{fallback}", owed)


def as_typed(texts: dict[str, dict[str, str]], fallback: str) -> dict[str, str]:
    """What `WordsForm` shows of words already kept."""
    shown = {"fallback": fallback}
    for code, said in texts.items():
        shown |= {f"text_{code}": said.get("text", ""), f"short_{code}": said.get("short", "")}
    return shown
