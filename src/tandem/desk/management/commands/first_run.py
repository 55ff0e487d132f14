from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse
from django.utils import timezone

from tandem.desk.first_run.code import code_of, shown
from tandem.territory.loading import load_areas
from tandem.territory.models import Area, Platform


class Command(BaseCommand):
    help = "Prints the code that opens the first pages of an empty installation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--territory",
            type=Path,
            default=settings.ROOT / "demo" / "territory.json",
            help="the communes of the country, loaded if there are none yet",
        )

    def handle(self, *args: Any, territory: Path, **options: Any) -> None:
        if Platform.objects.exists():
            self.stdout.write("This installation has its platform; sign in as its administrator.")
            return
        if not Area.objects.exists():
            self.stdout.write(f"{load_areas(territory)} areas loaded.")
        self.stdout.write(f"Open {settings.SITE_URL}{reverse('desk:first_run')} and write:")
        self.stdout.write(f"    {shown(code_of(timezone.localdate()))}")
        self.stdout.write("It works today and tomorrow, until the platform is open.")
