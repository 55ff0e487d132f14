from typing import Any

from django.core.management.base import BaseCommand

from tandem.ui import messages


class Command(BaseCommand):
    help = "Makes the translations ready for the running program."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for language in messages.languages():
            count = messages.compile_one(language)
            self.stdout.write(f"{language}: {count} sentences")
