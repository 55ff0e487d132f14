"""Dealing leaves nothing out: what one service does not prove, another does."""

from itertools import permutations

import pytest

from tandem.people.choices import Channel
from tandem.services.catalogue import services
from tandem.services.declaration import DOORS
from tests.parity import dealing

every_service = pytest.mark.parametrize("service", services(), ids=lambda one: one.slug)


def test_over_the_catalogue_a_draft_goes_from_each_door_to_each_other():
    done = {pair for service in services() for pair in dealing.travels(service)}

    assert done >= set(permutations(DOORS, 2))


def test_over_the_catalogue_each_channel_is_answered_from_each_door():
    done = {
        (door, channel)
        for service in services()
        for channel in Channel
        for door in dealing.doors_for(service, channel)
    }

    assert done == {(door, channel) for door in DOORS for channel in Channel}


@every_service
def test_each_service_begins_and_finishes_drafts_at_each_door(service):
    travels = dealing.travels(service)

    assert {begun for begun, _finished in travels} == set(service.doors())
    assert {finished for _begun, finished in travels} == set(service.doors())


@every_service
def test_each_service_answers_by_each_channel_and_from_each_door(service):
    doors = [dealing.doors_for(service, channel) for channel in Channel]

    assert all(doors)
    assert {door for some in doors for door in some} == set(service.doors())
