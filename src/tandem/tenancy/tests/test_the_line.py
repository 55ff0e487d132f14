"""The line to the database: what is sent, and what happens when it breaks."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tandem.people.models import Person
from tandem.tenancy import repeated
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, PersonFactory, scope_of

AS_IN_THE_RUNNING_HOUSE = pytest.mark.django_db(transaction=True)
COUNT = "SELECT count(*) FROM people_person WHERE %(all)s"


@AS_IN_THE_RUNNING_HOUSE
def test_a_transaction_begins_and_hears_its_scope_in_one_message():
    with (
        within(scope_of(OrganisationFactory())),
        CaptureQueriesContext(connection) as asked,
        transaction.atomic(),
    ):
        pass

    begun, ended = [query["sql"] for query in asked]
    assert begun.startswith("BEGIN; SELECT set_config")
    assert ended == "COMMIT"


@AS_IN_THE_RUNNING_HOUSE
def test_what_a_failed_transaction_wrote_is_gone():
    town = OrganisationFactory()

    with pytest.raises(ZeroDivisionError), within(scope_of(town)), transaction.atomic():
        PersonFactory(organisation=town)
        raise ZeroDivisionError

    with within(scope_of(town)), transaction.atomic():
        assert Person.objects.count() == 0


@AS_IN_THE_RUNNING_HOUSE
def test_a_planned_statement_sees_the_scope_of_its_own_transaction():
    ours, theirs = OrganisationFactory.create_batch(2)
    PersonFactory(organisation=ours)

    seen = []
    for organisation in (ours, theirs, ours, theirs):
        with within(scope_of(organisation)), transaction.atomic():
            seen.append(repeated.rows(COUNT, {"all": True}))

    assert seen == [[(1,)], [(0,)], [(1,)], [(0,)]]


@AS_IN_THE_RUNNING_HOUSE
def test_a_line_that_the_server_has_cut_is_made_anew_for_the_next_request():
    OrganisationFactory()
    pid = connection.connection.info.backend_pid
    connection.health_check_enabled = True
    connection.health_check_done = False
    connection.close_if_health_check_failed()
    with connection.copy().cursor() as other:
        other.execute("SELECT pg_terminate_backend(%s, 2000)", [pid])
        other.connection.close()

    connection.health_check_done = False

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


@AS_IN_THE_RUNNING_HOUSE
def test_outside_a_transaction_a_planned_statement_hears_its_scope_and_leaves_none_behind():
    ours, theirs = OrganisationFactory.create_batch(2)
    PersonFactory(organisation=ours)

    with within(scope_of(ours)):
        assert repeated.rows(COUNT, {"all": True}) == [(1,)]
    with within(scope_of(theirs)):
        assert repeated.rows(COUNT, {"all": True}) == [(0,)]
    with pytest.raises(DatabaseError, match="outside a scope"):
        repeated.rows(COUNT, {"all": True})


@AS_IN_THE_RUNNING_HOUSE
def test_a_planned_statement_that_fails_says_so_and_the_line_goes_on():
    town = OrganisationFactory()

    with within(scope_of(town)):
        with pytest.raises(DatabaseError, match="division by zero"):
            repeated.rows("SELECT 1 / %(by)s::int", {"by": 0})

        assert repeated.rows(COUNT, {"all": True}) == [(0,)]
