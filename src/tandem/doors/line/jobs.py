from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from tandem.doors.models import Call
from tandem.tenancy.scope import Scope, transaction_within

KEPT_FOR = timedelta(days=30)


@app.periodic(cron="37 3 * * *")
@app.task(name="doors.forget_numbers")
def forget_numbers(timestamp: int) -> None:
    """Who rang a month ago is nobody's business any more; that somebody rang remains a count.

    The worker's own policy lets it see these rows alone, of every organisation.
    """
    with transaction_within(Scope()):
        old = Call._base_manager.filter(came_at__lt=timezone.now() - KEPT_FOR)
        old.exclude(sealed=b"").update(sealed=b"", number_digest=None)
