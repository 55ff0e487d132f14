"""Whether messages can leave at all, as /healthz asks."""

from datetime import datetime, timedelta

from django.db.models import Count, Max, Min
from django.utils import timezone
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinateWorker,
)

SILENT = timedelta(seconds=60)
TOO_OLD = timedelta(minutes=10)
LATELY = timedelta(days=7)


def queue_is_well() -> str | None:
    """Why the queue is not well, in one sentence for whoever runs the platform; else None."""
    now = timezone.now()
    beat = ProcrastinateWorker.objects.aggregate(last=Max("last_heartbeat"))["last"]
    if beat is None:
        return "No worker runs: start `manage.py worker`."
    if beat < now - SILENT:
        return f"The worker has been silent for {int((now - beat).total_seconds())} s."
    oldest = _longest_due(now)
    if oldest is not None and oldest < now - TOO_OLD:
        return f"The oldest job has been waiting for {int((now - oldest).total_seconds())} s."
    return None


def gave_up(now: datetime) -> dict[str, int]:
    """How many jobs of each task failed lately and are not tried again; never what they were about."""
    failed = ProcrastinateEvent.objects.filter(type="failed", at__gte=now - LATELY)
    jobs = ProcrastinateJob.objects.filter(status="failed", pk__in=failed.values("job"))
    return dict(jobs.order_by("task_name").values_list("task_name").annotate(Count("pk")))


def _longest_due(now: datetime) -> datetime | None:
    """Since when the first of the jobs that wait could have been done."""
    waiting = ProcrastinateJob.objects.filter(status="todo")
    # A job put off says itself since when it is due; the others from when they were asked for.
    put_off = waiting.filter(scheduled_at__lt=now).aggregate(first=Min("scheduled_at"))["first"]
    asked = ProcrastinateEvent.objects.filter(
        job__in=waiting.filter(scheduled_at__isnull=True), type="deferred"
    ).aggregate(first=Min("at"))["first"]
    return min(filter(None, (put_off, asked)), default=None)
