from typing import Any

from django.core.management.base import BaseCommand

from tandem.accounts.models import Account
from tandem.desk.region.ground import PASSWORD

SHOWN = (
    ("operator of the telephone service", "operator@brabant-wallon.example"),
    ("coordinator in Schaerbeek", "coordinator@schaerbeek.example"),
    ("coordinator in Wavre", "coordinator@wavre.example"),
    ("officer of the works in Schaerbeek", "officer@schaerbeek.example"),
    ("officer of the works next door", "officer@saint-josse-ten-noode.example"),
    ("administrator in Schaerbeek", "administrator@schaerbeek.example"),
    ("data-protection officer in Schaerbeek", "data-officer@schaerbeek.example"),
    ("volunteer in Schaerbeek", "volunteer@schaerbeek.example"),
    ("resident of Schaerbeek", "resident@schaerbeek.example"),
)


class Command(BaseCommand):
    help = "Says as whom one can sign in to the made-up region."

    def handle(self, *args: Any, **options: Any) -> None:
        there = set(Account.objects.values_list("email", flat=True))
        shown = [(who, email) for who, email in SHOWN if email in there]
        if not shown:
            self.stdout.write("No made-up people here. Load them: manage.py seed_region")
            return
        self.stdout.write("A resident needs no account: ask for help, follow it by reference.")
        self.stdout.write(f"To sign in at /sign-in/, all with the password {PASSWORD}")
        for who, email in shown:
            self.stdout.write(f"  {email:36} {who}")
