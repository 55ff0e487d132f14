"""Nothing is promised beyond what a team can do; the promise follows what happens."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tandem.journal.models import Entry
from tandem.people.choices import Channel
from tandem.streets import capacity, messages, office, planning, way
from tandem.streets.choices import JobState, State
from tandem.streets.errors import NotNow
from tandem.streets.models import Job, Report, Team
from tandem.streets.tests.reported import (
    WORDS,
    a_day,
    a_team,
    at_work,
    fresh,
    member,
    moved,
    reported,
    texts,
    told,
)
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030")


@pytest.fixture
def working(town):
    with at_work(town):
        yield town


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def test_the_promised_day_follows_from_what_the_team_can_do(working):
    team = a_team(working, per_day=4)
    first, second, third = (reported(working) for _ in range(3))
    planning.plan([first, second], team, a_day())

    assert planning.earliest(team, [third], a_day()) == a_day(2)
    planning.plan([third], team, a_day(2))

    assert [fresh(one).planned_for for one in (first, third)] == [a_day(), a_day(2)]
    assert fresh(first).state == State.PLANNED
    assert Job.objects.count() == 2
    assert all("is planned for" in said for said in texts(messages.STEP))


def test_a_full_day_is_refused_and_nothing_of_it_is_kept(working):
    team = a_team(working, per_day=3)
    planning.plan([reported(working)], team, a_day())
    more = reported(working)

    with pytest.raises(NotNow, match="full"):
        planning.plan([more], team, a_day())

    assert fresh(more).state == State.NEW
    assert len(told(messages.STEP)) == 1


def test_what_is_planned_already_does_not_count_twice(working):
    team = a_team(working, per_day=4)
    one, other = reported(working), reported(working)
    planning.plan([one], team, a_day())

    planning.plan([one, other], team, a_day())

    assert Job.objects.get().reports.count() == 2
    assert len(told(messages.STEP)) == 2


def test_planned_for_another_day_it_frees_the_first(working):
    team = a_team(working, per_day=2)
    one, other = reported(working), reported(working)
    planning.plan([one], team, a_day())
    planning.plan([one], team, a_day(3))

    planning.plan([other], team, a_day())

    assert texts(messages.STEP, one.voices.get().person)[-1].startswith("The day has changed")


@pytest.mark.parametrize(
    ("facts", "day", "why"),
    [
        ({}, timezone.localdate() - timedelta(days=1), "day_is_past"),
        ({"weekdays": [6]}, date(2028, 1, 10), "not_a_day_of_theirs"),
        ({}, date(2028, 1, 8), "not_a_day_of_theirs"),
        ({}, date(2028, 5, 1), "not_a_day_of_theirs"),
        ({"per_day": 1}, date(2028, 1, 10), "too_large"),
        ({"left_at": timezone.now()}, date(2028, 1, 10), "not_a_day_of_theirs"),
    ],
)
def test_no_day_is_given_that_cannot_be_kept(working, facts, day, why):
    report = reported(working)
    with pytest.raises(NotNow, match=why):
        planning.plan([report], a_team(working, **facts), day)


def test_what_has_ended_or_is_elsewhere_gets_no_day(working):
    ended = moved(reported(working), State.REPAIRED)
    elsewhere = moved(reported(working), State.HANDED_OVER)
    for report in (ended, elsewhere):
        with pytest.raises(NotNow, match="not_open"):
            planning.plan([report], a_team(working), a_day())


def test_what_was_handed_over_takes_no_points_any_more(working):
    team = a_team(working, per_day=2)
    report = reported(working)
    planning.plan([report], team, a_day())
    moved(fresh(report), State.HANDED_OVER)

    assert planning.earliest(team, [reported(working)], a_day()) == a_day()


def test_a_correction_does_not_fill_a_day_beyond_what_the_team_can_do(client, town):
    with at_work(town):
        team = a_team(town, per_day=2)
        one, other = reported(town, kind="bin"), reported(town, kind="bin")
        planning.plan([one, other], team, a_day())

        with pytest.raises(NotNow, match="no_longer_fits"):
            office.override(fresh(one), category="lamp")

        # Alone on its day, it has room.
        planning.plan([other], team, a_day(2))
        office.override(fresh(one), category="lamp")
        assert planning.used_by_day(team) == {a_day(): 2, a_day(2): 1}
    member(client, town)
    said = {"category": "lamp", "team": str(team.pk)}
    said |= {"postal_code": other.postal_code, "street": other.street}
    with at_work(town):
        planning.plan([reported(town, kind="bin")], team, a_day(2))
    client.post(reverse("streets:correct", args=[other.sign]), said)

    shown = client.get(reverse("streets:office_report", args=[other.sign])).text
    assert "no longer fits into the day that was promised" in shown
    assert fresh(other).category == "bin"


def test_a_team_that_can_do_less_than_was_promised_is_said_on_its_pages(client, town):
    with at_work(town):
        team = a_team(town, per_day=4)
        told, another = reported(town), reported(town)
        job = planning.plan([told, another], team, a_day())
        assert planning.beyond(team) == []
        Team.objects.filter(pk=team.pk).update(per_day=1)
        assert planning.beyond(Team.objects.get(pk=team.pk)) == [(a_day(), 4)]
    member(client, town)
    client.cookies["language"] = "en"

    for page in (
        reverse("streets:team", args=[team.pk]),
        reverse("streets:plan") + f"?sign={told.sign}&team={team.pk}",
        reverse("streets:job", args=[job.pk]),
    ):
        shown = client.get(page).text
        assert "More is promised than the team can do" in shown
        assert "4 of 1 point" in shown


def test_a_promised_day_is_not_taken_from_its_team_by_hand(working):
    report = reported(working)
    planning.plan([report], a_team(working), a_day())
    other = a_team(working, name="Bins")

    with pytest.raises(NotNow, match="promised"):
        office.override(fresh(report), team=other)
    planning.plan([report], other, a_day(3))

    assert (fresh(report).team_id, fresh(report).planned_for) == (other.pk, a_day(3))


def test_a_job_is_done_but_for_what_is_ticked_which_gets_the_next_free_day(working):
    team = a_team(working, per_day=4)
    done, left = reported(working), reported(working)
    job = planning.plan([done, left], team, a_day())

    assert (
        planning.finish(job, {left.pk}, {done.pk: "A new lamp.", left.pk: "The lift broke."}) == []
    )

    assert fresh(done).state == State.REPAIRED
    again = fresh(left)
    assert (again.state, again.planned_for) == (State.PLANNED, a_day(2))
    assert again.job.day == a_day(2)
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
    assert texts(messages.STEP, left.voices.get().person)[-1].startswith("The day has changed")
    (asked,) = told(messages.REPAIRED)
    assert "A new lamp." in asked.text.paragraphs
    assert "The lift broke." in told(messages.STEP)[-1].text.paragraphs
    assert "The lift broke." not in asked.text.paragraphs
    with pytest.raises(NotNow, match="ended"):
        planning.finish(job, set())


def test_put_off_each_has_another_day_and_the_job_is_dropped(working):
    job = planning.plan([reported(working), reported(working)], a_team(working), a_day())

    planning.put_off(job)

    assert Job.objects.get(pk=job.pk).state == JobState.DROPPED
    assert {report.planned_for for report in Report.objects.all()} == {a_day(2)}


def test_the_way_goes_to_the_nearest_next_and_keeps_a_street_together():
    def stop(key, street, point=None):
        return way.Stop(key, "1030", street, key, point)

    stops = [
        stop(1, "a", (50.860, 4.37)),
        stop(2, "b", (50.900, 4.37)),
        stop(3, "c", (50.861, 4.37)),
        stop(4, "a"),
        stop(5, "z"),
    ]

    assert [one.key for one in way.in_order(stops)] == [1, 4, 3, 2, 5]
    assert way.in_order(stops) == way.in_order(stops[::-1])


def test_capacity_skips_weekends_and_public_holidays():
    friday = date(2026, 12, 24)

    days = capacity.working_days([], friday)
    assert capacity.free_day(Team(per_day=8), {friday: 8}, 1, days).on == date(2026, 12, 28)


def planned(town, **facts):
    with at_work(town):
        return planning.plan([reported(town, mark="LP-20417")], a_team(town, **facts), a_day())


def test_a_day_is_planned_on_its_page(client, town):
    team = a_team(town)
    with within(scope_of(town)):
        report, near = reported(town), reported(town)
        Report.objects.update(team=team)
    member(client, town)
    page = f"{reverse('streets:plan')}?sign={report.sign}"

    shown = client.get(page).text
    assert f'value="{a_day()}"' in shown
    assert near.sign in shown
    client.post(page, {"reports": [report.sign, near.sign], "day": str(a_day())})

    assert fresh(near).planned_for == a_day()


def test_a_danger_is_proposed_for_today_and_all_else_from_tomorrow(working):
    today = timezone.localdate()

    assert planning.soonest(reported(working, kind="danger_hole")) == today
    assert planning.soonest(reported(working)) == today + timedelta(days=1)


def test_a_full_day_is_refused_with_a_kind_sentence(client, town):
    team = a_team(town, per_day=2)
    with at_work(town):
        planning.plan([reported(town)], team, a_day())
        report = reported(town)
    member(client, town)

    page = f"{reverse('streets:plan')}?sign={report.sign}&team={team.pk}"
    shown = client.post(page, {"reports": [report.sign], "day": str(a_day())})

    assert shown.status_code == 422
    assert "That day is full" in shown.text


def test_without_a_team_one_is_asked_for(client, town):
    report, team = reported(town), a_team(town)
    member(client, town)

    assert team.name in client.get(f"{reverse('streets:plan')}?sign={report.sign}").text


def test_the_sheet_of_our_own_team_tells_what_was_seen_after_a_look(client, town):
    job = planned(town)
    member(client, town)

    shown = client.get(reverse("streets:sheet", args=[job.pk])).text

    assert "Rue des Tilleuls 12" in shown
    assert "LP20417" in shown
    assert WORDS in shown
    with within(scope_of(town)):
        assert Entry.objects.filter(word="streets.report_read").exists()


def test_the_sheet_of_a_contractor_tells_nothing_but_thing_and_place(client, town):
    job = planned(town, contractor=True)
    member(client, town)

    shown = client.get(reverse("streets:sheet", args=[job.pk])).text

    assert "Rue des Tilleuls 12" in shown
    assert WORDS not in shown
    assert "Odette" not in shown
    client.post(reverse("streets:hand", args=[job.pk]))
    with within(scope_of(town)):
        assert Job.objects.get().handed_at


def test_a_team_with_an_address_gets_its_sheet_by_the_outbox(client, town):
    member(client, town)
    said = {"name": "Voirie SPRL", "per_day": "8", "contractor": "on", "email": "a@b.example"}
    client.post(reverse("streets:team_add"), said)
    with at_work(town):
        team = Team.objects.get()
        report = reported(town, mark="LP-20417")
        job = planning.plan([report], team, a_day())

    client.post(reverse("streets:hand", args=[job.pk]))

    with within(scope_of(town)):
        (sent,) = told(messages.SHEET)
        words = " ".join(sent.text.paragraphs)
        assert (sent.person_id, sent.wanted) == (team.contact_id, Channel.EMAIL)
        assert sent.person.no_broadcasts
    client.post(reverse("streets:hand", args=[job.pk]))
    with at_work(town):
        assert len(told(messages.SHEET)) == 1
        planning.plan([reported(town)], team, a_day())
        assert Job.objects.get().handed_at is None
    assert report.shown_sign in words
    assert "LP20417" in words
    assert WORDS not in words


def test_the_sheet_is_a_file_too(client, town):
    job = planned(town)
    member(client, town)

    response = client.get(reverse("streets:sheet_file", args=[job.pk]))

    assert response.content.startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"


def test_another_organisations_colleague_finds_no_job(client, town):
    job = planned(town)
    member(client, OrganisationFactory(), Role.COORDINATOR)

    for name in ("job", "sheet", "sheet_file"):
        assert client.get(reverse(f"streets:{name}", args=[job.pk])).status_code == 404
    for name in ("done", "put_off", "hand"):
        assert client.post(reverse(f"streets:{name}", args=[job.pk])).status_code == 404
    with within(scope_of(town)):
        assert Job.objects.get().state == JobState.PLANNED
