"""The public that every organisation has: the people it knows, by place, age and language."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.people import public, streets
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.public import NarrowingForm, Public
from tandem.territory.models import Organisation, PostalCode

MOST_STREETS = 60
OLDEST = 120


class EverybodyForm(NarrowingForm):
    postal_codes = forms.MultipleChoiceField(
        label=gettext_lazy("In which postal codes do they live?"),
        help_text=gettext_lazy("Choose none to write to the whole commune."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    streets = forms.CharField(
        label=gettext_lazy("In which streets or buildings?"),
        help_text=gettext_lazy(
            "One street a line. Write numbers behind it for one building or a part of the street, "
            "such as: Rue des Tilleuls 4, 10-20. Leave empty for all."
        ),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    from_age = forms.IntegerField(
        label=gettext_lazy("From which age on?"), required=False, min_value=0, max_value=OLDEST
    )
    to_age = forms.IntegerField(
        label=gettext_lazy("Up to which age?"), required=False, min_value=0, max_value=OLDEST
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Only people whose language is…"),
        help_text=gettext_lazy("Choose none for all languages."),
        required=False,
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *given: Any, organisation: Organisation, **named: Any) -> None:
        super().__init__(*given, organisation=organisation, **named)
        codes = PostalCode.objects.filter(commune=organisation.area_id).order_by("code")
        self.fields["postal_codes"].choices = [  # type: ignore[attr-defined]
            (code, code) for code in codes.values_list("code", flat=True)
        ]

    def clean_streets(self) -> str:
        said: str = self.cleaned_data["streets"]
        lines = [line for line in said.splitlines() if line.strip()]
        if len(lines) > MOST_STREETS:
            raise ValidationError(_("Streets: write at most %(most)s.") % {"most": MOST_STREETS})
        for line in lines:
            if streets.read(line) is None:
                raise ValidationError(_("This line names no street: %(line)s") % {"line": line})
        return "\n".join(line.strip() for line in lines)

    def clean(self) -> None:
        first, last = self.cleaned_data.get("from_age"), self.cleaned_data.get("to_age")
        if first is not None and last is not None and first > last:
            self.add_error("to_age", _("This age is below the first one."))


@public.register
class Everybody(Public):
    code = "everybody"
    label = gettext_lazy("People we know, by place, age or language")
    form = EverybodyForm

    def persons(self) -> QuerySet[Person]:
        rows = Person.objects.present()
        if codes := self.said.get("postal_codes"):
            rows = rows.filter(postal_code__in=codes)
        if languages := self.said.get("languages"):
            rows = rows.filter(language__in=languages)
        return rows

    def concerns(self, who: Identity, today: date) -> bool | None:
        return _both(self._lives_there(who), self._has_the_age(who, today))

    def _lives_there(self, who: Identity) -> bool | None:
        wanted = streets.read_all(self.said.get("streets", ""))
        if not wanted:
            return True
        if not who.street.strip():
            return None
        found = [street.has(who.street) for street in wanted]
        return True if True in found else (None if None in found else False)

    def _has_the_age(self, who: Identity, today: date) -> bool | None:
        first, last = self.said.get("from_age"), self.said.get("to_age")
        if first is None and last is None:
            return True
        born = who.birthday
        if born is None:
            return None
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        return (first or 0) <= age <= (OLDEST if last is None else last)

    def in_words(self) -> str:
        said = self.said
        codes = ", ".join(said.get("postal_codes") or ())
        named = dict(settings.LANGUAGES)
        parts = [
            _("Postal codes: %(codes)s") % {"codes": codes} if codes else _("The whole commune"),
            "; ".join(said.get("streets", "").splitlines()),
            _ages(said.get("from_age"), said.get("to_age")),
            ", ".join(str(named.get(one, one)) for one in said.get("languages") or ()),
        ]
        return " · ".join(part for part in parts if part)


def _ages(first: int | None, last: int | None) -> str:
    if first is not None and last is not None:
        both = ngettext("from %(first)s to %(last)s year", "from %(first)s to %(last)s years", last)
        return both % {"first": first, "last": last}
    if first is not None:
        older = ngettext("%(first)s year and older", "%(first)s years and older", first)
        return older % {"first": first}
    if last is None:
        return ""
    return ngettext("up to %(last)s year", "up to %(last)s years", last) % {"last": last}


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True
