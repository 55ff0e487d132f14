"""Work done outside the web process."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tandem.cases import late_photos, measuring
from tandem.cases.looks.queue import CALL
from tandem.cases.looks.telling import mail_data_officers, tell_all
from tandem.cases.models import Measurement
from tandem.tenancy.scope import Scope, transaction_within
from tandem.territory.models import Organisation


@app.periodic(cron="47 2 * * *")
@app.task(name="cases.measure")
def measure(timestamp: int) -> None:
    """What each door was worth in the last quarter that is over is public; counted once and kept."""
    period = measuring.last_whole_quarter(timezone.localdate())
    if Measurement.objects.filter(until=period.until).exists():
        return
    with transaction_within(Scope()):
        Measurement.objects.get_or_create(
            until=period.until,
            defaults={"since": period.since, "figures": measuring.figures(period)},
        )


@app.periodic(cron="*/5 * * * *")
@app.task(name="cases.draw_what_waited")
def draw_what_waited(timestamp: int) -> None:
    """Photos that came while nothing could draw them are drawn once that goes again."""
    late_photos.draw_all()


@app.task(name=CALL, retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def call_data_officer(organisation: int) -> None:
    """A mail server that is away is tried again; the flag waits on her page in any case."""
    mail_data_officers(organisation)


@app.periodic(cron="*/10 * * * *")
@app.task(name="cases.tell_of_looks")
def tell_of_looks(timestamp: int) -> None:
    """Whoever was looked at in an unusual way is told; at most once a day."""
    for organisation in Organisation.objects.order_by("pk"):
        tell_all(organisation, timezone.now())
