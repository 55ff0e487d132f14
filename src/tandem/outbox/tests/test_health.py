from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tandem.outbox.health import gave_up, queue_is_well
from tandem.outbox.queue import ask

pytestmark = pytest.mark.django_db


def beat(ago):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [timezone.now() - ago]
        )


def test_a_worker_that_lives_and_an_empty_queue_are_well():
    beat(timedelta(seconds=5))

    assert queue_is_well() is None


def test_no_worker_and_a_silent_worker_are_told_apart():
    assert "No worker runs" in queue_is_well()

    beat(timedelta(minutes=5))

    assert "silent for 300 s" in queue_is_well()


def test_a_job_that_nobody_does_is_told():
    beat(timedelta(seconds=5))
    ask({(1, 1): [1]})
    assert queue_is_well() is None

    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '20 minutes'")

    assert "waiting for 1200 s" in queue_is_well()


def test_what_was_given_up_is_counted_by_its_name_for_a_week():
    ask({(1, 1): [1], (2, 2): [2]})
    assert gave_up(timezone.now()) == {}

    with connection.cursor() as cursor:
        for state in ("doing", "failed"):
            cursor.execute("UPDATE procrastinate_jobs SET status = %s", [state])

    assert gave_up(timezone.now()) == {"outbox.deliver": 2}
    assert gave_up(timezone.now() + timedelta(days=8)) == {}
