from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tandem.people.retention import erase_again, whose_key_is_gone
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation


class Command(BaseCommand):
    help = "After an older backup was read: erases again whoever had been erased since it was made."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do it; else they are only counted")

    def handle(self, *args: Any, yes: bool = False, **options: Any) -> None:
        found = erased = 0
        for organisation in Organisation.objects.order_by("pk"):
            scope = scopes.of_organisation(organisation)
            with transaction_within(scope):
                persons = list(whose_key_is_gone())
            found += len(persons)
            for person in persons if yes else []:
                with transaction_within(scope):
                    erased += erase_again(person)
        self.stdout.write(f"{found} persons have no key.")
        if yes:
            self.stdout.write(
                f"{erased} erased; of {found - erased} who they were is gone, and a case is still open."
            )
        elif found:
            self.stdout.write("Were the newest keys read? If so, say --yes to erase them again.")
