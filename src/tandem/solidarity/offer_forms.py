"""What a volunteer does, and when: changed by herself, or by a coordinator as she says it."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tandem.services.questions import HalfDays, SomeOf, YesNo
from tandem.solidarity.choices import Skill
from tandem.solidarity.models import Offer
from tandem.toolbox.half_days import from_bits


class OfferForm(forms.Form):
    skills = SomeOf(
        _("What would you like to do for others?"),
        choices=[(skill.value, skill.label) for skill in Skill if skill != Skill.OWN_WORDS],
    )
    more = YesNo(
        _("May we also ask you for something else now and then?"),
        help=_("You can always say no."),
    )
    when = HalfDays(_("When are you usually free?"))

    def __init__(self, offer: Offer, said: QueryDict | None = None) -> None:
        now = {
            "skills": offer.likes,
            "more": "yes" if Skill.OWN_WORDS in offer.skills else "no",
            "when": [str(one) for one in from_bits(offer.half_days)],
        }
        super().__init__(said, initial=now)
