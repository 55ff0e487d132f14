"""Work done outside the web process: the order of the inbox, each night; the lot, each month."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone
from procrastinate.contrib.django import app

from tandem.streets import priority, visits
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation


@app.periodic(cron="17 3 * * *")
@app.task(name="streets.keep_order")
def keep_order(timestamp: int) -> None:
    """How rarely one hears from an area changes as time goes by."""
    _for_each(priority.keep_all)


@app.periodic(cron="37 4 1 * *")
@app.task(name="streets.draw_visits")
def draw_visits(timestamp: int) -> None:
    """A share of what was repaired in the month before is looked at by somebody else."""
    _for_each(visits.draw)


def _for_each(deed: Callable[[Organisation, date], object]) -> None:
    today = timezone.localdate()
    for organisation in Organisation.objects.filter(takes_in=True).order_by("pk"):
        with transaction_within(scopes.of_organisation(organisation)):
            deed(organisation, today)
