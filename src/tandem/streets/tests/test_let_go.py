"""Whoever had a report hears that we went on with it ourselves; by a program, or in writing."""

import json
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
import time_machine
from django.utils import timezone

from tandem.outbox.models import Message
from tandem.streets import handing, messages, systems
from tandem.streets.actions import move
from tandem.streets.choices import Ground, HandoverState, State
from tandem.streets.handing import To
from tandem.streets.models import Handover
from tandem.streets.tests.abroad import reported, rows, work
from tandem.streets.tests.programs import listening
from tandem.tenancy.scope import transaction_within
from tests.factories import scope_of

pytestmark = pytest.mark.django_db
UPDATES = "/v2/servicerequestupdates.json"


@pytest.fixture
def region(settings):
    settings.CALL_PRIVATE_ADDRESSES = True
    with listening() as program:
        services = [{"service_code": "033", "service_name": "Lamps"}]
        program.says("/v2/services.json", 200, json.dumps(services).encode())
        program.says("/v2/requests.json", 201, b'[{"service_request_id": 501}]')
        yield program


@pytest.fixture
def given(commune, region):
    """A lamp that the region's program has taken in."""
    with transaction_within(scope_of(commune)):
        system = systems.add(
            commune,
            name="The region",
            ground=Ground.REGION,
            url=f"{region.url}/v2/",
            jurisdiction="region.example",
            key="their-key",
        )
    work()
    with transaction_within(scope_of(commune)):
        system.refresh_from_db()
        systems.map_categories(system, {"lamp": "033"})
        system.refresh_from_db()
    report = reported(commune)
    with transaction_within(scope_of(commune)):
        handing.hand_over(report, To(Ground.REGION, system=system), "Third lamp.")
    work()
    return report


def updates(region):
    return [parse_qs(one.body.decode()) for one in region.heard if one.path == UPDATES]


def go_on(commune, report, state=State.UNDER_WAY):
    with transaction_within(scope_of(commune)):
        move(report, state)
    work()


def test_their_program_hears_once_that_it_is_with_them_no_more(commune, region, given):
    region.says(UPDATES, 200, b"[]")
    go_on(commune, given)
    go_on(commune, given, State.REPAIRED)

    [said] = updates(region)
    [handover] = rows(commune, Handover)
    assert handover.state == HandoverState.ENDED
    assert said["service_request_id"] == ["501"]
    assert (said["status"], said["api_key"]) == (["CLOSED"], ["their-key"])
    assert said["update_id"] == [handover.key.hex]
    assert given.shown_sign in said["description"][0]


def test_taken_back_is_told_too_and_tried_again_while_nobody_answers(commune, region, given):
    region.says(UPDATES, 503)
    with transaction_within(scope_of(commune)):
        handing.take_back(Handover.objects.get())
    work()
    region.says(UPDATES, 200, b"[]")
    work()
    assert len(updates(region)) == 1

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        work()
        work()
    assert len(updates(region)) == 2


def test_a_program_that_takes_no_updates_is_left_in_peace(commune, region, given):
    region.says(UPDATES, 404)
    go_on(commune, given)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        work()

    assert len(updates(region)) == 1


def test_what_ended_there_is_told_to_nobody(commune, region, given):
    region.says(UPDATES, 200, b"[]")
    with transaction_within(scope_of(commune)):
        handover = Handover.objects.get()
        handing.hear(handover, handing.News(State.REPAIRED), "closed/repaired: done")
    work()

    assert updates(region) == []


def test_who_is_written_to_is_written_to_once(commune):
    report = reported(commune)
    with transaction_within(scope_of(commune)):
        system = systems.add_addressee(
            commune, name="Rails", ground=Ground.RAILWAY, email="bridges@railway.example"
        )
        handover = handing.hand_over(report, To(Ground.RAILWAY, system=system), "")
        handing.take_back(handover)
    work()

    [message] = rows(commune, Message, kind=messages.NO_LONGER_YOURS)
    assert message.person_id == system.contact_id
    with transaction_within(scope_of(commune)):
        assert report.shown_sign in " ".join(message.text.paragraphs)
