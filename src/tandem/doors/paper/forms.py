"""What is to be printed: small forms of the pages themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.doors.paper.rules import MOST_COPIES
from tandem.services.composites import POSTAL_CODE
from tandem.services.declaration import Service
from tandem.services.forms import UNKNOWN_PLACE
from tandem.territory.models import Area
from tandem.territory.queries import organisation_for
from tandem.toolbox.postal_codes import plain


class Sort(models.TextChoices):
    """What can be printed of a service."""

    FORM = "form", _("The form")
    LARGE = "large", _("The form in large print")
    LEAFLET = "leaflet", _("A leaflet to hand out (A5)")
    POSTER = "poster", _("A poster to hang up (A4)")


class SortForm(forms.Form):
    use_required_attribute = False

    sort = forms.ChoiceField(
        label=_("What do you want to print?"),
        choices=Sort.choices,
        initial=Sort.FORM,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    language = forms.ChoiceField(
        label=_("In which language?"),
        choices=settings.LANGUAGES,
        error_messages={"required": _("Choose one of the answers.")},
    )


class PublicForm(SortForm):
    postal_code = forms.CharField(
        label=_("Your postal code"),
        help_text=_("Then the address of your commune stands on it. You may leave it empty."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    commune: Area | None = None

    def clean_postal_code(self) -> str:
        code = plain(self.cleaned_data["postal_code"].strip())
        found = organisation_for(code) if POSTAL_CODE.fullmatch(code) else None
        if code and found is None:
            raise forms.ValidationError(UNKNOWN_PLACE)
        self.commune = found[0] if found else None
        return code


class CounterForm(SortForm):
    copies = forms.IntegerField(
        label=_("How many copies?"),
        help_text=_("Of a form, each copy has its own number: print as many as you need."),
        initial=1,
        min_value=1,
        max_value=MOST_COPIES,
        error_messages={"required": _("Give a number.")},
    )
    service = forms.ChoiceField(
        label=_("For what?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    field_order = ("service", "sort", "language", "copies")

    def __init__(self, *given: Any, offered: list[type[Service]], **asked: Any) -> None:
        super().__init__(*given, **asked)
        field = self.fields["service"]
        field.choices = [(one.slug, one.title) for one in offered]  # type: ignore[attr-defined]
