from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tandem.people import loose
from tandem.people.changing_keys import rotate, wrap_anew
from tandem.people.tidying import may_rewrite, rewrite_files
from tandem.territory.models import Organisation


class Command(BaseCommand):
    help = (
        "Wraps all keys anew: under new keys of the territories, or a new one of the installation."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--installation",
            action="store_true",
            help="TANDEM_KEY was changed, and the former one stands in TANDEM_KEY_FORMER",
        )

    def handle(self, *args: Any, installation: bool = False, **options: Any) -> None:
        if not may_rewrite():
            raise CommandError("Run it as the owner: TANDEM_ROLE=owner.")
        now, done = timezone.now(), 0
        for organisation in Organisation.objects.order_by("pk"):
            done += wrap_anew(organisation) if installation else rotate(organisation, now)
        if installation:
            done += loose.wrap_anew()
        rewrite_files()
        what = "keys of territories and loose ones" if installation else "keys of persons"
        self.stdout.write(f"{done} {what} wrapped anew.")
