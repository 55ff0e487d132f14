"""A job of which nothing is left to be done ends by itself."""

from tandem.journal.write import record
from tandem.streets.choices import JobState, State
from tandem.streets.models import Job, Report

WORKED_ON = frozenset({State.PLANNED, State.UNDER_WAY})


def end_if_empty(key: int) -> None:
    """Whoever gives days to its team just now, or finishes it, sees to it herself."""
    rows = Job.objects.select_for_update(of=("self", "team"), skip_locked=True, no_key=True)
    job = rows.select_related("team").filter(pk=key, state=JobState.PLANNED).first()
    reports = Report.objects.filter(job=key)
    if job is None or reports.filter(state__in=sorted(WORKED_ON)).exists():
        return
    done = reports.filter(state=State.REPAIRED).exists()
    job.state = JobState.DONE if done else JobState.DROPPED
    job.save(update_fields=["state"])
    record("streets.job_ended", job, facts={"state": job.state})
