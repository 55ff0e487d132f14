"""Rows of the room as other organisations and programs meet them."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.doors.api.actions import let_in
from tandem.doors.choices import Right
from tandem.journal.choices import Door
from tandem.streets import jobs
from tandem.streets.actions import note_move
from tandem.streets.choices import Trouble
from tandem.streets.models import Report
from tandem.streets.queue import ASK_SERVICES, END_HANDOVER, SEND_HANDOVER, STEP, TELL_HOOK
from tandem.tenancy.scope import transaction_within
from tandem.toolbox.reference import new_reference
from tests.factories import MembershipFactory, scope_of

POINT = {"lat": 50.86714, "lon": 4.37352}


def reported(organisation, trouble=Trouble.LAMP, *, days_ago=0, **facts):
    """A report as it stands after its first line was written."""
    with transaction_within(scope_of(organisation)):
        report = Report(
            **{
                "sign": new_reference(),
                "category": trouble,
                "trouble": trouble,
                "postal_code": "1030",
                "street": "Rue des Tilleuls Inventés 12",
                "street_folded": "rue des tilleuls inventes",
                "house_number": 12,
                "place_confirmed": True,
                "door": Door.WEB,
                "due_on": timezone.localdate() + timedelta(days=10),
                "territory_id": organisation.area_id,
                "organisation": organisation,
                **POINT,
                **facts,
            }
        )
        report.save(force_insert=True)
        note_move(report)
        if days_ago:
            report.reported_at = timezone.now() - timedelta(days=days_ago)
            report.save(update_fields=["reported_at"])
    return report


def key_of(organisation) -> str:
    """What a partner's program shows to report."""
    member = MembershipFactory(organisation=organisation, role="administrator")
    until = timezone.localdate() + timedelta(days=30)
    with transaction_within(scope_of(organisation)):
        _token, secret = let_in(organisation, "Walkers", [Right.ASK], until, by=member.account)
    return secret


def rows(organisation, model, **wanted):
    with transaction_within(scope_of(organisation)):
        return list(model.objects.filter(**wanted).order_by("pk"))


JOBS = {
    STEP: jobs.step,
    TELL_HOOK: jobs.tell_hook,
    SEND_HANDOVER: jobs.send_handover,
    END_HANDOVER: jobs.end_handover,
    ASK_SERVICES: jobs.ask_services,
}


def work() -> int:
    """The worker's part: every job of the room that is due, and those that follow; how many.

    A job is done once, whatever became of it: what has to be tried again has a job of its own.
    """
    number = 0
    while job := _next_job():
        _done.add(job.pk)
        JOBS[job.task_name](**job.args)
        number += 1
    return number


_done: set[int] = set()


def _next_job():
    waiting = ProcrastinateJob.objects.filter(task_name__in=JOBS, status="todo")
    due = waiting.exclude(scheduled_at__gt=timezone.now()).exclude(pk__in=_done)
    return due.order_by("pk").first()
