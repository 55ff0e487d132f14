"""Dangers invented by the dozen from one place do not hide a real one; a real one waits for nobody."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tandem.accounts import throttle
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.streets import crowding, inbox
from tandem.streets.choices import State
from tandem.streets.models import Report, Voice
from tandem.streets.priority import keep
from tandem.streets.tests.reported import at_work, moved, reported
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
MANY = 12


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030")


def danger(town, network, door=Door.WEB):
    with acting(Asker(organisation=town.pk, door=door, network=network)):
        return reported(town, kind="danger_wire")


def flooded(town):
    """A dozen from one place, then a real one from elsewhere."""
    for _ in range(MANY):
        danger(town, "192.0.2.7")
    return danger(town, "192.0.2.8")


def place_of(town, report):
    with within(scope_of(town)):
        page = inbox.page_of(inbox.wanted(town, {}))
    return [line.report.pk for line in page.lines].index(report.pk)


def test_a_real_danger_stays_in_sight_among_many_from_one_place(town):
    real = flooded(town)

    assert place_of(town, real) == crowding.FEW
    with within(scope_of(town)):
        # All of them are dangers all the same, and it is said why they stand behind.
        assert Report.objects.filter(danger=True).count() == MANY + 1
        last = inbox.page_of(inbox.wanted(town, {})).lines[-1]
    assert str(inbox.MANY_FROM_ONE_PLACE) in last.why


def test_without_the_count_it_stands_behind_all_of_them(town, monkeypatch):
    monkeypatch.setattr(crowding.throttle, "how_often", lambda _kind, _key: 1)

    assert place_of(town, flooded(town)) == MANY


def test_it_comes_forward_once_somebody_proven_tells_of_it_or_a_colleague_looks(town):
    flooded(town)
    with at_work(town):
        told, looked_at = Report.objects.filter(crowded=True).order_by("pk")[:2]
        behind = told.rank
        Voice.objects.filter(report=told).update(proven=True)
        keep(told)
        moved(looked_at, State.LOOKED_AT)

        assert told.rank > behind
        assert not Report.objects.get(pk=looked_at.pk).crowded
        assert Report.objects.get(pk=looked_at.pk).rank == told.rank


def test_whom_a_colleague_heard_is_never_one_of_many(town):
    reports = [danger(town, "192.0.2.7", Door.PHONE) for _ in range(crowding.FEW + 2)]

    assert not any(report.crowded for report in reports)


def test_after_an_hour_without_any_it_is_forgotten(town):
    flooded(town)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert not danger(town, "192.0.2.7").crowded
        assert throttle.how_often("danger:told", "192.0.2.7") == 2
