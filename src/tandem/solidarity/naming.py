"""How volunteers are called on the pages of an organisation."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tandem.journal.choices import Purpose
from tandem.people.reveal import reveal
from tandem.solidarity import presented
from tandem.solidarity.choices import ProposalState
from tandem.solidarity.models import Need, Offer


@dataclass(slots=True)
class Names:
    """How volunteers are called on the page of one organisation: by first name at home, after a
    look that names them all; across a border only by their commune.
    """

    organisation: int
    by_name: bool
    known: dict[str, str] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)

    def learn(self, offers: Iterable[Offer]) -> None:
        wanted = {str(offer.key): offer for offer in offers}
        self.offers |= wanted
        new = [offer for key, offer in wanted.items() if key not in self.known]
        own = [offer for offer in new if offer.organisation_id == self.organisation]
        persons = [offer.person for offer in own] if self.by_name else []
        found = reveal(persons, Purpose.SOLIDARITY, what="solidarity.volunteer_named")
        places = presented.communes(offer.territory_id for offer in new)
        for offer in new:
            first_name = found[offer.person_id].first_name if offer.person_id in found else ""
            name = presented.volunteer(offer, self.organisation, places, first_name)
            self.known[str(offer.key)] = name

    def of(self, offer: Offer) -> str:
        return self.known.get(str(offer.key), _("A volunteer"))


def name_of(need: Need, offer: Offer) -> str:
    names = Names(need.organisation_id, by_name=True)
    names.learn([offer])
    return names.of(offer)


def somebody_else_proposed(need: Need, offer: Offer) -> str:
    """Who is proposed for this need; empty where nobody is, or this very offer."""
    row = need.proposals.filter(state=ProposalState.OPEN, offer_key__isnull=False).first()
    if row is None or row.offer_key is None or row.offer_key == offer.key:
        return ""
    proposed = Offer.objects.select_related("person").filter(key=row.offer_key).first()
    return name_of(need, proposed) if proposed else _("A volunteer")
