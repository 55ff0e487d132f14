"""The catalogue is walked: a service declared in a room is proven here without a line of test."""

from zlib import crc32

import pytest

from tandem.services.catalogue import services
from tandem.services.declaration import DOORS
from tests.parity import checks, dealing, later
from tests.parity.declarations import faults

pytestmark = pytest.mark.django_db
every_service = pytest.mark.parametrize("service", services(), ids=lambda one: one.slug)


@every_service
def test_the_declaration_owes_nothing_to_any_door(service):
    assert faults(service, dealing.LANGUAGES) == []


@every_service
def test_whoever_comes_by_whichever_door_is_served_alike(service, organisation):
    came = checks.everybody(service, organisation)

    checks.equal_cases(came)
    later.told_how_it_comes(service, came)
    checks.same_promise(service, came)
    checks.same_trace(service, came)
    checks.in_each_language(service, came)
    checks.read_back(service, came, organisation)
    checks.own_channel(came, organisation)


@every_service
def test_the_same_mistake_leads_to_the_same_message(service, organisation):
    checks.same_mistakes(service, organisation)


@every_service
def test_a_draft_goes_on_at_any_other_door(service, organisation):
    checks.travelling_drafts(service, organisation, seed=crc32(service.slug.encode()))


@every_service
@pytest.mark.parametrize("door", DOORS)
def test_nothing_typed_breaks_a_door_or_is_lost(service, door, organisation):
    if door in service.doors():
        checks.hostile_input(service, organisation, door)


@every_service
@pytest.mark.parametrize("language", dealing.LANGUAGES)
def test_every_text_of_a_service_is_said_in_every_language(service, language):
    english = set(checks.texts(service, "en"))

    assert checks.untranslated(english, language) == set()
