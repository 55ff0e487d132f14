"""Work done outside the web process."""

from contextlib import suppress
from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from tandem.cases import retention
from tandem.people.retention import StillNeeded, erase
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation


@app.periodic(cron="41 2 * * *")
@app.task(name="cases.erase_long_ended")
def erase_long_ended(timestamp: int) -> None:
    """Who somebody was is forgotten when nobody has to answer for it any more."""
    for organisation in Organisation.objects.order_by("pk"):
        erase_for(organisation, timezone.now())


def erase_for(organisation: Organisation, now: datetime) -> None:
    scope = scopes.of_organisation(organisation)
    with transaction_within(scope):
        persons = retention.long_ended(now)
    for person in persons:
        with suppress(StillNeeded), transaction_within(scope):
            erase(person)
