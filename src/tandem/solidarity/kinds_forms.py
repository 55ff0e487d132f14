"""How a commune calls a kind of help, language by language."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.outbox.fitting import fits_a_text_message
from tandem.services.wording_forms import WordedForm
from tandem.solidarity.choices import Skill
from tandem.territory.models import Area


class KindForm(WordedForm):
    checks: ClassVar = [fits_a_text_message]

    def asked_besides(self) -> dict[str, forms.Field]:
        label = _("It may be vital: like food and medicines, it then comes before all others")
        return {"vital": forms.BooleanField(label=label, required=False)}

    def facts(self) -> dict[str, bool]:
        hidden = self.cleaned_data.get("hidden", False)
        return {"hidden": hidden, "vital": self.cleaned_data["vital"]}


class NewKindForm(KindForm):
    skill = forms.ChoiceField(
        label=_("Which volunteers can do it?"),
        help_text=_("Those who offered this are proposed."),
        choices=Skill.choices,
    )

    def __init__(self, commune: Area, *given: Any, **named: Any) -> None:
        super().__init__(commune, *given, own=True, **named)
