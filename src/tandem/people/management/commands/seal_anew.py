from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tandem.people.resealing import rewrite_files, seal_anew, seal_loose_anew
from tandem.people.tidying import may_rewrite
from tandem.territory.models import Organisation


class Command(BaseCommand):
    help = (
        "Seals what is still under the key of the installation with keys of persons and of things,"
        " and takes what stood there before out of the data files."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not may_rewrite():
            raise CommandError("Run it as the owner: TANDEM_ROLE=owner.")
        done = seal_loose_anew()
        for organisation in Organisation.objects.order_by("pk"):
            for table, count in seal_anew(organisation).items():
                done[table] = done.get(table, 0) + count
        rewrite_files(sorted(done))
        self.stdout.write(f"{sum(done.values())} sealed anew, {len(done)} tables rewritten.")
