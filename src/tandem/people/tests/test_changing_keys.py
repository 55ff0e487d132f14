"""Keys are given, wrapped anew and destroyed; interrupted, it goes on."""

import json
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from tandem.journal.choices import Purpose
from tandem.people import changing_keys
from tandem.people.changing_keys import give_keys, rotate, wrap_anew
from tandem.people.models import Identity, PersonKey, TerritoryKey
from tandem.people.reveal import reveal, reveal_one
from tandem.tenancy.scope import within
from tandem.toolbox.sealing import Unreadable, digest, has_key_of_its_own, seal, unseal
from tests.factories import OrganisationFactory, PersonFactory, scope_of
from tests.factories.people import identity_of

NAMES = ("Ada", "Bea", "Cleo", "Dora", "Eva")
NEW, OLD = "a new key of the installation", "the key it had before"


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


@pytest.fixture
def persons(town):
    return [PersonFactory(organisation=town, first_name=name) for name in NAMES]


def names(persons):
    return [who.first_name for _pk, who in sorted(reveal(persons, Purpose.ANSWER).items())]


def as_before(person, name):
    """As the rows were when the installation's key sealed everybody."""
    said = json.dumps(asdict(identity_of(first_name=name)))
    PersonKey.objects.filter(person=person).delete()
    Identity.objects.filter(person=person).update(sealed=seal(said, f"identity:{person.key}"))


def with_own_key():
    return sum(has_key_of_its_own(row.sealed) for row in Identity.objects.all())


@pytest.mark.django_db
def test_everybody_of_an_older_house_is_given_a_key_and_stays_who_she_is(town, persons):
    for person, name in zip(persons, NAMES, strict=True):
        as_before(person, name)
    assert with_own_key() == 0
    assert names(persons) == [*NAMES]

    given = changing_keys._give_some(town, 2)
    # Killed here: what is done is done, and both are read.
    assert (given, with_own_key()) == (2, 2)
    assert names(persons) == [*NAMES]

    assert give_keys(town, at_once=2) == 3
    assert with_own_key() == len(NAMES)
    assert names(persons) == [*NAMES]
    assert give_keys(town) == 0


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_a_territory_changes_its_key_and_goes_on_where_it_was_interrupted(acting_as, monkeypatch):
    town = OrganisationFactory()
    persons = [PersonFactory(organisation=town, first_name=name) for name in NAMES]
    now = timezone.now() + timedelta(days=2)
    batches = []

    def killed(organisation, most):
        if batches:
            raise KeyboardInterrupt
        batches.append(whole(organisation, most))
        return batches[0]

    whole = changing_keys._rewrap_some
    with acting_as("owner"):
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(changing_keys, "_rewrap_some", killed)
            rotate(town, now, at_once=2)
        half = kept(town)
        done = rotate(town, timezone.now(), at_once=2)
        after = kept(town)

    assert (batches, half) == ([2], {1: 3, 2: 2})
    assert (done, after) == (3, {2: 5})
    with within(scope_of(town)), transaction.atomic():
        assert names(persons) == [*NAMES]


def kept(town):
    """How many keys of persons are under each version of the territory's key."""
    with within(scope_of(town)), transaction.atomic():
        return {
            row.version: PersonKey.objects.filter(under=row).count()
            for row in TerritoryKey.objects.order_by("version")
        }


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_the_installation_changes_its_key_and_the_former_opens_no_identity(acting_as):
    with override_settings(TANDEM_KEY=OLD):
        town = OrganisationFactory()
        person = PersonFactory(organisation=town, first_name="Odette")
        note, word = seal("a note", "place"), digest("word", "odette")

    with override_settings(TANDEM_KEY=NEW, TANDEM_KEY_FORMER=[OLD]):
        with acting_as("owner"):
            assert wrap_anew(town) == 1
            assert wrap_anew(town) == 0
        assert name_of(person) == "Odette"
        # What was sealed for the installation itself still opens, and she is found as before.
        assert unseal(note, "place") == "a note"
        assert digest("word", "odette") == word
    with override_settings(TANDEM_KEY=NEW):
        assert name_of(person) == "Odette"
    with override_settings(TANDEM_KEY=OLD), pytest.raises(Unreadable):
        name_of(person)


def name_of(person):
    with within(scope_of(person.organisation)), transaction.atomic():
        return reveal_one(person, Purpose.ANSWER).first_name


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["rotate_keys", "tidy_keys"])
def test_only_the_owner_changes_keys(command):
    with pytest.raises(CommandError, match="as the owner"):
        call_command(command)
