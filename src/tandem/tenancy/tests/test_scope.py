import pytest
from django.db import DatabaseError, connection, transaction

from tandem.people.models import Person
from tandem.tenancy.scope import Scope, Unscoped, current, required, within
from tests.factories import OrganisationFactory, PersonFactory, scope_of


def test_scopes_add_up():
    one = Scope(frozenset({1}), frozenset({1}), frozenset({10}))
    other = Scope(frozenset({2}), frozenset(), frozenset({20}), presented="ab")

    both = one | other

    assert both == Scope(frozenset({1, 2}), frozenset({1}), frozenset({10, 20}), "ab")


def test_without_a_scope_there_is_nothing_to_ask():
    with within(None):
        assert current() is None
        with pytest.raises(Unscoped):
            required()


@pytest.mark.django_db
def test_a_scope_entered_in_the_middle_of_a_transaction_holds_and_gives_way_again():
    ours, theirs = OrganisationFactory.create_batch(2)
    PersonFactory(organisation=ours)

    with within(scope_of(theirs)):
        assert Person.objects.count() == 0
        with within(scope_of(ours)):
            assert Person.objects.count() == 1
        assert Person.objects.count() == 0


@pytest.mark.django_db
def test_a_transaction_that_fails_gives_the_scope_back():
    ours, theirs = OrganisationFactory.create_batch(2)
    PersonFactory(organisation=ours)

    with within(scope_of(ours)):
        with pytest.raises(DatabaseError), transaction.atomic(), within(scope_of(theirs)):
            connection.cursor().execute("SELECT nothing FROM nowhere")

        assert Person.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_scope_is_left_for_the_next_transaction():
    person = PersonFactory()
    with within(scope_of(person.organisation)), transaction.atomic():
        assert Person.objects.count() == 1

    with (
        pytest.raises(DatabaseError, match="outside a scope"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT count(*) FROM people_person")


@pytest.mark.django_db(transaction=True)
def test_tenant_rows_asked_for_outside_a_transaction_are_refused():
    person = PersonFactory()

    with within(scope_of(person.organisation)), pytest.raises(DatabaseError, match="outside"):
        Person.objects.count()


def test_the_manager_names_the_organisations_besides_the_communes():
    """A commune and its social welfare centre share a territory, not files; and that an index is
    used shows nowhere else, since the database refuses the rest by itself.
    """
    with within(Scope(frozenset({71}), frozenset(), frozenset({93}))):
        asked = str(Person.objects.all().query)

    assert '"territory_id" IN (71)' in asked
    assert '"organisation_id" IN (93)' in asked
