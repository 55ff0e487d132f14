from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tandem.ui import messages


class Command(BaseCommand):
    help = "Gathers every sentence into locale/; with --check only tells what is missing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail if a sentence is missing")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        template = messages.gathered()
        if not check:
            for language in messages.languages():
                messages.write(language, messages.updated(language, template))
        problems = [
            problem
            for language in messages.languages()
            for problem in messages.missing(language, template)
        ]
        for problem in problems:
            self.stderr.write(problem)
        if check and problems:
            raise CommandError(f"{len(problems)} sentences are missing or wrong in locale/.")
        self.stdout.write(f"{len(template)} sentences, {len(problems)} to translate.")
