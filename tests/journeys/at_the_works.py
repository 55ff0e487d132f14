"""The works service of a town: who repairs there, what they do on their pages, what they are told."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tandem.accounts.models import Account
from tandem.cases.models import Case
from tandem.cases.opening import Receipt, open_case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.services.conditions import Raw
from tandem.streets.models import Report, Team
from tandem.tenancy.scope import transaction_within
from tandem.territory.choices import Role
from tandem.territory.models import Organisation
from tests.factories import AccountFactory, MembershipFactory, scope_of
from tests.journeys.steps import fill, press
from tests.parity.outcome import case_of

INBOX = "/streets/office/"
SERVICE = "report-broken"
STREET = "Verzonnenstraat 5"
LAMP: Raw = {
    "where_postal_code": ["1030"],
    "where_street": [STREET],
    "what": ["De lamp brandt niet meer."],
    "kind": ["lamp"],
    "reach_channel": ["email"],
    "reach_email": ["ann@post.example"],
}


def officer(organisation: Organisation) -> Account:
    account = AccountFactory()
    MembershipFactory(account=account, organisation=organisation, role=Role.OFFICER)
    return account


def team_of(organisation: Organisation) -> Team:
    """It gets what no rule gives to anybody."""
    with transaction_within(scope_of(organisation)):
        return Team.objects.create(
            name="Wegen", organisation=organisation, territory=organisation.area, takes_rest=True
        )


def told(language: str = "nl", **said: str) -> Receipt:
    """Somebody tells of a lamp, at the web's own door."""
    answers = {**LAMP, **{name: [value] for name, value in said.items()}}
    with acting(Asker(door=Door.WEB)):
        draft = drafts.begin(known(SERVICE), language, door=Door.WEB)
        drafts.keep(draft.code, answers, asked=["where", "what", "kind", "reach"], door=Door.WEB)
        return open_case(draft.code, door=Door.WEB)


def reports_of(organisation: Organisation, **wanted: Any) -> list[Report]:
    with transaction_within(scope_of(organisation)):
        return list(Report.objects.filter(**wanted).order_by("pk"))


def the_case(reference: str) -> Case:
    with transaction.atomic():
        return case_of(reference)


def said_on(page: Any) -> str:
    return " ".join(page.locator("main").inner_text().split())


def in_the_inbox(page: Any) -> list[str]:
    """What is said of each report, what comes first at the top."""
    page.goto(INBOX)
    return [" ".join(line.split()) for line in page.locator("main ol > li").all_inner_texts()]


def open_report(page: Any, sign: str) -> None:
    page.goto(INBOX)
    page.locator(f'main a[href$="/reports/{sign}/"]').click()


def take_step(page: Any, button: str, **said: str) -> None:
    """From the page of a report: read what the reporters will be told, and do it."""
    press(page, button)
    fill(page, **said)
    press(page, "Do it and tell the reporters")
    page.wait_for_url(lambda address: "/to/" not in address)


def fill_form(page: Any, deed: str, said: Mapping[str, str]) -> None:
    """One of the forms of a page on which several stand, sent."""
    form = page.locator("form", has=page.locator(f'input[name="deed"][value="{deed}"]'))
    for name, value in said.items():
        field = form.locator(f'[name="{name}"]')
        if field.first.get_attribute("type") == "radio":
            form.locator(f'[name="{name}"][value="{value}"]').check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.get_by_role("button").click()
