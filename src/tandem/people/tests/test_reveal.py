import pytest
from django.db import connection, transaction

from tandem.journal.choices import Purpose
from tandem.journal.models import Entry
from tandem.people.models import Identity
from tandem.people.reveal import reveal, reveal_one
from tandem.tenancy.scope import within
from tandem.toolbox.sealing import Unreadable
from tests.factories import OrganisationFactory, PersonFactory, scope_of


@pytest.mark.django_db
def test_an_identity_is_read_only_after_a_look_was_noted():
    person = PersonFactory(first_name="Odette")

    with within(scope_of(person.organisation)):
        who = reveal_one(person, Purpose.ANSWER)
        looks = Entry.objects.looks().about(person.key)

        assert who.first_name == "Odette"
        assert [look.purpose for look in looks] == [Purpose.ANSWER]


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_a_look_remains_when_what_followed_was_undone():
    person = PersonFactory()

    with within(scope_of(person.organisation)):
        with pytest.raises(RuntimeError), transaction.atomic():
            reveal_one(person, Purpose.ANSWER)
            raise RuntimeError("the page fails on purpose")

        with transaction.atomic():
            assert Entry.objects.looks().about(person.key).count() == 1


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_where_no_look_can_be_noted_nobody_is_revealed():
    """The twin of the test above: the look is written first, or nothing is read."""
    neighbour = OrganisationFactory()
    person = PersonFactory()
    read = []

    def watch(execute, sql, params, many, context):
        read.append(sql)
        return execute(sql, params, many, context)

    with (
        within(scope_of(neighbour)),
        pytest.raises(Exception, match="row-level security"),
        transaction.atomic(),
        connection.execute_wrapper(watch),
    ):
        reveal_one(person, Purpose.ANSWER)

    assert not [sql for sql in read if "people_identity" in sql]


@pytest.mark.django_db
def test_a_sealed_identity_moved_to_another_row_does_not_open():
    organisation = OrganisationFactory()
    one = PersonFactory(organisation=organisation)
    other = PersonFactory(organisation=organisation)

    with within(scope_of(organisation)):
        stolen = Identity.objects.get(person=one).sealed
        Identity.objects.filter(person=other).update(sealed=stolen)

        with pytest.raises(Unreadable):
            reveal_one(other, Purpose.ANSWER)
        assert reveal_one(one, Purpose.ANSWER).first_name


@pytest.mark.django_db
def test_a_page_of_people_is_one_look_naming_them_all():
    organisation = OrganisationFactory()
    seen = PersonFactory.create_batch(3, organisation=organisation)

    with within(scope_of(organisation)):
        before = Entry.objects.looks().count()
        reveal(seen, Purpose.RECOGNISE)
        looks = Entry.objects.looks()

        assert looks.count() == before + 1
        assert set(looks.first().persons) == {person.key for person in seen}


@pytest.mark.django_db
def test_nothing_in_the_database_holds_a_name_in_clear():
    person = PersonFactory(first_name="Zénobie", last_name="Quatrevaux", phone="0450 99 88 77")
    tables = ("people_person", "people_identity", "people_trace", "journal_entry")

    with within(scope_of(person.organisation)), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")
            kept = " ".join(row for (row,) in cursor.fetchall())
            assert "nobie" not in kept.lower()
            assert "quatrevaux" not in kept.lower()
            assert "998877" not in kept.replace(" ", "")
