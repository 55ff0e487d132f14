import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from tandem.services.catalogue import services


class Command(BaseCommand):
    help = "Lists every service, its doors, and why a door is closed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="a list for programs")

    def handle(self, *args: Any, json: bool = False, **options: Any) -> None:
        with override("en"):
            rows = [row_of(service) for service in services()]
        if json:
            self.stdout.write(as_json(rows))
            return
        for row in rows:
            self.stdout.write(f"{row['slug']:24} {row['title']} ({', '.join(row['doors'])})")


def row_of(service: Any) -> dict[str, Any]:
    return {
        "slug": service.slug,
        "room": service.room,
        "title": str(service.title),
        "doors": [str(door) for door in service.doors()],
        "impossible": {str(door): str(why) for door, why in service.impossible.items()},
        "promise_days": service.promise.working_days,
    }


def as_json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, indent=2, ensure_ascii=False)
