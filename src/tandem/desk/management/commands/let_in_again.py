from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tandem.accounts import invitations
from tandem.accounts.models import Account
from tandem.accounts.second.actions import end_all


class Command(BaseCommand):
    help = (
        "For who lost password and second proofs and has no two colleagues to let her in again: "
        "ends her proofs and says a link to a new password. The database notes it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address of the account")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        account = Account.objects.filter(email=email.strip().lower(), is_active=True).first()
        if account is None:
            raise CommandError("There is no open account of this address.")
        end_all(account)
        site = settings.SITE_URL.rstrip("/") + "/"
        self.stdout.write(urljoin(site, invitations.link_for(account)))
