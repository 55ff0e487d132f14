"""Work done outside the web process."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tandem.cases import measuring
from tandem.cases.models import Measurement
from tandem.tenancy.scope import Scope, transaction_within


@app.periodic(cron="47 2 * * *")
@app.task(name="cases.measure")
def measure(timestamp: int) -> None:
    """What each door was worth until the end of last month is public; counted once and kept."""
    period = measuring.last_twelve_months(timezone.localdate())
    if Measurement.objects.filter(until=period.until).exists():
        return
    with transaction_within(Scope()):
        Measurement.objects.get_or_create(
            until=period.until,
            defaults={"since": period.since, "figures": measuring.figures(period)},
        )
