from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError

from tandem.desk.team.newcomers import go_on
from tandem.tenancy.scope import transaction_within
from tandem.territory import inviting, scopes
from tandem.territory.errors import NotAllowed
from tandem.territory.models import Invitation, Organisation


class Command(BaseCommand):
    help = (
        "Says the second yes to an invited colleague where everybody who could say it has left. "
        "Telephone the organisation first: whoever invited may have ended all the others."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address that was invited")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        done = 0
        for organisation in Organisation.objects.order_by("pk"):
            with transaction_within(scopes.of_organisation(organisation)):
                rows = Invitation.objects.without_second().filter(organisation=organisation)
                for invitation in rows.filter(account__email=email.strip().lower()):
                    try:
                        sent, _given = go_on(inviting.agree_for_nobody(invitation))
                    except ProgrammingError as refused:
                        raise CommandError(
                            "The pages may not say it: TANDEM_ROLE=worker manage.py agree_to_newcomer"
                        ) from refused
                    except NotAllowed as no:
                        raise CommandError(
                            f"Colleagues of {organisation} can say yes themselves."
                        ) from no
                    done += 1
                    self.stdout.write(
                        f"{organisation}: {'a link is sent.' if sent else 'no mail left.'}"
                    )
        if not done:
            raise CommandError("No invitation of this address waits for a second yes.")
