"""Work done outside the web process."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tandem.streets import counting
from tandem.streets.models import Figures, Report
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation


@app.periodic(cron="23 3 * * *")
@app.task(name="streets.count")
def count(timestamp: int) -> None:
    """What becomes of reports is public, also what is not repaired; counted anew each night."""
    for organisation in Organisation.objects.order_by("pk"):
        count_for(organisation)


def count_for(organisation: Organisation) -> None:
    until = timezone.localdate()
    with transaction_within(scopes.of_organisation(organisation)):
        if not Report.objects.filter(organisation=organisation).exists():
            return
        Figures.objects.update_or_create(
            organisation=organisation,
            defaults={
                "since": until - counting.A_YEAR,
                "until": until,
                "counted": counting.counted(organisation.pk, until),
            },
        )
