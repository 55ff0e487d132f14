from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tandem.territory.loading import load_areas


class Command(BaseCommand):
    help = "Loads the communes of the country, their quarters and postal codes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="such as demo/territory.json")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        self.stdout.write(f"{load_areas(file)} areas.")
