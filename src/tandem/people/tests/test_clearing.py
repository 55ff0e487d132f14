"""What is past its term is taken out each night, rule by rule, and the night is reported."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tandem.accounts.models import Hindrance, Session
from tandem.people.jobs import clear_away
from tandem.people.keeping import Ground, Rule, carry_out
from tandem.people.models import Clearing, Person
from tandem.tenancy.scope import within

pytestmark = pytest.mark.django_db


def made_up(name, does):
    return Rule(name, what="Rows", of=(Person,), ground=Ground.TASK, since="", stays="", does=does)


def fails(now):
    raise RuntimeError("what somebody said")


def test_a_rule_that_fails_is_told_and_leaves_the_others_done(caplog):
    every = [made_up("one", lambda _: 2), made_up("two", fails), made_up("three", lambda _: 1)]

    outcome = carry_out(timezone.now(), every)

    assert outcome.counts == {"one": 2, "three": 1}
    assert outcome.failed == ("two",)
    assert "two could not be carried out" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_worker_takes_out_what_is_past_its_term_and_reports_the_night(acting_as):
    now = timezone.now()
    with within(None), transaction.atomic():
        for name, days in (("over", -1), ("open", 1)):
            ends = now + timedelta(days=days)
            Session.objects.create(session_key=name, session_data="", expire_date=ends)
        old = {"kind": "address", "digest": b"0" * 16, "last_at": now - timedelta(days=40)}
        Hindrance.objects.create(**old)

    with acting_as("worker"), within(None):
        report = clear_away()

    assert list(report.failed) == []
    assert report.counts["accounts.sessions"] == 1
    assert report.counts["accounts.hindrances"] == 1
    assert set(report.counts) >= {"cases.requests", "outbox.messages", "doors.scans"}
    with within(None), transaction.atomic():
        assert [one.session_key for one in Session.objects.all()] == ["open"]


def test_a_report_is_not_rewritten():
    now = timezone.now()
    report = Clearing.objects.create(began_at=now, ended_at=now, failed=["cases.requests"])

    with pytest.raises(DatabaseError), transaction.atomic():
        Clearing.objects.filter(pk=report.pk).update(failed=[])
