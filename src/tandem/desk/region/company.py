"""Who looks for company in the region: told through the house’s own doors, and some of it proposed."""

from random import Random

from django.utils import timezone, translation

from tandem.desk.region.gifts import people, send
from tandem.journal.choices import Door
from tandem.solidarity.neighbours import engine
from tandem.solidarity.neighbours.choices import Interest, Matter
from tandem.tenancy.scope import transaction_within
from tandem.territory.models import Organisation
from tandem.territory.queries import coordinating
from tandem.toolbox.half_days import COUNT
from tandem.toolbox.invented.facts import CommuneFacts, chance

DOORS = (Door.PHONE, Door.WEB, Door.INPERSON, Door.PAPER)
MANY = 9
BY_HAND = 4


def happen(seed: int, organisation: Organisation, facts: CommuneFacts) -> None:
    """Some people who would like company, and who might get on with whom."""
    rng = chance(seed, "company", facts.nis)
    somebody = people(rng, facts)
    with translation.override(facts.languages[0]):
        for number in range(MANY):
            said = {name: [value] for name, value in next(somebody).items()}
            send("find-company", said | _likes(rng, facts, number), DOORS[number % len(DOORS)])
    with transaction_within(coordinating(organisation, timezone.localdate())):
        engine.propose(organisation)


def _likes(rng: Random, facts: CommuneFacts, number: int) -> dict[str, list[str]]:
    return {
        "interests": sorted(rng.sample(Interest.values, 4)),
        "when": sorted(map(str, rng.sample(range(COUNT), 9)), key=int),
        "languages": [facts.languages[0]],
        "matter": [rng.choice(Matter.values)],
        "three": [rng.choice(["yes", "no"])],
        "adult": ["yes"],
        "program": ["no" if number == BY_HAND else "yes"],
    }
