"""The room's jobs are in the queue with the rows they are about, and with them alone."""

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params
from procrastinate.sync_psycopg_connector import SyncPsycopgConnector

from tandem.streets import hooks, jobs
from tandem.streets.actions import move
from tandem.streets.choices import State
from tandem.streets.models import HookMessage, Move
from tandem.streets.queue import STEP
from tandem.streets.tests.abroad import reported, rows
from tandem.tenancy.scope import transaction_within
from tests.factories import OrganisationFactory, scope_of


class Broken(Exception):
    pass


@pytest.fixture
def in_a_worker():
    """There the jobs of the house are asked for on a connection of their own."""
    line = SyncPsycopgConnector(kwargs=connector_params("default"))
    line.open()
    with app.replace_connector(line):
        yield
    line.close()


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_a_step_made_within_a_worker_is_no_job_before_its_row_stands(in_a_worker):
    commune = OrganisationFactory(area__postal_code="1030")
    report = reported(commune)
    before = ProcrastinateJob.objects.filter(task_name=STEP).count()

    with pytest.raises(Broken), transaction_within(scope_of(commune)):
        move(report, State.LOOKED_AT)
        raise Broken
    assert ProcrastinateJob.objects.filter(task_name=STEP).count() == before

    with transaction_within(scope_of(commune)):
        move(report, State.LOOKED_AT)
    last = ProcrastinateJob.objects.filter(task_name=STEP).latest("pk")
    assert last.args["key"] == rows(commune, Move)[-1].pk
    assert not connection.in_atomic_block


@pytest.mark.django_db
def test_a_step_that_is_tried_again_is_told_once():
    commune = OrganisationFactory(area__postal_code="1030")
    with transaction_within(scope_of(commune)):
        hooks.make(commune, "https://program.example/hook", [])
    reported(commune)
    [line] = rows(commune, Move)

    for _number in range(2):
        jobs.step(commune.area_id, commune.pk, line.pk)

    told = [one for one in rows(commune, HookMessage) if one.body["type"] == "report.moved"]
    assert len(told) == 1
    assert jobs.app.tasks[STEP].retry_strategy.max_attempts > 1
