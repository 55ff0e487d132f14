"""How a job went: each stop has its own words, and what was contested is not closed with the rest."""

import pytest
from django.urls import reverse

from tandem.cases import actions as cases
from tandem.cases.choices import State as CaseState
from tandem.streets import messages, planning
from tandem.streets.choices import Closed, JobState, State
from tandem.streets.models import Job, Report
from tandem.streets.tests.reported import (
    WHY,
    a_day,
    a_team,
    at_work,
    case_of_voice,
    fresh,
    member,
    moved,
    reported,
    told,
)
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import MembershipFactory, OrganisationFactory, scope_of

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


def test_what_was_contested_stays_in_the_job_whoever_says_that_all_is_repaired(town):
    me = 7_777
    with at_work(town, me):
        team = a_team(town)
        contested, other = reported(town), reported(town)
        contested = moved(contested, State.CLOSED, because=Closed.NOT_FOUND, words=WHY)
        cases.contest(case_of_voice(contested.voices.get()), "It is still dark.")
        job = planning.plan([contested, other], team, a_day())
        from_town = member_of(town)
        assert from_town != me

        left = planning.finish(job, set())

        assert [report.pk for report in left] == [contested.pk]
        assert Job.objects.get().state == JobState.PLANNED
        assert fresh(other).state == State.REPAIRED
    with at_work(town, from_town):
        assert [report.pk for report in planning.finish(job, set())] == [contested.pk]
        assert case_of_voice(contested.voices.get()).state == CaseState.CONTESTED
        moved(fresh(contested), State.REPAIRED, words="We went there twice: it burns again.")
        assert case_of_voice(contested.voices.get()).state == CaseState.ANSWERED
        assert Job.objects.get().state == JobState.DONE


def member_of(town):
    from_factory = MembershipFactory(organisation=town, role=Role.OFFICER)
    return from_factory.account.pk


def test_a_job_is_noted_as_done_on_its_page(client, town):
    with at_work(town):
        job = planning.plan([reported(town)], a_team(town), a_day())
    member(client, town)

    with within(scope_of(town)):
        key = Report.objects.get().pk
    assert "How did it go?" in client.get(reverse("streets:job", args=[job.pk])).text
    client.post(reverse("streets:done", args=[job.pk]), {f"words_{key}": "A new bulb."})

    with within(scope_of(town)):
        assert Report.objects.get().state == State.REPAIRED
        assert "A new bulb." in told(messages.REPAIRED)[0].text.paragraphs
    assert client.get(reverse("streets:jobs")).status_code == 200
