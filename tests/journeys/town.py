"""Two communes of one platform, a call centre, their people, and a worker that works when told."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from tandem.accounts.models import Account
from tandem.cases.opening import open_case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.outbox.tests.conftest import MailServer
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.solidarity.models import Arrangement
from tandem.tenancy.scope import transaction_within
from tandem.territory.choices import OrganisationKind, Role
from tandem.territory.models import Organisation
from tests.factories import (
    AccountFactory,
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    PlatformFactory,
    scope_of,
)
from tests.processes import work_once

VOLUNTEER = {
    "skills": ["meal", "errands"],
    "more": ["no"],
    "when": ["4", "7"],
    "far": ["5000"],
    "capacity": ["3"],
    "languages": ["nl", "fr"],
    "group": ["alone"],
    "who_last_name": ["Invented"],
    "reach_channel": ["email"],
}


@dataclass
class Town:
    mail: MailServer
    schaerbeek: Organisation = field(init=False)
    wavre: Organisation = field(init=False)
    operator: Account = field(init=False)
    coordinators: dict[str, Account] = field(init=False)

    def __post_init__(self) -> None:
        platform = PlatformFactory()
        self.schaerbeek = self._commune(platform, "Schaerbeek", "Schaarbeek", "1030")
        self.wavre = self._commune(platform, "Wavre", "Waver", "1300")
        centre = OrganisationFactory(
            kind=OrganisationKind.CALL_CENTRE,
            takes_in=False,
            platform=platform,
            area=AreaFactory(kind="province", name="Brabant wallon"),
        )
        self.operator = _member(centre, Role.OPERATOR)
        self.coordinators = {
            place.name: _member(place, Role.COORDINATOR) for place in (self.schaerbeek, self.wavre)
        }
        self.offer_help("Joke", "1030", "joke@post.example")
        self.offer_help("Marc", "1300", "marc@post.example")

    def _commune(self, platform: Any, french: str, dutch: str, code: str) -> Organisation:
        names = {"fr": french, "nl": dutch, "de": french}
        area = AreaFactory(name=french, names=names, lat=50.86, lon=4.38, postal_code=code)
        return OrganisationFactory(name=french, names=names, area=area, platform=platform)

    def offer_help(self, first_name: str, postal_code: str, email: str) -> None:
        """A volunteer signs up, at the web's own door."""
        with acting(Asker(door=Door.WEB)):
            draft = drafts.begin(known("offer-help"), "nl", door=Door.WEB)
            told = {
                **VOLUNTEER,
                "where_postal_code": [postal_code],
                "who_first_name": [first_name],
                "reach_email": [email],
            }
            drafts.keep(draft.code, told, asked=["where"], door=Door.WEB)
            open_case(draft.code, door=Door.WEB)

    def work(self) -> None:
        """The worker does all that waits, in a process of its own, and stops."""
        work_once(EMAIL_HOST="127.0.0.1", EMAIL_PORT=str(self.mail.port))

    def the_day_comes(self) -> None:
        """Whatever was agreed is for today."""
        with transaction_within(scope_of(*Organisation.objects.all())):
            agreed = Arrangement.objects.filter(state="agreed")
            agreed.update(day=timezone.localdate())

    def last_mail_to(self, address: str) -> str:
        letters = [letter for letter in self.mail.letters if letter["To"] == address]
        assert letters, f"Nothing came for {address}."
        return letters[-1].get_content()


def _member(organisation: Organisation, role: Role) -> Account:
    account = AccountFactory()
    MembershipFactory(account=account, organisation=organisation, role=role)
    return account
