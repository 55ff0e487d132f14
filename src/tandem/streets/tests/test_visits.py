"""Repairs drawn by lot are looked at by somebody who did not do them."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tandem.journal.models import Seal
from tandem.streets import visits
from tandem.streets.choices import Closed, State, Verdict
from tandem.streets.errors import NotNow
from tandem.streets.jobs import draw_visits
from tandem.streets.models import Draw, Report, Visit
from tandem.streets.tests.reported import WHY, at_work, member, moved, repaired, reported
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
FIRST = date(2027, 1, 1)
HERE = timezone.get_default_timezone()
IN_DECEMBER = datetime(2026, 12, 15, 12, tzinfo=HERE)


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030")


def drawn(town, many=12, **facts):
    with at_work(town):
        for _ in range(many):
            repaired(town)
        Report.objects.update(ended_at=IN_DECEMBER)
        return visits.draw(town, FIRST, **facts)


def test_a_share_is_drawn_and_anybody_draws_the_same(town):
    made = drawn(town)

    with within(scope_of(town)):
        draw = Draw.objects.get()
        assert len(made) == 2
        assert len(draw.candidates) == 12
        again = visits.drawn(draw.candidates, draw.seed, draw.share)
        assert sorted(again) == sorted(visit.report.sign for visit in made)


def test_of_one_repair_one_is_looked_at(town):
    assert len(drawn(town, many=1)) == 1


def test_it_is_drawn_once_a_month(town):
    drawn(town)
    with at_work(town):
        assert visits.draw(town, date(2027, 1, 20)) == []
        assert Draw.objects.count() == 1


def test_only_what_was_repaired_in_the_month_before(town):
    with at_work(town):
        repaired(town)
        Report.objects.update(ended_at=datetime(2026, 11, 30, 23, 30, tzinfo=HERE))
        # And one of the month itself.
        Report.objects.filter(pk=repaired(town).pk).update(
            ended_at=datetime(2027, 1, 1, 0, 30, tzinfo=HERE)
        )

        assert visits.draw(town, FIRST) == []


def test_the_job_draws_for_each_that_takes_in(town):
    with at_work(town):
        repaired(town)
        Report.objects.update(ended_at=IN_DECEMBER)

    with time_machine.travel(datetime(2027, 1, 1, 6, tzinfo=HERE)):
        draw_visits(0)

    with within(scope_of(town)):
        assert Visit.objects.count() == 1


def test_a_no_opens_the_report_again_and_a_yes_leaves_it(town):
    bad, good = drawn(town)
    with at_work(town):
        visits.note(bad, Verdict.NO, "Two lamps of three are still dark.")
        visits.note(good, Verdict.YES)

        assert Report.objects.get(pk=bad.report_id).state == State.NEW
        assert Report.objects.get(pk=good.report_id).state == State.REPAIRED
        with pytest.raises(NotNow, match="visited"):
            visits.note(good, Verdict.NO)


def test_whoever_said_that_it_is_repaired_does_not_go_to_look(town):
    with at_work(town, 77):
        moved(reported(town), State.REPAIRED)
        Report.objects.update(ended_at=IN_DECEMBER)
        (visit,) = visits.draw(town, FIRST)

        with pytest.raises(NotNow, match="took_part"):
            visits.note(visit, Verdict.YES)
    with at_work(town, 78):
        assert visits.note(visit, Verdict.YES).account == 78


def begun_by(town, account):
    """Begun by one colleague, noted as repaired by another, and drawn."""
    with at_work(town, account):
        report = moved(reported(town), State.UNDER_WAY)
    with at_work(town, 78):
        moved(report, State.REPAIRED)
        Report.objects.update(ended_at=IN_DECEMBER)
        (visit,) = visits.draw(town, FIRST)
    return visit


def test_whoever_took_the_work_in_hand_does_not_judge_it(town):
    visit = begun_by(town, 77)
    for who in (77, 78):
        with at_work(town, who), pytest.raises(NotNow, match="took_part"):
            visits.note(visit, Verdict.YES)
    with at_work(town, 79):
        assert visits.note(visit, Verdict.YES).account == 79


def test_without_the_question_who_took_part_the_worker_judges(town, monkeypatch):
    visit = begun_by(town, 77)
    monkeypatch.setattr(visits, "took_part", lambda _report: False)
    with at_work(town, 77):
        assert visits.note(visit, Verdict.YES).account == 77


def test_the_page_says_who_may_judge_before_she_writes(client, town):
    client.cookies["language"] = "en"
    visit = begun_by(town, member(client, town).pk)
    page = reverse("streets:visit", args=[visit.pk])
    assert "You took part in the work" in client.get(page).text
    assert 'name="verdict"' not in client.get(page).text

    member(client, town)
    assert 'name="verdict"' in client.get(page).text


def test_it_is_noted_on_its_page_where_the_lot_is_shown_too(client, town):
    visit = drawn(town)[0]
    member(client, town)
    client.cookies["language"] = "en"
    with within(scope_of(town)):
        seed = Draw.objects.get().seed

    assert seed in client.get(reverse("streets:visits")).text
    page = reverse("streets:visit", args=[visit.pk])
    assert client.post(page, {}).status_code == 422
    client.post(page, {"verdict": "no", "words": ""})

    with within(scope_of(town)):
        assert Report.objects.get(pk=visit.report_id).state == State.NEW


def test_another_organisations_colleague_finds_no_visit(client, town):
    visit = drawn(town)[0]
    member(client, OrganisationFactory(), Role.COORDINATOR)

    page = reverse("streets:visit", args=[visit.pk])
    assert client.get(page).status_code == 404
    assert client.post(page, {"verdict": "no"}).status_code == 404


def test_anybody_sees_what_was_drawn_from_and_with_which_seed(client, town):
    made = drawn(town)
    client.cookies["language"] = "en"

    shown = client.get(reverse("streets:lots", args=[town.pk])).text

    with within(scope_of(town)):
        draw = Draw.objects.get()
    assert draw.seed in shown
    assert all(sign in shown for sign in draw.candidates)
    assert made[0].report.sign in shown
    assert "Odette" not in shown
    assert client.get(reverse("streets:lots", args=[2**31 - 1])).status_code == 404


def test_it_is_drawn_too_when_the_first_of_the_month_was_missed(town):
    with at_work(town):
        repaired(town)
        Report.objects.update(ended_at=IN_DECEMBER)

    for day in (9, 10):
        with time_machine.travel(datetime(2027, 1, day, 6, tzinfo=HERE)):
            draw_visits(0)

    with within(scope_of(town)):
        assert Visit.objects.get().drawn_on == FIRST


def test_what_was_not_found_is_drawn_too_and_a_no_opens_it(town):
    with at_work(town, 77):
        closed = moved(reported(town), State.CLOSED, because=Closed.NOT_FOUND, words=WHY)
        moved(reported(town), State.CLOSED, because=Closed.PRIVATE, words=WHY)
        Report.objects.update(ended_at=IN_DECEMBER)
        (visit,) = visits.draw(town, FIRST, share=100)
        assert visit.report_id == closed.pk
        with pytest.raises(NotNow, match="took_part"):
            visits.note(visit, Verdict.NO)
    with at_work(town, 78):
        visits.note(visit, Verdict.NO)
        assert Report.objects.get(pk=closed.pk).state == State.NEW


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_the_seed_was_public_before_anybody_knew_the_list(town, acting_as):
    roots = {1: datetime(2026, 12, 31, 23, tzinfo=HERE), 2: datetime(2027, 1, 1, 1, tzinfo=HERE)}
    for number, at in roots.items():
        with acting_as("worker"), time_machine.travel(at):
            Seal.objects.create(number=number, entries=[], digests=b"", root=bytes([number] * 32))

    with transaction.atomic(), within(scope_of(town)):
        drawn(town)
        assert Draw.objects.get().seed == "01" * 20
