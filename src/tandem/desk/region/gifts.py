"""What is given and asked for in the region: told through the house's own doors, and partly shared out."""

from collections.abc import Iterator
from random import Random

from django.db import transaction
from django.utils import timezone, translation

from tandem.cases.opening import open_case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.solidarity.goods import actions, engine
from tandem.solidarity.goods.actions import Decision
from tandem.solidarity.goods.choices import Sort
from tandem.solidarity.goods.models import Gift
from tandem.tenancy.scope import transaction_within
from tandem.territory.choices import Role
from tandem.territory.models import Membership, Organisation
from tandem.territory.queries import coordinating
from tandem.toolbox.invented.facts import CommuneFacts, chance
from tandem.toolbox.invented.names import invent_name

DOORS = (Door.WEB, Door.PHONE, Door.INPERSON, Door.PAPER)
GIVEN = (
    ("blankets", 60, "Ateliers du Midi", "Couvertures neuves, 140 × 200"),
    ("cards", 25, "École de la Cité, 5e B", "Dessins de Noël"),
)
ASKED = (
    ("blankets", 45, 40, "Abri de nuit", "to_her"),
    ("blankets", 4, 4, "", "fetches"),
    ("blankets", 2, 1, "", "fetches"),
    ("blankets", 6, 5, "", "to_her"),
    ("blankets", 12, 10, "Maison d’accueil", "fetches"),
    ("cards", 30, 22, "Résidence des Tilleuls", "to_her"),
    ("cards", 1, 1, "", "fetches"),
    ("food", 2, 3, "", "fetches"),
)
BY_HAND = 2
"""Who of them refused the program."""
WHERE = "À la maison communale, guichet 4, jusqu’au vendredi 18 décembre."


def happen(seed: int, organisation: Organisation, facts: CommuneFacts) -> None:
    """A company and a class give; homes and families ask; the drawings have gone out."""
    somebody = people(chance(seed, "goods", facts.nis), facts)
    with translation.override(facts.languages[0]):
        for sort, quantity, group, what in GIVEN:
            said = next(somebody) | _given(sort, quantity, group, what)
            send("give-goods", _as_typed(said), Door.WEB)
        for number, asked in enumerate(ASKED):
            said = next(somebody) | _asked(*asked, program=number != BY_HAND)
            send("ask-for-goods", _as_typed(said), DOORS[number % len(DOORS)])
    member = Membership.objects.filter(organisation=organisation, role=Role.COORDINATOR).first()
    asker = Asker(member.account_id if member else None, organisation.pk, Door.WEB)
    scope = coordinating(organisation, timezone.localdate())
    with transaction_within(scope), acting(asker), translation.override("fr"):
        for gift in Gift.objects.filter(organisation=organisation).order_by("pk"):
            _share(gift)


def people(rng: Random, facts: CommuneFacts) -> Iterator[dict[str, str]]:
    """Made-up people of a commune, each with her first answers."""
    while True:
        name = invent_name(rng, facts.zone)
        yield {
            "where_postal_code": rng.choice(facts.postal_codes),
            "who_first_name": name.first,
            "who_last_name": name.last,
            "reach_channel": "desk",
        }


def _given(sort: str, quantity: int, group: str, what: str) -> dict[str, str]:
    told = {"sort": sort, "what": what, "quantity": str(quantity), "group_name": group}
    return {**told, "brought": "brought"}


def _asked(
    sort: str, quantity: int, heads: int, group: str, comes: str, *, program: bool
) -> dict[str, str]:
    return {
        "sort": sort,
        "quantity": str(quantity),
        "heads": str(heads),
        "group_name": group,
        "comes": comes,
        "vital": "yes" if sort == Sort.FOOD else "no",
        "program": "yes" if program else "no",
    }


def _as_typed(said: dict[str, str]) -> dict[str, list[str]]:
    return {name: [value] for name, value in said.items()}


@transaction.atomic
def send(slug: str, answers: dict[str, list[str]], door: Door) -> None:
    """One request, as if it had come by this door."""
    service, language = known(slug), translation.get_language() or "fr"
    with acting(Asker(door=door)):
        draft = drafts.begin(service, language, door=door)
        drafts.keep(draft.code, answers, asked=list(service.form.base_fields), door=door)
        open_case(draft.code, door=door)


def _share(gift: Gift) -> None:
    """Of each gift there is a proposal; that of the drawings was followed."""
    aside = {str(ask.key): 1 for ask in engine.asks_for(gift) if ask.no_program}
    share_out = engine.propose(gift, aside)
    if share_out is not None and gift.sort == Sort.CARDS:
        numbers = {str(one.key): one.proposed for one in share_out.parcels.all()}
        actions.decide(share_out, Decision(numbers, WHERE))
