from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tandem.people.changing_keys import give_keys
from tandem.people.tidying import forget_former, may_rewrite, rewrite_files
from tandem.territory.models import Organisation


class Command(BaseCommand):
    help = "Takes keys of erased persons out of the data files; gives a key to whoever has none."

    def handle(self, *args: Any, **options: Any) -> None:
        if not may_rewrite():
            raise CommandError("Run it as the owner: TANDEM_ROLE=owner.")
        given = sum(give_keys(organisation) for organisation in Organisation.objects.order_by("pk"))
        forgotten = forget_former(timezone.now())
        rewrite_files()
        self.stdout.write(
            f"{given} keys given, {forgotten} former ones destroyed, files rewritten."
        )
