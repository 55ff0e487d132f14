"""Two colleagues work on one thing at the same moment: real connections, real transactions."""

import threading

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tandem.cases.choices import State as CaseState
from tandem.outbox.models import Message
from tandem.streets import messages
from tandem.streets.choices import Closed, State
from tandem.streets.models import Move, Report
from tandem.streets.tests.reported import (
    WHY,
    a_team,
    case_of_voice,
    member,
    moved,
    reported,
)
from tandem.tenancy.scope import transaction_within
from tandem.toolbox.workdays import add_working_days
from tests.factories import OrganisationFactory, scope_of
from tests.factories.cases import open_session

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030")


def at_once(*deeds):
    """What each deed answers, all begun at the same moment, each on its own connection."""
    together = threading.Barrier(len(deeds))
    said = [None] * len(deeds)

    def do(number, deed):
        try:
            together.wait()
            said[number] = deed()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return said


def officer(town):
    client = Client()
    client.cookies["language"] = "en"
    with transaction.atomic():
        member(client, town)
    return client


def made(town, *way):
    with transaction_within(scope_of(town)):
        report = reported(town)
        case = report.told_in
        report = moved(report, *way)
        report.told_in = case
        return report


def test_two_who_move_one_report_move_it_once(town):
    report = made(town)
    repair = reverse("streets:step", args=[report.sign, State.REPAIRED])
    close = reverse("streets:step", args=[report.sign, State.CLOSED])
    closing = {"seen": "new", "because": Closed.NOT_FOUND, "words": WHY}
    one, other = officer(town), officer(town)

    said = at_once(
        lambda: one.post(repair, {"seen": "new"}, follow=True).text,
        lambda: other.post(close, closing, follow=True).text,
    )

    assert sum("Something changed meanwhile" in page for page in said) == 1
    with transaction_within(scope_of(town)):
        assert Move.objects.filter(state__in=["repaired", "closed"]).count() == 1
        sent = Message.objects.filter(kind__in=[messages.REPAIRED, messages.CLOSED])
        assert sent.count() == 1


def test_two_who_plan_the_last_points_of_a_day_give_them_away_once(town):
    with transaction_within(scope_of(town)):
        team = a_team(town, per_day=2)
    reports = [made(town), made(town)]
    day = str(add_working_days(timezone.localdate(), 1))
    clients = [officer(town), officer(town)]

    def plans(client, report):
        page = f"{reverse('streets:plan')}?sign={report.sign}&team={team.pk}"
        return lambda: client.post(page, {"reports": [report.sign], "day": day}).status_code

    said = at_once(*(plans(*pair) for pair in zip(clients, reports, strict=True)))

    assert sorted(said) == [302, 422]
    with transaction_within(scope_of(town)):
        assert Report.objects.filter(state=State.PLANNED).count() == 1


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/streets/yours/repaired/", {"verdict": "no"}),
        ("/follow/not-solved/", {"words": "It is still dark there."}),
    ],
)
def test_two_reporters_who_say_no_at_once_open_it_once(town, page, said):
    with transaction_within(scope_of(town)):
        report = reported(town)
        first = report.told_in
        second = reported(town).told_in
        second.voice.report = report
        second.voice.save()
        moved(report, State.REPAIRED)
    clients = [Client(), Client()]
    for client, case in zip(clients, (first, second), strict=True):
        open_session(client, case)

    codes = at_once(
        *(lambda client=client: client.post(page, said).status_code for client in clients)
    )

    assert codes == [302, 302]
    with transaction_within(scope_of(town)):
        now = Report.objects.get(pk=report.pk)
        assert (now.state, now.reopened) == (State.NEW, 1)
        assert {case_of_voice(one).state for one in now.voices.all()} == {CaseState.REOPENED}
