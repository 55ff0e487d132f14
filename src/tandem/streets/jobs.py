"""Work done outside the web process: figures and the order of the inbox, each night; the lot, each
month.
"""

from collections.abc import Callable
from datetime import date

from django.utils import timezone
from procrastinate.contrib.django import app

from tandem.streets import counting, priority, visits
from tandem.streets.models import Figures, Report
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


@app.periodic(cron="23 3 * * *")
@app.task(name="streets.count")
def count(timestamp: int) -> None:
    """What becomes of reports is public, also what is not repaired; counted anew each night."""
    _for_each(count_for)


def count_for(organisation: Organisation, today: date) -> None:
    """In its scope."""
    if not Report.objects.filter(organisation=organisation).exists():
        return
    Figures.objects.update_or_create(
        organisation=organisation,
        defaults={
            "since": today - counting.A_YEAR,
            "until": today,
            "counted": counting.counted(organisation.pk, today),
        },
    )


def _for_each(deed: Callable[[Organisation, date], object]) -> None:
    today = timezone.localdate()
    for organisation in Organisation.objects.filter(takes_in=True).order_by("pk"):
        with transaction_within(scopes.of_organisation(organisation)):
            deed(organisation, today)
