"""What somebody tells is sealed with a key that goes with her, wherever a copy of it remains."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.people import words
from tandem.people.models import PersonKey
from tandem.people.words import hold, ring, seal_for, text_of, unseal_for
from tandem.tenancy.scope import within
from tandem.toolbox.sealing import Unreadable, has_key_of_its_own, number_of, seal
from tests.factories import OrganisationFactory, PersonFactory, scope_of

PLACE = "case:7"
pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Iterator[object]:
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


def test_once_her_key_is_gone_nothing_was_said(town):
    person = PersonFactory(organisation=town)
    blob = seal_for(person.pk, person, b"the lift is out", PLACE)
    assert has_key_of_its_own(blob)
    assert text_of(person.pk, blob, PLACE) == "the lift is out"

    PersonKey.objects.filter(person=person).delete()

    # A copy of the row, in an older backup or in a data file, says nothing any more.
    assert unseal_for(person.pk, blob, PLACE) is None
    assert text_of(person.pk, blob, PLACE) == ""


def test_moved_to_another_person_or_place_it_does_not_open(town):
    one, other = PersonFactory.create_batch(2, organisation=town)
    blob = seal_for(one.pk, one, b"words", PLACE)

    for whose, place in ((other, PLACE), (one, "case:8")):
        with pytest.raises(Unreadable):
            unseal_for(whose.pk, blob, place)


def test_what_was_sealed_before_still_opens_with_the_key_of_the_installation(town):
    person = PersonFactory(organisation=town)

    assert text_of(person.pk, seal("words", PLACE), PLACE) == "words"


def test_what_is_nobodys_or_held_elsewhere_has_a_key_of_its_own(town):
    person, neighbour = PersonFactory(organisation=town), OrganisationFactory()
    held_elsewhere = PersonFactory(organisation=neighbour)

    nobodys = seal_for(None, person, b"words", PLACE)
    elsewhere = seal_for(person.pk, held_elsewhere, b"words", PLACE)

    assert number_of(nobodys) and number_of(elsewhere)
    assert text_of(person.pk, nobodys, PLACE) == "words"
    # Held by the neighbour, so is its key; and it goes with hers all the same.
    assert text_of(person.pk, elsewhere, PLACE) == ""
    with within(scope_of(neighbour)):
        assert text_of(person.pk, elsewhere, PLACE) == "words"
    PersonKey.objects.filter(person=person).delete()
    with within(scope_of(neighbour)):
        assert text_of(person.pk, elsewhere, PLACE) == ""


def test_a_page_of_many_asks_once_and_remembers_nothing_after_it(town):
    persons = PersonFactory.create_batch(3, organisation=town)
    blobs = [seal_for(person.pk, person, b"words", PLACE) for person in persons]
    things = [seal_for(None, person, b"words", PLACE) for person in persons]

    with CaptureQueriesContext(connection) as asked, ring():
        hold((person.pk for person in persons), things)
        for person, blob, thing in zip(persons, blobs, things, strict=True):
            assert text_of(person.pk, blob, PLACE) == text_of(None, thing, PLACE) == "words"

    assert len(asked) == 2
    assert words._ring.get() is None
