"""Dealing leaves nothing out: what one service does not prove, another does."""

from itertools import pairwise, permutations, product

import pytest

from tandem.journal.choices import Door
from tandem.people.choices import Channel
from tandem.services.catalogue import services
from tandem.services.declaration import DOORS
from tests.parity import checks, dealing
from tests.parity.answers import HOSTILE, bad

every_service = pytest.mark.parametrize("service", services(), ids=lambda one: one.slug)


def hops(service) -> list[tuple[Door, Door]]:
    return [hop for journey in dealing.travels(service) for hop in pairwise(journey)]


def met(service) -> set[tuple[Door, dealing.Party]]:
    return {(door, party) for party in dealing.parties(service) for door in party.doors}


def met_by_all() -> set[tuple[Door, dealing.Party]]:
    return set().union(*map(met, services()))


def test_over_the_catalogue_a_draft_goes_from_each_door_to_each_other():
    done = [hop for service in services() for hop in hops(service)]

    assert set(done) >= set(permutations(DOORS, 2))


def test_over_the_catalogue_a_draft_that_travelled_is_sent_at_each_door():
    assert {journey[-1] for one in services() for journey in dealing.travels(one)} == set(DOORS)


def test_over_the_catalogue_each_channel_is_answered_from_each_door():
    done = {(door, party.channel) for door, party in met_by_all()}

    assert done == set(product(DOORS, Channel))


def test_over_the_catalogue_each_language_is_spoken_at_each_door():
    done = {(door, party.language) for door, party in met_by_all()}

    assert done == set(product(DOORS, dealing.LANGUAGES))


QUESTIONS = [
    (service, name, question)
    for service in services()
    for name, question in service.form({}).questions()
    if question.needed_if is None
]
"""Whoever comes is asked these, whatever she answers."""


@pytest.mark.parametrize("door", sorted(checks.ONE_BY_ONE))
def test_over_the_catalogue_each_text_is_typed_in_each_kind_of_question_at_each_door(door):
    typed = {
        (question.kind, text)
        for service, name, question in QUESTIONS
        for number, text in enumerate(HOSTILE)
        if dealing.is_dealt(door, service, name, number)
    }

    kinds = {q.kind for one in services() for _name, q in one.form({}).questions()}
    assert typed == set(product(kinds, HOSTILE))


@pytest.mark.parametrize("door", sorted(checks.ONE_BY_ONE))
def test_over_the_catalogue_each_kind_of_question_is_answered_wrongly_in_each_way(door):
    made, owed = set(), set()
    for service, name, question in QUESTIONS:
        for number, wrong in enumerate(bad(name, question)):
            mistake = (dealing.made_of(question), number, len(wrong))
            owed.add(mistake)
            if dealing.is_dealt(door, service, name, number, by=dealing.made_of):
                made.add(mistake)

    assert made == owed


def test_nobody_answers_as_somebody_else():
    numbers = [party.number for one in services() for party in dealing.parties(one)]

    assert len(set(numbers)) == len(numbers)


@every_service
def test_each_service_is_met_at_each_door_and_compared(service):
    parties = list(dealing.parties(service))
    by_how_many = 2 if service.urgent else 1

    assert [party.language for party in parties] == list(dealing.LANGUAGES)
    assert all(len(party.doors) > 1 for party in parties)
    for door in service.doors():
        met_here = {party.language for one, party in met(service) if one == door}
        assert len(met_here) >= by_how_many


@every_service
def test_what_is_urgent_is_told_at_each_door(service):
    for door in service.doors():
        urgent = {party.urgent for one, party in met(service) if one == door}
        assert urgent == {False, service.urgent is not None}


@every_service
def test_each_service_begins_and_takes_up_drafts_at_each_door(service):
    assert {begun for begun, _other in hops(service)} == set(service.doors())
    assert {taken_up for _other, taken_up in hops(service)} == set(service.doors())
