from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from tandem.cases.jobs import measure
from tandem.desk.region import broken, company, crowd, gifts, ground, progress, stories
from tandem.desk.region.progress import Begin
from tandem.territory.models import Area, Organisation
from tandem.toolbox.invented.facts import CommuneFacts, communes_for
from tandem.toolbox.invented.people import invent

SHOWN = 46
MOST_COMMUNES = 300
FULL = {"schaerbeek", "wavre"}
"""Where whoever tries the demo looks first: more has happened there."""
NEIGHBOURS = [
    ("Schaerbeek", "Evere"),
    ("Schaerbeek", "Saint-Josse-ten-Noode"),
    ("Wavre", "Ottignies-Louvain-la-Neuve"),
]


class Command(BaseCommand):
    help = "Loads the made-up region: true communes, invented people, the same for a same seed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=1200, help="how many live there")
        parser.add_argument("--communes", type=int, default=0, help="46 unless told, 300 at most")
        parser.add_argument("--seed", type=int, default=7)

    def handle(self, *args: Any, people: int, communes: int, seed: int, **options: Any) -> None:
        if Organisation.objects.filter(takes_in=True).exists():
            self.stdout.write("The region is there already; nothing was changed.")
            return
        shown = communes_for(
            min(communes or (SHOWN if people <= 5000 else MOST_COMMUNES), MOST_COMMUNES)
        )
        with progress.shown(self.stdout) as begin:
            areas = self._ground(begin, shown)
            settled = self._people(begin, shown, areas, people, seed)
            self._stories(begin, shown[:SHOWN], areas, seed)
        # What is over is measured at once, so that the page of the doors has something to show.
        measure(0)
        self.stdout.write(f"{settled} people live in {len(shown)} communes.")

    def _ground(self, begin: Begin, shown: tuple[CommuneFacts, ...]) -> dict[str, Area]:
        advance = begin("Communes and organisations", 1)
        areas = ground.lay_areas()
        ground.open_platforms(areas, shown)
        advance(1)
        return areas

    def _people(
        self,
        begin: Begin,
        shown: tuple[CommuneFacts, ...],
        areas: dict[str, Area],
        people: int,
        seed: int,
    ) -> int:
        advance = begin("People, needs and offers", people)
        settled = 0
        everybody = invent(seed, shown, people, FULL)
        for nis, neighbours in groupby(everybody, key=lambda one: one.nis):
            organisation = Organisation.objects.get(area=areas[nis], takes_in=True)
            came = crowd.settle(seed, neighbours, organisation, timezone.now())
            settled += came
            advance(came)
        return settled

    def _stories(
        self, begin: Begin, shown: tuple[CommuneFacts, ...], areas: dict[str, Area], seed: int
    ) -> None:
        advance = begin("What happened so far", len(shown))
        known = {facts.named(facts.languages[0]) for facts in shown}
        pairs = [pair for pair in NEIGHBOURS if known.issuperset(pair)]
        for facts in shown:
            organisation = Organisation.objects.get(area=areas[facts.nis], takes_in=True)
            stories.live(organisation)
            stories.refuse_one(organisation, timezone.now())
            stories.sign_up(organisation, facts.slug)
            broken.happen(seed, organisation, facts, shown=facts.slug in FULL)
            if facts.slug in FULL:
                gifts.happen(seed, organisation, facts)
                company.happen(seed, organisation, facts)
            advance(1)
        ground.open_borders(pairs, timezone.localdate())
