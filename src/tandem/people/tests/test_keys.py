"""No identity is read without a look that is committed: the database demands it, not our code."""

from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Kind, Purpose
from tandem.journal.models import Entry
from tandem.people import keys
from tandem.people.models import Identity, PersonKey
from tandem.people.reveal import reveal_one
from tandem.project.databases import databases
from tandem.tenancy.scope import within
from tandem.toolbox.sealing import Unreadable
from tests.factories import OrganisationFactory, PersonFactory, scope_of
from tests.factories.people import identity_of

BOTH = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
ME, ANOTHER = 41, 42
UNGUARDED = "IF EXISTS (SELECT FROM public.people_person"


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


@pytest.fixture
def person(town):
    return PersonFactory(organisation=town, first_name="Odette")


def look(person, *, account=ME, at=None, using="looks"):
    """A line of the journal, written by hand as an attacker would."""
    with acting(Asker(account=account)), transaction.atomic(using=using):
        row = Entry(
            kind=Kind.LOOK,
            word="people.identity_seen",
            purpose=Purpose.ANSWER,
            account=account,
            persons=[person.key],
            territory_id=person.territory_id,
            organisation_id=person.organisation_id,
        )
        row.save(using=using, force_insert=True)
    if at is not None:
        with owner() as asked:
            asked.execute("ALTER TABLE journal_entry NO FORCE ROW LEVEL SECURITY")
            asked.execute("UPDATE journal_entry SET written_at = %s WHERE id = %s", [at, row.pk])
            asked.execute("ALTER TABLE journal_entry FORCE ROW LEVEL SECURITY")
    return row.pk


def opened(person, *looks):
    with acting(Asker(account=ME)), transaction.atomic():
        found = keys.opened_after(looks, {person.pk: person})
    return found[person.pk].first_name


def refused(person, *looks):
    with pytest.raises(DatabaseError, match="no committed look"):
        opened(person, *looks)
    return True


@BOTH
def test_a_committed_look_of_ones_own_opens_and_no_other_does(town, person):
    neighbour = PersonFactory(organisation=town)
    mine, theirs, at_another = look(person), look(person, account=ANOTHER), look(neighbour)
    minutes_ago = look(person, at=timezone.now() - timedelta(seconds=61))

    assert opened(person, mine) == "Odette"
    assert refused(person)
    assert refused(person, theirs)
    assert refused(person, at_another)
    assert refused(person, minutes_ago)
    # The look that is undone with the rest: written in the transaction that reads.
    with pytest.raises(DatabaseError, match="no committed look"), transaction.atomic():
        opened(person, look(person, using="default"))
    with pytest.raises(DatabaseError, match="no committed look"), transaction.atomic():
        with transaction.atomic():
            in_a_savepoint = look(person, using="default")
        opened(person, in_a_savepoint)


@BOTH
def test_whoever_opens_directly_has_no_key(person):
    with transaction.atomic():
        blob = Identity.objects.get(person=person).sealed

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        list(PersonKey.objects.values_list("wrapped", flat=True))
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        list(PersonKey.objects.values_list("former", flat=True))
    with pytest.raises(Unreadable):
        keys.identity.opened(blob, person, [])


@BOTH
def test_without_the_guard_each_of_them_would_open(town, person):
    """The twin of the tests above: it shows that they are able to fail."""
    none, theirs = [], [look(person, account=ANOTHER)]
    definition = "SELECT pg_get_functiondef('public.people_keys_seen'::regproc)"
    ask = "SELECT count(wrapped) FROM public.people_keys_seen(%s::bigint[], %s, %s)"

    with owner() as asked:
        guarded = asked.execute(definition).fetchone()[0]
        assert UNGUARDED in guarded
        asked.execute(guarded.replace(UNGUARDED, UNGUARDED.replace("IF", "IF false AND")))
        with as_web(asked, town):
            for looks in (none, theirs):
                assert asked.execute(ask, [looks, ME, [person.pk]]).fetchone() == (1,)
            assert asked.execute("SELECT current_user").fetchone() == ("tandem_web",)
        asked.rollback()

    with transaction.atomic(), connection.cursor() as cursor:
        # What the suite itself does where a test is one transaction: there the savepoint passes.
        cursor.execute("SELECT set_config('tandem.test_is_one_transaction', 'yes', true)")
        assert opened(person, look(person, using="default")) == "Odette"


@contextmanager
def as_web(asked, town):
    asked.execute("SET LOCAL ROLE tandem_web")
    names = ("may_read", "may_write", "organisations", "presented")
    for name, value in zip(names, scope_of(town).settings(), strict=True):
        asked.execute("SELECT set_config(%s, %s, true)", [f"tandem.{name}", value])
    yield


def owner():
    params = connection.get_connection_params()
    own = databases(settings.DATA, "owner")["default"]
    return psycopg.connect(
        dbname=params["dbname"],
        user=own["USER"],
        password=own.get("PASSWORD") or None,
        host=params.get("host"),
        port=params.get("port"),
    )


@pytest.mark.django_db
def test_a_new_identity_has_a_new_key_and_an_older_copy_still_opens(town, person):
    older = Identity.objects.get(person=person).sealed
    keys.keep(person, identity_of(first_name="Odile"))
    newer = Identity.objects.get(person=person).sealed

    assert reveal_one(person, Purpose.ANSWER).first_name == "Odile"
    # An older backup was read back, and the newest keys with it.
    Identity.objects.filter(person=person).update(sealed=older)
    assert reveal_one(person, Purpose.ANSWER).first_name == "Odette"
    assert bytes(older) != bytes(newer)


@pytest.mark.django_db
def test_whose_key_is_gone_is_nobody_whatever_the_row_says(town, person):
    PersonKey.objects.filter(person=person).delete()

    assert Identity.objects.filter(person=person).exists()
    assert reveal_one(person, Purpose.ANSWER).first_name == ""


@pytest.mark.django_db
def test_a_key_moved_to_another_person_opens_nothing(town, person):
    other = PersonFactory(organisation=town)
    under = keys.under_latest(person.territory_id, person.organisation_id)
    theirs, _key = keys.new_for(other, under)

    PersonKey.objects.filter(person=person).update(wrapped=theirs.wrapped)

    with pytest.raises(Unreadable):
        reveal_one(person, Purpose.ANSWER)
