"""What a volunteer does, when, how far and how often: changed by herself, or by a coordinator as she says it."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tandem.services.questions import HalfDays, OneOf, SomeOf, Whole, YesNo
from tandem.solidarity import wording
from tandem.solidarity.choices import Group, Skill
from tandem.solidarity.forms import FAR, LANGUAGES
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
    far = OneOf(_("How far would you go?"), choices=FAR)
    capacity = Whole(_("How many times a week, at most?"), least=1, most=50)
    languages = SomeOf(_("Which languages do you speak?"), choices=LANGUAGES)
    group_size = Whole(_("How many helpers can the group send at one time?"), least=1, most=500)

    def __init__(self, offer: Offer, said: QueryDict | None = None) -> None:
        now = {
            "skills": offer.likes,
            "more": "yes" if Skill.OWN_WORDS in offer.skills else "no",
            "when": [str(one) for one in from_bits(offer.half_days)],
            "far": str(offer.radius_m),
            "capacity": offer.outings or max(1, offer.capacity // offer.at_once),
            "languages": offer.languages,
            "group_size": offer.at_once,
        }
        super().__init__(said, initial=now)
        if offer.group == Group.ALONE:
            del self.fields["group_size"]
        self._keep_what_a_list_said(offer)

    def _keep_what_a_list_said(self, offer: Offer) -> None:
        """A list taken in may say a distance or a language that our forms do not offer."""
        for name, now in (
            ("far", [(str(offer.radius_m), wording.length(offer.radius_m))]),
            ("languages", [(one, wording.spoken([one])) for one in offer.languages]),
        ):
            field = self.fields[name]
            known = list(field.choices)  # type: ignore[attr-defined]
            codes = {code for code, _label in known}
            field.choices = [*known, *(one for one in now if one[0] not in codes)]  # type: ignore[attr-defined]
