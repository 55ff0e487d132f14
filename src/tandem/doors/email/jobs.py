"""The jobs of the e-mail door."""

import uuid

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tandem.doors.email.queue import QUEUE, READ_MAIL
from tandem.doors.email.working import work_off
from tandem.doors.models import AskedByMail, Mail
from tandem.tenancy.scope import Scope, transaction_within

# Never given up while the database or the mail server is silent; the row says what is left to do.
AGAIN = RetryStrategy(wait=10, linear_wait=20)


@app.task(name=READ_MAIL, queue=QUEUE, retry=AGAIN)
def read_mail(key: str) -> None:
    work_off(uuid.UUID(key))


@app.periodic(cron="37 3 * * *")
@app.task(name="doors.throw_away_old_mail", queue=QUEUE)
def throw_away_old_mail(timestamp: int) -> None:
    """After 30 days: its words stand with their case; the worker's policy lets it read no other."""
    with transaction_within(Scope()):
        Mail.objects.all().delete()
        AskedByMail.objects.filter(expires_at__lt=timezone.now()).delete()
