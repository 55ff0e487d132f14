"""What newcomers stumbled over: one question, danger by telephone, jobs that end, who insists."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tandem.streets import planning, verdicts
from tandem.streets.answers_by_text import thanks
from tandem.streets.choices import Closed, JobState, State, Verdict
from tandem.streets.models import Job, Rule
from tandem.streets.tests.reported import (
    WHY,
    a_team,
    another_voice,
    at_work,
    member,
    moved,
    repaired,
    reported,
)
from tandem.ui.formats import short_day
from tests.factories import OrganisationFactory
from tests.factories.cases import open_session

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030")


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def test_after_a_repair_she_sees_one_pair_and_may_contest_in_one_line(client, town):
    report = reported(town)
    with at_work(town):
        moved(report, State.REPAIRED)
    open_session(client, report.told_in)

    shown = client.get("/follow/").text

    pair = reverse("streets:yours_repaired")
    assert [shown.count(f"{pair}?verdict={said}") for said in ("yes", "no")] == [1, 1]
    assert "/follow/solved/" not in shown
    assert "/follow/not-solved/" not in shown
    assert shown.count("/follow/contest/") == 1
    chosen = client.get(f"{pair}?verdict=no").text
    assert 'value="no" id="id_verdict_1" checked' in chosen


def test_a_withdrawn_report_can_still_be_opened_again(client, town):
    report = reported(town)
    open_session(client, report.told_in)
    client.post("/follow/withdraw/", {"words": ""})

    assert "/follow/not-solved/" in client.get("/follow/").text


def said_to(voice):
    with override("en"):
        return thanks(Verdict.NO, voice)


def refuses(report, voice, times):
    for _ in range(times):
        moved(report, State.REPAIRED)
        verdicts.say(voice, Verdict.NO)


def test_who_says_no_more_than_twice_brings_it_forward_no_more_until_a_colleague_looks(town):
    with at_work(town):
        report, usual = reported(town), reported(town)
        voice = report.voices.get()
        refuses(report, voice, 2)
        report.refresh_from_db()
        assert report.rank > usual.rank
        assert "We look at it again" in said_to(voice)

        refuses(report, voice, 1)

        report.refresh_from_db()
        assert (report.state, report.reopened, report.rank) == (State.NEW, 3, usual.rank)
        assert "a colleague goes to look first" in said_to(voice)

        moved(report, State.LOOKED_AT)
        refuses(report, voice, 1)
        report.refresh_from_db()
        assert report.rank > usual.rank


def test_another_person_who_says_no_is_heard(town):
    with at_work(town):
        report, usual = reported(town), reported(town)
        second = another_voice(report)
        refuses(report, report.voices.order_by("pk").first(), 3)
        refuses(report, second, 1)

        report.refresh_from_db()
        assert report.rank > usual.rank


def test_teams_and_planning_tell_the_same_free_day(client, town):
    team = a_team(town)
    report = reported(town)
    member(client, town)
    with at_work(town):
        day = planning.earliest(team, [report], planning.soonest(report))

    with override("en"):
        said = f"next free day: {short_day(day)}"
    assert day > timezone.localdate()
    assert said in client.get(reverse("streets:teams")).text


@pytest.mark.parametrize(("named", "warned"), [(True, 0), (None, 1)])
def test_for_a_danger_the_team_is_telephoned(client, town, named, warned):
    team = a_team(town, telephone="02 555 00 11")
    with at_work(town):
        Rule.objects.create(team=team, danger=named, organisation=town, territory=town.area)
    danger, lamp = reported(town, kind="danger_gas"), reported(town)
    member(client, town)

    shown = client.get(reverse("streets:office_report", args=[danger.sign])).text

    assert "Danger: telephone the team now" in shown
    assert 'href="tel:025550011"' in shown
    assert shown.count("No rule for dangers gave it to this team") == warned
    with at_work(town):
        moved(danger, State.UNDER_WAY)
    for report in (danger, lamp):
        page = client.get(reverse("streets:office_report", args=[report.sign])).text
        assert "telephone the team" not in page


def planned(town, *reports):
    team = a_team(town)
    day = planning.earliest(team, reports, timezone.localdate() + timedelta(days=1))
    return planning.plan(reports, team, day)


@pytest.mark.parametrize(
    ("way", "left"),
    [
        ((State.REPAIRED, {}), JobState.DONE),
        ((State.CLOSED, {"because": Closed.WORKS, "words": WHY}), JobState.DROPPED),
        ((State.LOOKED_AT, {}), JobState.DROPPED),
    ],
)
def test_a_job_of_which_nothing_is_left_ends_by_itself(town, way, left):
    with at_work(town):
        one, other = reported(town), reported(town)
        job = planned(town, one, other)
        to, facts = way
        moved(one, to, **facts)
        assert Job.objects.get(pk=job.pk).state == JobState.PLANNED

        moved(other, to, **facts)

        assert Job.objects.get(pk=job.pk).state == left


def test_a_report_under_way_keeps_its_job(town):
    with at_work(town):
        one = reported(town)
        job = planned(town, one)
        moved(one, State.UNDER_WAY)

        assert Job.objects.get(pk=job.pk).state == JobState.PLANNED


def test_the_hint_of_a_tick_box_stands_after_its_label(client, town):
    member(client, town)
    report = repaired(town)

    shown = client.get(reverse("streets:photo_add", args=[report.sign])).text

    assert shown.index("Make faces") < shown.index("A machine looks for them")


def test_the_category_in_use_stands_beside_its_empty_name(client, town):
    member(client, town)

    shown = client.get(reverse("streets:category", args=["lamp"])).text

    assert "In use now: " in shown
