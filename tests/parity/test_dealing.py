"""Dealing leaves nothing out: what one service does not prove, another does."""

from itertools import permutations, product

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


def met(service) -> set[tuple[str, str]]:
    """The pairs of door and language by which equal cases and a receipt in it are asked for."""
    compared = {(door, language) for language, doors in dealing.compared(service) for door in doors}
    return compared | set(dealing.spoken(service))


def test_over_the_catalogue_each_language_is_spoken_at_each_door():
    assert set().union(*map(met, services())) == set(product(DOORS, dealing.LANGUAGES))


def test_over_the_catalogue_equal_cases_are_asked_of_several_people_with_each_channel():
    people = {
        dealing.somebody(service, language)
        for service in services()
        for language, _doors in dealing.compared(service)
    }

    assert {one.channel for one in people} == set(Channel)
    assert len({one.seed for one in people}) == len(people) > len(services())


@every_service
def test_each_service_is_compared_by_each_door_and_spoken_in_each_language(service):
    compared, spoken = list(dealing.compared(service)), list(dealing.spoken(service))

    assert {door for _language, doors in compared for door in doors} == set(service.doors())
    assert all(len(doors) > 1 for _language, doors in compared)
    assert {door for door, _language in spoken} == set(service.doors())
    for languages in ({one for one, _doors in compared}, {one for _door, one in spoken}):
        assert languages == set(dealing.LANGUAGES)


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
