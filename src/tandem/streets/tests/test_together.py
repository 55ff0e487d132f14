"""Several reports at once, new rules for what is open, and what the overview tells of the street."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tandem.cases import actions as cases
from tandem.journal.models import Entry
from tandem.streets import office, rerouting, teams
from tandem.streets.choices import Closed, Ground, Overridden, State
from tandem.streets.models import Job, Override, Report, Team
from tandem.streets.tests.reported import (
    WHY,
    a_team,
    another_voice,
    at_work,
    case_of_voice,
    member,
    moved,
    reported,
    told,
)
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
SEVERAL = "/streets/office/several/"


@pytest.fixture
def town(client):
    client.cookies["language"] = "en"
    return OrganisationFactory(area__postal_code="1030")


def fresh(report):
    with within(scope_of(report.organisation)):
        return Report.objects.select_related("team").get(pk=report.pk)


def asked(deed, team, *reports):
    signs = "&".join(f"sign={report.sign}" for report in reports)
    return f"{SEVERAL}?{signs}&team={team.pk}&do={deed}"


def test_what_is_ticked_goes_to_a_team_after_a_second_look(client, town):
    team, one, two = a_team(town, name="Roads"), reported(town), reported(town, code="1030")
    with at_work(town):
        ended = moved(reported(town), State.CLOSED, because=Closed.NOT_FOUND, words=WHY)
    stranger = reported(OrganisationFactory(area__postal_code="1050"), code="1050")
    member(client, town)
    inbox = client.get(reverse("streets:inbox")).text
    assert f'value="{one.sign}" form="several"' in inbox

    look = client.get(asked("give", team, one, two, ended, stranger))
    assert "Look once more. Nothing is done yet." in look.text
    assert "Not with these" in look.text
    assert ended.shown_sign in look.text
    assert stranger.shown_sign not in look.text
    assert fresh(one).team is None
    client.post(asked("give", team, one, two, ended, stranger), {"reports": [one.sign]})

    assert fresh(one).team == team
    assert [fresh(report).team for report in (two, ended, stranger)] == [None] * 3
    wrong = client.post(asked("give", team, two), {"reports": [stranger.sign]})
    assert wrong.status_code == 422


def test_a_day_for_several_is_told_to_each_of_their_reporters(client, town):
    team, one, two = a_team(town, per_day=6), reported(town), reported(town)
    another_voice(two)
    member(client, town)

    look = client.get(asked("plan", team, one, two)).text
    assert "What 3 reporters will read" in look
    day = timezone.localdate() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    client.post(asked("plan", team, one, two), {"reports": [one.sign, two.sign], "day": day})

    with within(scope_of(town)):
        job = Job.objects.get()
        assert {report.job_id for report in Report.objects.all()} == {job.pk}
        assert len(told("step")) == 3


def test_without_a_team_or_a_report_nothing_begins(client, town):
    report = reported(town)
    member(client, town)

    assert client.get(f"{SEVERAL}?sign={report.sign}").url == reverse("streets:inbox")
    assert client.get(f"{SEVERAL}?team=1&sign=no").url == reverse("streets:inbox")
    operator = client
    member(operator, town, Role.OPERATOR)
    assert operator.get(f"{SEVERAL}?team=1&sign={report.sign}").status_code == 404
    assert 'form="several"' not in operator.get(reverse("streets:inbox")).text


@pytest.fixture
def routed(town):
    """Three open reports without a team; then a rule that sends lamps to the lamp team."""
    rows = [reported(town) for _ in range(3)]
    lamps, roads = a_team(town, name="Lamps"), a_team(town, name="Roads")
    said = {"categories": ["lamp"], "postal_codes": [], "streets": [], "danger": None}
    with at_work(town):
        office.override(fresh(rows[1]), team=roads)
        # In progress: what was promised with it stays.
        moved(rows[2], State.UNDER_WAY)
        facts = {**said, "team": lamps, "ground": Ground.REGION, "working_days": 2}
        teams.keep_rule(town, None, facts)
    return rows, lamps, roads


def test_new_rules_are_put_to_what_is_open_after_they_were_foreseen(client, town, routed):
    (free, by_hand, under_way), lamps, roads = routed
    due_on = free.due_on
    member(client, town)
    page = client.get(reverse("streets:reroute")).text

    assert free.shown_sign in page
    assert by_hand.shown_sign not in page and under_way.shown_sign not in page
    assert fresh(free).team is None
    # What the page did not foresee is not done, whatever is sent.
    sent = [f"{free.sign}.{lamps.pk}", f"{by_hand.sign}.{lamps.pk}", f"{under_way.sign}.x", "…"]
    client.post(reverse("streets:reroute"), {"move": sent})

    now = fresh(free)
    assert (now.team, now.ground, now.due_on) == (lamps, Ground.REGION, due_on)
    assert fresh(by_hand).team == roads
    with within(scope_of(town)):
        assert Override.objects.get(what=Overridden.RULES).report_id == free.pk
        assert Entry.objects.filter(word="streets.report_corrected").count() == 2
        assert rerouting.foreseen(town) == []
    history = client.get(reverse("streets:office_report", args=[free.sign])).text
    assert "from “nobody” to “Lamps”" in history


def test_what_was_foreseen_otherwise_stays(town, routed):
    (free, *_others), lamps, roads = routed
    with at_work(town):
        assert rerouting.apply(town, {free.sign: roads.pk}) == 0
        Team.objects.filter(pk=lamps.pk).update(left_at=timezone.now())
        assert rerouting.apply(town, {free.sign: lamps.pk}) == 0


def test_a_contested_closing_stands_on_the_page_of_the_office(client, town):
    with at_work(town):
        report = moved(reported(town), State.CLOSED, because=Closed.NOT_FOUND, words=WHY)
        page = reverse("streets:office_report", args=[report.sign])
        case = case_of_voice(report.voices.get())
        cases.contest(case, "It is still dark.")
    member(client, town)

    shown = client.get(page).text

    assert "A reporter contested how this was closed." in shown
    assert f"The answer was contested: request {case.shown_reference}" in shown
    assert "It is still dark." in shown


def test_the_overview_tells_what_waits_in_the_street(client, town):
    reported(town)
    reported(town, kind="danger_gas")
    late = reported(town)
    with within(scope_of(town)):
        Report.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    member(client, town)

    overview = client.get(reverse("desk:staff")).text

    for said in ("danger in the street", "broken things nobody has looked at", "beyond its aim"):
        assert said in overview
    assert "/streets/office/?view=open&amp;late=on" in overview
    assert "said to be solved" not in overview
