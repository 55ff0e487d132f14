from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from tandem.desk.processing.document import as_text
from tandem.territory.models import Controller


class Command(BaseCommand):
    help = (
        "Prints the register of processing and the impact, gathered from the code's declarations."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default="en")
        parser.add_argument("--organisation", type=int, help="with what it says of itself")

    def handle(self, *args: Any, language: str, organisation: int | None, **options: Any) -> None:
        stated = Controller.objects.filter(organisation=organisation).first()
        with override(language):
            self.stdout.write(as_text(stated if organisation else None), ending="")
