"""So many cases in the database, and somebody signed in to read them.

One coordinator reads the cases of a city; another works for the 27 communes of a province. Each
finds as many rows.
"""

import json

from django.db import connection
from django.test import Client
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation
from tests.factories import (
    AccountFactory,
    AgreementFactory,
    MembershipFactory,
    OrganisationFactory,
    PlatformFactory,
)

SHARED_BY = 27
ROWS = """
INSERT INTO cases_case (key, reference, service, version, door, language, postal_code, state,
                        reason, opened_at, due_on, draft_digest, sealed,
                        urgent, has_unread,
                        territory_id, organisation_id)
SELECT gen_random_uuid(), upper(lpad(to_hex(%(first)s + n), 8, '0')),
       (ARRAY['ask-for-help', 'ask-for-help', 'offer-help'])[1 + n %% 3], 1,
       (ARRAY['web', 'phone', 'inperson'])[1 + n %% 3], (ARRAY['fr', 'nl'])[1 + n %% 2], '1030',
       told.state, CASE told.state WHEN 'answered' THEN 'done' ELSE '' END,
       now() - make_interval(hours => n %% 2000), %(today)s::date + (n * 7919 %% 41) - 10,
       decode(md5('draft' || (%(first)s + n)), 'hex'),
       decode(repeat(md5('case' || n), 12), 'hex'),
       n %% 50 = 0, n %% 25 = 0, %(territory)s, %(organisation)s
FROM generate_series(1, %(rows)s) n,
     LATERAL (SELECT (ARRAY['received', 'in_hand', 'reopened', 'contested', 'answered', 'closed',
                            'closed', 'closed', 'closed', 'withdrawn'])[1 + n %% 10]) told (state)
"""


def main(rows: str) -> None:
    """The cookies of each reader, as JSON."""
    print(json.dumps({name: signed_in(who) for name, who in settle(int(rows)).items()}))


def settle(rows: int) -> dict[str, Account]:
    city = OrganisationFactory(platform=PlatformFactory())
    AgreementFactory(one=city, proposed_by=city)
    shared = PlatformFactory()
    communes = [OrganisationFactory(platform=shared) for _ in range(SHARED_BY)]
    open_cases(city, rows, 0)
    each = -(-rows // SHARED_BY)
    for number, commune in enumerate(communes):
        open_cases(commune, each, rows + number * each)
    of_the_city, of_the_province = AccountFactory(), AccountFactory()
    MembershipFactory(account=of_the_city, organisation=city)
    for commune in communes:
        MembershipFactory(account=of_the_province, organisation=commune)
    tidy()
    return {"city": of_the_city, "province": of_the_province}


def open_cases(organisation: Organisation, rows: int, first: int) -> None:
    asked = {
        "territory": organisation.area_id,
        "organisation": organisation.pk,
        "rows": rows,
        "first": first,
        "today": timezone.localdate(),
    }
    with transaction_within(scopes.of_organisation(organisation)), connection.cursor() as cursor:
        cursor.execute(ROWS, asked)


def tidy() -> None:
    """What would run by itself some time later, and disturb a round."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def signed_in(account: Account) -> dict[str, str]:
    browser = Client()
    browser.force_login(account)
    return {name: morsel.value for name, morsel in browser.cookies.items()}
