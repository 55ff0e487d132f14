"""So many reports in the database, and a colleague signed in to read them."""

import json
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from bench.streets.pages import CODE
from bench.web.ground import signed_in, tidy
from engines.triage.question import AS_OTHERS
from tandem.journal.choices import Door
from tandem.streets import priority, rules
from tandem.streets.choices import DANGER, Trouble
from tandem.streets.models import Report
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.choices import Role
from tandem.territory.models import Organisation
from tandem.toolbox.reference import new_reference
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PlatformFactory,
)

STATES = ("new", "new", "looked_at", "planned", "under_way", "repaired", "repaired", "closed")
STREETS = 400
AT_A_TIME = 5_000


def main(rows: str) -> None:
    """The cookies of the officer, as JSON."""
    city = OrganisationFactory(platform=PlatformFactory(), area__postal_code=CODE)
    fill(city, int(rows))
    officer = AccountFactory()
    MembershipFactory(account=officer, organisation=city, role=Role.OFFICER)
    tidy()
    print(json.dumps({"city": signed_in(officer)}))


def fill(city: Organisation, rows: int) -> None:
    signs = list(_signs(rows))
    with transaction_within(scopes.of_organisation(city)):
        for first in range(0, rows, AT_A_TIME):
            some = enumerate(signs[first : first + AT_A_TIME], first)
            Report.objects.bulk_create(_report(city, number, sign) for number, sign in some)
        with connection.cursor() as cursor:
            # Some of them waited for years: the moment itself is set by the database otherwise.
            cursor.execute(
                "UPDATE streets_report SET reported_at = now() - make_interval(hours => id::int % 9000),"
                " ended_at = CASE WHEN state IN ('repaired', 'closed')"
                " THEN now() - make_interval(hours => id::int % 4000) END"
            )


def _signs(many: int) -> set[str]:
    """Of so many drawn by chance two may be the same."""
    found: set[str] = set()
    while len(found) < many:
        found.add(new_reference())
    return found


def _report(city: Organisation, number: int, sign: str) -> Report:
    trouble = list(Trouble)[number % len(Trouble)]
    street = f"rue inventée {number % STREETS}"
    address = rules.address_in(f"{street} {number % 90}")
    state = STATES[number % len(STATES)]
    report = Report(
        sign=sign,
        category=trouble,
        trouble=trouble,
        danger=trouble in DANGER,
        postal_code=CODE,
        street=street,
        street_folded=address.street,
        house_number=address.number,
        lat=city.area.lat + (number % 97) / 8000,
        lon=city.area.lon + (number % 89) / 8000,
        door=Door.WEB,
        state=state,
        closed_because="private" if state == "closed" else "",
        voices_count=1 + number % 4,
        due_on=timezone.localdate() + timedelta(days=number % 40 - 15),
        territory_id=city.area_id,
        organisation=city,
    )
    # One postal code is heard as often as all of them.
    report.rank = priority.ranked(report, AS_OTHERS).points
    return report
