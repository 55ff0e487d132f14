"""Those to whom a message to many may go, as this room knows them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.people import public
from tandem.people.models import Person
from tandem.people.public import NarrowingForm, Public
from tandem.services.questions import HalfDays, half_day_name
from tandem.solidarity.choices import Skill
from tandem.solidarity.models import Offer
from tandem.toolbox.half_days import to_bits


class VolunteersForm(NarrowingForm):
    half_days = HalfDays(
        gettext_lazy("Free at which moments?"),
        help=gettext_lazy("Whoever is free at one of them is meant. Choose none for all."),
        optional=True,
    )
    skills = forms.MultipleChoiceField(
        label=gettext_lazy("Ready to do what?"),
        help_text=gettext_lazy("Choose none for all."),
        required=False,
        choices=[(one.value, one.label) for one in Skill if one != Skill.OWN_WORDS],
        widget=forms.CheckboxSelectMultiple,
    )


@public.register
class Volunteers(Public):
    code = "volunteers"
    label = gettext_lazy("Volunteers, by the moments at which they are free")
    form = VolunteersForm

    def persons(self) -> QuerySet[Person]:
        offers = Offer.objects.active()
        if skills := self.said.get("skills"):
            offers = offers.filter(skills__overlap=list(skills))
        found = offers.values_list("person_id", "half_days")
        wanted = to_bits(self._moments()) or None
        keys = {person for person, bits in found if wanted is None or bits & wanted}
        # An offer stays with the record it was made by; she is told where her records were joined.
        rows = Person.objects.filter(pk__in=keys).values_list("pk", "merged_into_id")
        return Person.objects.present().filter(pk__in={into or own for own, into in rows})

    def in_words(self) -> str:
        moments = ", ".join(str(half_day_name(number)) for number in self._moments())
        skills = ", ".join(str(Skill(one).label) for one in self.said.get("skills") or ())
        parts: list[Any] = [
            _("Volunteers free at: %(moments)s") % {"moments": moments}
            if moments
            else _("All volunteers"),
            skills,
        ]
        return " · ".join(part for part in parts if part)

    def _moments(self) -> list[int]:
        return [int(number) for number in self.said.get("half_days") or ()]
