import time
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.db import ProgrammingError, connection, transaction

from tandem.cases import actions, measuring
from tandem.cases.choices import Reason, State
from tandem.cases.jobs import measure
from tandem.cases.models import Case, Measurement
from tandem.journal.choices import Door
from tandem.outbox.actions import say_called
from tandem.outbox.choices import CallResult
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.tenancy.scope import Unscoped, within
from tandem.toolbox.workdays import add_working_days
from tests.factories import CaseFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db
YEAR = measuring.Period(date(2025, 11, 1), date(2026, 11, 1))
ASKED = 2 + 2
"""Two questions; and the database is told the scope before them, and after."""
MONDAY = date(2026, 3, 2)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def came(organisation, door=Door.WEB, day=MONDAY, *, channel=Channel.DESK, promised=2, **facts):
    with time_machine.travel(noon(day), tick=False):
        person = PersonFactory(organisation=organisation, channel=channel)
        due_on = add_working_days(day, promised)
        return CaseFactory(
            organisation=organisation, person=person, door=door, due_on=due_on, **facts
        )


def answer(case, after: int):
    """So many working days after it came."""
    day = add_working_days(case.opened_at.date(), after)
    with time_machine.travel(noon(day), tick=False), within(scope_of(case.organisation)):
        return actions.answer(case, Reason.DONE, "")


def asked_again(case, deed, day: date):
    with time_machine.travel(noon(day), tick=False), within(scope_of(case.organisation)):
        return deed(Case.objects.get(pk=case.pk), "It is not solved yet.")


def counted(service="ask-for-help", door=Door.WEB):
    [row] = [
        row
        for row in measuring.figures(YEAR)["doors"]
        if (row["service"], row["door"]) == (service, door)
    ]
    return {name: row[name] for name in ("opened", "answered", "in_time", "again", "days")}


@pytest.fixture
def commune():
    return OrganisationFactory()


def test_the_figures_are_those_of_a_count_by_hand(commune):
    """Of twenty that came, fifteen were answered, ten of them in time; five were contested."""
    cases = [came(commune) for _ in range(20)]
    for case in cases[:10]:
        answer(case, 1)
    late = [answer(case, 4) for case in cases[10:15]]
    for case in late:
        asked_again(case, actions.contest, date(2026, 3, 20))

    assert counted() == {"opened": 20, "answered": 15, "in_time": 10, "again": 5, "days": 1.0}
    assert counted(service="")["opened"] == 20
    assert counted(door=Door.PHONE)["opened"] == 0


def test_every_tenant_is_counted_from_no_scope_at_all(commune):
    for organisation in (commune, OrganisationFactory()):
        for _ in range(6):
            answer(came(organisation), 1)

    with pytest.raises(Unscoped):
        Case.objects.count()
    assert counted()["answered"] == 12


@pytest.mark.parametrize(
    "said",
    [
        "SELECT * FROM cases_measured(now(), now(), 'UTC', '{}', '{}')",
        "SET LOCAL tandem.counting = 'yes'; SELECT count(*) FROM cases_case",
        "SELECT * FROM cases_answers_sent(now(), now())",
        "SELECT count(*) FROM cases_case",
        "SELECT count(*) FROM cases_step",
        "SELECT count(*) FROM outbox_message",
    ],
)
def test_the_rows_behind_the_counts_stay_shut(commune, said):
    answer(came(commune), 1)

    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(said)


def test_what_was_asked_anew_is_measured_by_its_first_answer_and_first_promise(commune):
    for _ in range(5):
        case = answer(came(commune), 2)
        # Its day is now weeks later, and it is answered once more.
        asked_again(case, actions.reopen, date(2026, 4, 6))
        answer(case, 40)
    for _ in range(5):
        asked_again(answer(came(commune), 3), actions.reopen, date(2026, 4, 7))

    assert counted() == {"opened": 10, "answered": 10, "in_time": 5, "again": 10, "days": 2.5}


def test_weekends_and_holidays_are_no_working_days(commune):
    """From the Thursday before Easter to the Wednesday after it: Friday, Tuesday, Wednesday."""
    for _ in range(5):
        case = came(commune, day=date(2026, 4, 2))
        with time_machine.travel(noon(date(2026, 4, 8)), tick=False), within(scope_of(commune)):
            actions.answer(case, Reason.DONE, "")

    assert counted()["days"] == 3


def test_what_came_before_or_after_is_not_counted(commune):
    for day in (date(2025, 10, 31), date(2026, 11, 2)):
        for _ in range(5):
            answer(came(commune, day=day), 1)
    for _ in range(6):
        # Answered when the period was over.
        answer(came(commune, day=date(2026, 10, 30)), 3)

    assert counted() == {"opened": 6, "answered": 0, "in_time": 0, "again": 0, "days": None}


def test_small_numbers_never_reach_the_figures(commune):
    for _ in range(3):
        answer(came(commune), 1)
    for _ in range(9):
        answer(came(commune, service="offer-help"), 1)
    for _ in range(60):
        came(commune, service="post-a-project")

    rows = [row for row in measuring.figures(YEAR)["doors"] if row["door"] == Door.WEB]

    asked = {"": 72, "ask-for-help": None, "offer-help": None, "post-a-project": 60}
    nobody = {service.slug: 0 for service in measuring.public_services()}
    assert {row["service"]: row["opened"] for row in rows} == nobody | asked
    assert [row["days"] for row in rows if row["service"] in {"ask-for-help", "offer-help"}] == [
        None,
        None,
    ]


def test_an_answer_by_telephone_counts_when_it_was_said(commune):
    for _ in range(5):
        answer(came(commune, channel=Channel.DESK), 1)
        case = answer(came(commune, channel=Channel.CALL), 1)
        with time_machine.travel(noon(date(2026, 3, 6)), tick=False), within(scope_of(commune)):
            call = Message.objects.about(case).get(kind="answer")
            Message.objects.filter(pk=call.pk).update(state="ready")
            call.refresh_from_db()
            say_called(call, CallResult.SAID)

    channels = {row["channel"]: row for row in measuring.figures(YEAR)["channels"]}

    assert (channels["desk"]["answers"], channels["desk"]["days"]) == (5, 1)
    assert (channels["call"]["answers"], channels["call"]["days"]) == (5, 4)


def test_an_answer_that_has_not_left_was_not_given_by_any_way(commune):
    for _ in range(6):
        answer(came(commune, channel=Channel.LETTER), 1)

    channels = {row["channel"]: row["answers"] for row in measuring.figures(YEAR)["channels"]}

    assert channels["letter"] == 0


@time_machine.travel(noon(date(2026, 11, 26)), tick=False)
def test_it_is_counted_once_a_quarter_and_then_kept(commune):
    for _ in range(6):
        came(commune, day=date(2026, 9, 30))
    came(commune, day=date(2026, 6, 30))
    came(commune, day=date(2026, 10, 1))

    measure(0)
    for _ in range(6):
        came(commune, day=date(2026, 9, 30))
    measure(0)

    kept = Measurement.objects.get()
    assert (kept.since, kept.until) == (date(2026, 7, 1), date(2026, 10, 1))
    [row] = [
        row
        for row in kept.figures["doors"]
        if (row["service"], row["door"]) == ("ask-for-help", Door.WEB)
    ]
    assert row["opened"] == 6


def test_no_two_figures_that_are_published_share_a_day():
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(3 * 366)]

    periods = [measuring.last_whole_quarter(day) for day in days]

    published = sorted(set(periods), key=lambda one: one.since)
    assert all(one.until == other.since for one, other in pairwise(published))
    assert all(one.until <= day for one, day in zip(periods, days, strict=True))


def test_withdrawn_requests_are_not_answered(commune):
    for _ in range(5):
        case = came(commune)
        with within(scope_of(commune)):
            assert actions.withdraw(case).state == State.WITHDRAWN

    assert counted()["answered"] == 0


def test_two_questions_are_asked_of_the_database(commune, django_assert_num_queries):
    came(commune)

    with django_assert_num_queries(ASKED):
        measuring.figures(YEAR)


MANY = 100_000
CASES = """
INSERT INTO cases_case (key, reference, service, version, door, language, postal_code, state,
    reason, opened_at, due_on, urgent, draft_digest, sealed, has_unread, territory_id,
    organisation_id)
SELECT gen_random_uuid(), n, 'ask-for-help', 1, (array['web', 'phone'])[1 + n %% 2], 'fr', '1030',
    'answered', 'done', timestamptz '2025-11-03 12:00Z' + n %% 300 * interval '1 day',
    date '2027-01-01', false, decode(lpad(to_hex(n), 32, '0'), 'hex'), 'x', false, %(area)s, %(own)s
FROM generate_series(1, %(many)s) n
"""
STEPS = """
INSERT INTO cases_step (case_id, kind, state, at, door, territory_id, organisation_id)
SELECT id, 'answered', 'answered', opened_at + interval '7 days', 'web', %(area)s, %(own)s
FROM cases_case
"""
MESSAGES = """
INSERT INTO outbox_message (key, person_id, kind, wanted, channel, obstacle, tried, language,
    state, sealed, reference, subject, enclosed, message_id, attempts, queued_at, next_try_at,
    left_at, holds_word, territory_id, organisation_id)
SELECT gen_random_uuid(), %(person)s, 'answer', 'email', 'email', '', '{}', 'fr', 'sent', 'x', '',
    'cases.case:' || case_id, '', '', 1, at, at, at, false, %(area)s, %(own)s
FROM cases_step WHERE case_id %% 10 = 0
"""


def test_a_hundred_thousand_requests_are_counted_in_two_questions(
    commune, django_assert_num_queries
):
    """Seconds at night, once a quarter; the page reads one row, however many came."""
    person = PersonFactory(organisation=commune)
    values = {"own": commune.pk, "area": commune.area_id, "many": MANY, "person": person.pk}
    with within(scope_of(commune)), connection.cursor() as cursor:
        # More rows at once than any page writes, looked at here and not when the test ends: does
        # each point to a case? A plan made while there was none would read all of them for each.
        cursor.execute("SET LOCAL statement_timeout = 0; SET CONSTRAINTS ALL IMMEDIATE")
        for said in (CASES, STEPS, MESSAGES):
            cursor.execute(said, values)
            cursor.execute("DISCARD PLANS")
        cursor.execute("SET LOCAL statement_timeout TO DEFAULT")

    began = time.perf_counter()
    with django_assert_num_queries(ASKED):
        found = measuring.figures(YEAR)
    took = time.perf_counter() - began

    [web] = [row for row in found["doors"] if (row["service"], row["door"]) == ("", "web")]
    assert (web["opened"], web["answered"], web["in_time"]) == (50_000, 50_000, 50_000)
    assert {row["channel"]: row["answers"] for row in found["channels"]}["email"] == MANY // 10
    assert took < 30
