"""Whether colleagues follow the team that the rules gave is counted, once for each report."""

import pytest
from django.utils import timezone

from tandem.register.queries import followed
from tandem.streets import office, planning, teams
from tandem.streets.card import ROUTE
from tandem.streets.choices import Ground
from tandem.streets.tests.reported import a_team, at_work, reported
from tandem.toolbox.workdays import add_working_days
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030")


@pytest.fixture
def working(town):
    with at_work(town):
        yield town


@pytest.fixture
def lamps(working):
    team = a_team(working)
    said = {"categories": ["lamp"], "postal_codes": [], "streets": [], "danger": None}
    more = {"team": team, "ground": Ground.COMMUNE, "working_days": None}
    teams.keep_rule(working, None, {**said, **more})
    return team


def plan(reports, team, ahead=1):
    planning.plan(reports, team, add_working_days(timezone.localdate(), ahead))


def counts():
    told = followed(ROUTE.slug)
    return [number for _label, number in told.counts[:2]]


def test_planned_with_the_team_of_the_rules_it_is_followed_once(working, lamps):
    reports = [reported(working), reported(working)]

    plan(reports, lamps)
    plan(reports, lamps, ahead=2)

    assert counts() == [2, 0]


def test_planned_with_another_team_people_departed(working, lamps):
    plan([reported(working)], a_team(working, name="Others"))

    assert counts() == [0, 1]


def test_set_by_hand_before_they_departed_too(working, lamps):
    report, other = reported(working), a_team(working, name="Others")
    office.override(report, team=other)
    report.refresh_from_db()

    plan([report, reported(working)], other)

    assert counts() == [0, 2]


def test_where_no_rule_gave_a_team_nothing_is_counted(working, lamps):
    own, by_hand = reported(working, kind="bin"), reported(working, kind="bin")
    office.override(by_hand, team=lamps)
    by_hand.refresh_from_db()

    plan([own, by_hand], lamps)

    assert counts() == [0, 0]
