from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from tandem.accounts.models import AccessChange


class Command(BaseCommand):
    help = (
        "Says what changed of who may enter: accounts, passwords, roles; as the database noted it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=30, help="how far back")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        since = timezone.now() - timedelta(days=days)
        for change in AccessChange.objects.filter(at__gte=since).order_by("pk"):
            facts = " ".join(f"{name}={value}" for name, value in change.facts.items())
            said = f"{change.at:%Y-%m-%d %H:%M:%S} {change.role} {change.what}"
            self.stdout.write(f"{said} account={change.account} {facts}".rstrip())
