"""How a commune calls what can be broken, by which words it is found, and how soon it is repaired."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tandem.outbox.fitting import fits_a_text_message
from tandem.services.parts import NO_MARKUP
from tandem.services.wording_forms import WordedForm
from tandem.streets.choices import DANGER, Trouble
from tandem.streets.kinds import CATEGORIES, WORKING_DAYS
from tandem.streets.models import Category
from tandem.streets.suggesting import everyday_words
from tandem.territory.models import Area
from tandem.toolbox.texts import Text

MOST_WORDS = 40
LONGEST_WORD = 40
MOST_DAYS = 250
"""About a year's working days."""
NEVER_HIDDEN = gettext_lazy("A danger must always be found: it cannot be hidden.")


class Words(forms.CharField):
    """Everyday words and short phrases, with commas between them."""

    def __init__(self, language: str, code: str) -> None:
        super().__init__(
            label=_("Everyday words: %(language)s") % {"language": language},
            required=False,
            max_length=1500,
            validators=[NO_MARKUP],
            widget=forms.Textarea(attrs={"lang": code, "rows": 3, "autocomplete": "off"}),
        )

    def clean(self, value: Any) -> list[str]:
        said = [" ".join(one.split()) for one in re.split(r"[,;\n]", super().clean(value))]
        words = list({one.casefold(): one for one in said if one}.values())
        if len(words) > MOST_WORDS:
            raise ValidationError(_("Words: write at most %(most)s.") % {"most": MOST_WORDS})
        if any(len(one) > LONGEST_WORD for one in words):
            raise ValidationError(_("One of them is too long. Put a comma between two words."))
        return words


class CategoryForm(WordedForm):
    checks: ClassVar = [fits_a_text_message]

    def __init__(self, commune: Area, row: Category, *given: Any, **named: Any) -> None:
        self.row = row
        self.built_in_words = everyday_words(row.code, {})
        super().__init__(
            commune,
            *given,
            own=not CATEGORIES.is_built_in(row),
            may_hide=row.trouble not in DANGER,
            initial=_known(row),
            **named,
        )
        for code in self.languages if row.trouble and not self.own else ():
            if not row.names.get(code):
                with override(code):
                    used = str(CATEGORIES.label(row))
                self.fields[f"name_{code}"].help_text = _("In use now: %(name)s") % {"name": used}

    def name_label(self, language: str) -> Text:
        return _("Name: %(language)s") % {"language": language}

    def asked_besides(self) -> dict[str, forms.Field]:
        words = {
            f"words_{code}": Words(language, code) for code, language in self.languages.items()
        }
        days = forms.IntegerField(
            label=_("Within how many working days is it to be repaired?"),
            help_text=self._days_else(),
            required=False,
            min_value=1,
            max_value=MOST_DAYS,
        )
        return words | {"working_days": days}

    def _days_else(self) -> str:
        days = WORKING_DAYS.get(Trouble(self.row.trouble)) if self.row.trouble else None
        if days is None:
            return _("Left empty, as for the one to which it belongs.")
        return _("Left empty: %(days)s.") % {"days": days}

    def facts(self) -> dict[str, Any]:
        said = {code: self.cleaned_data[f"words_{code}"] for code in self.languages}
        own = {
            code: words
            for code, words in said.items()
            # What was left as it is built in stays built in, and grows better with it.
            if words and tuple(words) != self.built_in_words.get(code)
        }
        return {
            "words": own,
            "working_days": self.cleaned_data["working_days"],
            "hidden": self.cleaned_data.get("hidden", False),
        }


def _known(row: Category) -> dict[str, object]:
    names = {f"name_{language}": said for language, said in row.names.items()}
    found_by = everyday_words(row.code, row.words)
    words = {f"words_{language}": ", ".join(said) for language, said in found_by.items()}
    return {**names, **words, "working_days": row.working_days, "hidden": row.hidden}


class NewCategoryForm(CategoryForm):
    trouble = forms.ChoiceField(
        label=gettext_lazy("To which of ours does it belong?"),
        help_text=gettext_lazy(
            "So that we know whether it is a danger, and which reports may be of the same thing."
        ),
        choices=Trouble.choices,
        initial=Trouble.OTHER,
    )

    def __init__(self, commune: Area, *given: Any, **named: Any) -> None:
        super().__init__(commune, Category(commune=commune), *given, **named)

    def clean(self) -> dict[str, Any]:
        danger = self.cleaned_data.get("trouble") in DANGER
        self.may_hide = not danger
        said = super().clean()
        if danger and said.get("hidden"):
            self.add_error("hidden", NEVER_HIDDEN)
        return said


class TryForm(forms.Form):
    """What somebody may write of what she sees."""

    use_required_attribute = False

    words = forms.CharField(
        label=gettext_lazy("What may somebody write?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write a few words, as a resident would.")},
    )
