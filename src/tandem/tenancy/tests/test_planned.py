"""What is planned once for a connection: the same answers, and a line that stays whole."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tandem.tenancy import repeated
from tandem.tenancy.postgresql import planned
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, PersonFactory, scope_of

AS_IN_THE_RUNNING_HOUSE = pytest.mark.django_db(transaction=True)
PLANS = "SELECT count(*) FROM pg_prepared_statements WHERE %(all)s"
EVERYTHING = """
SELECT %(number)s::bigint + 1, %(text)s::text || '%%', %(list)s::bigint[], %(day)s::date,
       %(moment)s::timestamptz, %(bytes)s::bytea, %(nothing)s::text, %(text)s::text, '[1]'::jsonb
"""
VALUES = {
    "number": 2**40,
    "text": "Zoë %s $1 '; --",
    "list": [1, 2**33],
    "day": date(2026, 3, 1),
    "moment": datetime(2026, 3, 1, 12, tzinfo=UTC),
    "bytes": b"\x00\xff",
    "nothing": None,
}


@pytest.mark.django_db
def test_values_come_back_as_they_do_through_djangos_cursors():
    answered = [repeated.rows(EVERYTHING, VALUES) for _ in range(2)]
    with CaptureQueriesContext(connection) as asked:
        overheard = repeated.rows(EVERYTHING, VALUES)

    assert answered == [overheard, overheard]
    assert len(asked) == 1
    assert overheard[0][:3] == (2**40 + 1, "Zoë %s $1 '; --%", [1, 2**33])


@AS_IN_THE_RUNNING_HOUSE
def test_a_statement_is_planned_once_however_often_it_is_asked():
    def plans() -> int:
        return repeated.rows(PLANS, {"all": True})[0][0]

    connection.close()
    first = plans()
    for number in range(5):
        repeated.rows("SELECT %(number)s::int", {"number": number})

    assert (first, plans()) == (1, 2)


@AS_IN_THE_RUNNING_HOUSE
def test_no_connection_keeps_plans_without_end(monkeypatch):
    monkeypatch.setattr(planned, "MOST", 3)
    connection.close()

    for number in range(8):
        repeated.rows(f"SELECT {number} WHERE %(all)s", {"all": True})
        assert repeated.rows("SELECT 'always' WHERE %(all)s", {"all": True}) == [("always",)]

    assert repeated.rows(PLANS, {"all": True})[0][0] <= 5


@AS_IN_THE_RUNNING_HOUSE
def test_several_answers_come_for_one_wait_also_of_the_same_statement():
    one = "SELECT %(number)s::int"

    assert repeated.together((one, {"number": 1}), (one, {"number": 2})) == [[(1,)], [(2,)]]


@AS_IN_THE_RUNNING_HOUSE
@pytest.mark.parametrize(
    "wrong", ["SELECT 1 / %(by)s::int", "SELECT nothing_of_that_name, %(by)s::int", "SELEC %(by)s"]
)
def test_one_that_fails_takes_the_others_with_it_and_the_line_goes_on(wrong):
    fine = "SELECT 7 WHERE %(by)s = 0"
    for _ in range(2):
        with pytest.raises(DatabaseError):
            repeated.together((wrong, {"by": 0}), (fine, {"by": 0}))

        assert repeated.rows(fine, {"by": 0}) == [(7,)]
        assert not connection.connection.closed


@AS_IN_THE_RUNNING_HOUSE
def test_what_fails_in_a_transaction_can_be_undone_to_where_it_was_saved():
    with transaction.atomic():
        with pytest.raises(DatabaseError, match="division by zero"), transaction.atomic():
            repeated.rows("SELECT 1 / %(by)s::int", {"by": 0})

        assert repeated.rows("SELECT 7 WHERE %(by)s = 0", {"by": 0}) == [(7,)]


@AS_IN_THE_RUNNING_HOUSE
def test_it_stands_within_a_transaction_that_nothing_else_has_begun():
    """Django leaves it to the driver to begin one where no scope is told."""
    seen = []
    with transaction.atomic():
        for _ in range(2):
            seen += repeated.rows("SELECT pg_current_xact_id() WHERE %(all)s", {"all": True})
    seen += repeated.rows("SELECT pg_current_xact_id() WHERE %(all)s", {"all": True})

    assert seen[0] == seen[1] != seen[2]


@AS_IN_THE_RUNNING_HOUSE
def test_it_sees_what_its_transaction_wrote_and_not_what_was_undone():
    town = OrganisationFactory()
    told = "SELECT count(*) FROM people_person WHERE %(all)s"

    with within(scope_of(town)):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            PersonFactory(organisation=town)
            assert repeated.rows(told, {"all": True}) == [(1,)]
            raise ZeroDivisionError

        assert repeated.rows(told, {"all": True}) == [(0,)]


@AS_IN_THE_RUNNING_HOUSE
def test_a_line_cut_while_it_is_asked_is_a_mistake_and_the_next_one_is_made_anew():
    connection.close()
    cut = "SELECT pg_terminate_backend(pg_backend_pid()) WHERE %(all)s"

    with pytest.raises(DatabaseError):
        repeated.rows(cut, {"all": True})
    connection.close_if_unusable_or_obsolete()

    assert repeated.rows("SELECT 7 WHERE %(all)s", {"all": True}) == [(7,)]
