from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from tandem.desk.region import crowd, ground, stories
from tandem.territory.models import Area, Organisation
from tandem.toolbox.invented.facts import CommuneFacts, communes_for
from tandem.toolbox.invented.people import invent

SHOWN = 46
MOST_COMMUNES = 300
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
        with Progress(console=Console(file=self.stdout)) as progress:  # type: ignore[arg-type]
            areas = self._ground(progress, shown)
            settled = self._people(progress, shown, areas, people, seed)
            self._stories(progress, shown[:SHOWN], areas)
        self.stdout.write(f"{settled} people live in {len(shown)} communes.")

    def _ground(self, progress: Progress, shown: tuple[CommuneFacts, ...]) -> dict[str, Area]:
        task = progress.add_task("Communes and organisations", total=1)
        areas = ground.lay_areas()
        ground.open_platforms(areas, shown)
        progress.advance(task)
        return areas

    def _people(
        self,
        progress: Progress,
        shown: tuple[CommuneFacts, ...],
        areas: dict[str, Area],
        people: int,
        seed: int,
    ) -> int:
        task = progress.add_task("People, needs and offers", total=people)
        settled = 0
        for nis, neighbours in groupby(invent(seed, shown, people), key=lambda one: one.nis):
            organisation = Organisation.objects.get(area=areas[nis], takes_in=True)
            came = crowd.settle(seed, neighbours, organisation, timezone.now())
            settled += came
            progress.advance(task, came)
        return settled

    def _stories(
        self, progress: Progress, shown: tuple[CommuneFacts, ...], areas: dict[str, Area]
    ) -> None:
        task = progress.add_task("What happened so far", total=len(shown))
        known = {facts.named(facts.languages[0]) for facts in shown}
        pairs = [pair for pair in NEIGHBOURS if known.issuperset(pair)]
        for facts in shown:
            organisation = Organisation.objects.get(area=areas[facts.nis], takes_in=True)
            stories.live(organisation)
            stories.refuse_one(organisation, timezone.now())
            stories.sign_up(organisation, facts.slug)
            progress.advance(task)
        ground.open_borders(pairs, timezone.localdate())
