"""Work done outside the web process."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tandem.services.models import Draft
from tandem.tenancy.scope import Scope, transaction_within


@app.periodic(cron="17 3 * * *")
@app.task(name="services.throw_away_expired")
def throw_away_expired(timestamp: int) -> None:
    """Drafts nobody touched in time are gone; the worker's own policy lets it read none of them."""
    with transaction_within(Scope()):
        Draft.objects.filter(expires_at__lt=timezone.now()).delete()
