"""`manage.py take_in_scans`: what lies in the folders of scans is taken in, at once."""

from argparse import ArgumentParser
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand

from tandem.doors.scans.folder import folder_of, take_in_all
from tandem.journal.asker import INSIDE, acting
from tandem.journal.choices import Door
from tandem.territory.models import Organisation


class Command(BaseCommand):
    help = "Take in what scanners put in the folders, DATA/scans/<organisation>/."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folders",
            action="store_true",
            help="make a folder for each organisation that has none, and say which is whose",
        )

    def handle(self, *args: Any, folders: bool, **options: Any) -> None:
        if folders:
            for organisation in Organisation.objects.order_by("pk"):
                folder = folder_of(organisation)
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self.stdout.write(f"{folder}  {organisation}")
            return
        with acting(replace(INSIDE, door=Door.PAPER)):
            taken = take_in_all(settled=0)
        self.stdout.write(f"{taken} files taken in.")
