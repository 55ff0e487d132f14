"""Which team gets a report, and why no other."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tandem.streets import ruling, teams
from tandem.streets.choices import Ground
from tandem.streets.models import Rule, Team
from tandem.streets.routing import Asked, route
from tandem.streets.tests.reported import a_team, member, reported
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tandem.toolbox.workdays import add_working_days
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
LAMP = Asked("lamp", "1030", "rue des tilleuls", danger=False)


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030")


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def rule(town, team, **facts):
    said = {
        "categories": [],
        "postal_codes": [],
        "streets": [],
        "danger": None,
        "ground": Ground.COMMUNE,
        "working_days": None,
        **facts,
    }
    with within(scope_of(town)):
        return teams.keep_rule(town, None, {**said, "team": team})


@pytest.mark.parametrize(
    ("facts", "against"),
    [
        ({}, []),
        ({"categories": ["lamp", "bin"]}, []),
        ({"categories": ["bin"]}, ["category"]),
        ({"postal_codes": ["1031"]}, ["postal_code"]),
        ({"streets": ["rue des tilleuls"]}, []),
        ({"streets": ["place"], "danger": True}, ["street", "danger"]),
        ({"streets": ["rue"]}, []),
        ({"streets": ["rue des til"]}, ["street"]),
        ({"danger": False}, []),
    ],
)
def test_a_rule_fits_where_nothing_of_it_speaks_against_it(facts, against):
    found = route([Rule(**facts)], LAMP)

    assert (found.rule is None) == bool(against)
    failed = [one for one in found.answer.reasons if one.code == "rule_failed"]
    assert [list(one.facts["conditions"]) for one in failed] == ([against] if against else [])


def test_the_first_that_fits_decides_and_each_before_says_why_not():
    lamps, bins = Team(name="Lamps"), Team(name="Bins")
    rules = [
        Rule(team=bins, categories=["bin"]),
        Rule(team=bins, postal_codes=["1031"], danger=True),
        Rule(team=lamps),
        Rule(team=bins),
    ]

    found = route(rules, LAMP)

    assert found.team is lamps
    with override("en"):
        said = ruling.explained(found, {"bin": "A full bin"})
    assert said == [
        "This report would go to the team “Lamps”: rule 3 decides.",
        "What this rule asks: Everything.",
        "Rule 1 does not fit: another category.",
        "Rule 2 does not fit: another postal code, what it says of dangers.",
    ]


def test_a_report_has_its_team_from_the_start(town):
    lamps, rest = a_team(town), a_team(town, name="All else", takes_rest=True)
    rule(town, lamps, categories=["lamp"], working_days=3)

    assert reported(town).team_id == lamps.pk
    assert reported(town).due_on == add_working_days(timezone.localdate(), 3)
    assert reported(town, kind="bin").team_id == rest.pk


def test_a_team_that_has_ended_gets_nothing(town):
    lamps = a_team(town)
    rule(town, lamps)
    with within(scope_of(town)):
        teams.end_team(lamps)

    assert reported(town).team_id is None


def test_the_end_of_a_team_is_told_and_the_next_rule_has_it(town):
    ended, lamps = Team(name="Old", left_at=timezone.now()), Team(name="Lamps")

    found = route([Rule(team=ended), Rule(team=lamps, ground=Ground.REGION)], LAMP)

    assert found.team is lamps and found.answer.organisation == Ground.REGION
    with override("en"):
        assert (
            ruling.explained(found, {"bin": "A full bin"})[2]
            == "Rule 1 does not fit: the team has ended."
        )


def test_who_takes_the_rest_has_what_no_rule_gives():
    rest = Team(pk=7, name="All else")

    found = route([Rule(categories=["bin"])], LAMP, rest)

    assert (found.rule, found.team) == (None, rest)
    with override("en"):
        assert ruling.explained(found, {"bin": "A full bin"}) == [
            "No rule fits. This report would go to the team “All else”, which gets the rest.",
            "Rule 1 does not fit: another category.",
        ]


def test_only_one_team_takes_the_rest(client, town):
    first = a_team(town, name="First", takes_rest=True)
    member(client, town)

    said = {"name": "Second", "per_day": "5", "takes_rest": "on"}
    client.post(reverse("streets:team_add"), said)

    with within(scope_of(town)):
        assert Team.objects.get(takes_rest=True).name == "Second"
        assert not Team.objects.get(pk=first.pk).takes_rest


@pytest.mark.parametrize("said", [{"name": "", "per_day": "5"}, {"name": "A", "per_day": "0"}])
def test_a_team_has_a_name_and_can_do_something(client, town, said):
    member(client, town)

    assert client.post(reverse("streets:team_add"), said).status_code == 422


def test_rules_are_kept_moved_tried_and_taken_out(client, town):
    lamps, bins = a_team(town), a_team(town, name="Bins")
    member(client, town)
    add = reverse("streets:route_add")
    client.post(add, {"team": str(bins.pk), "ground": "commune", "categories": ["bin"]})
    client.post(
        add,
        {"team": str(lamps.pk), "ground": "commune", "streets": "Rue des Tilleuls\n", "danger": ""},
    )
    with within(scope_of(town)):
        one, two = Rule.objects.all()
        assert two.streets == ["rue des tilleuls"]

    tried = {"category": "lamp", "postal_code": "1030", "street": "Rue des Tilleuls 4"}
    page = reverse("streets:routing")
    assert "would go to the team “Lamps”: rule 2 decides" in client.get(page, tried).text
    client.post(reverse("streets:route_move", args=[two.pk]), {"to": "up"})
    assert "would go to the team “Lamps”: rule 1 decides" in client.get(page, tried).text
    client.post(reverse("streets:route_take_out", args=[two.pk]))
    assert "No rule fits, and no team gets the rest" in client.get(page, tried).text

    with within(scope_of(town)):
        assert list(Rule.objects.all()) == [one]


def test_another_organisations_colleague_finds_neither(client, town):
    team = a_team(town)
    one = rule(town, team)
    member(client, OrganisationFactory(), Role.COORDINATOR)

    for name, key in (("team", team.pk), ("route", one.pk)):
        assert client.get(reverse(f"streets:{name}", args=[key])).status_code == 404
    for name, key in (
        ("team_end", team.pk),
        ("route_move", one.pk),
        ("route_take_out", one.pk),
    ):
        assert client.post(reverse(f"streets:{name}", args=[key])).status_code == 404


def test_a_rule_never_names_another_organisations_team(client, town):
    other = a_team(OrganisationFactory())
    member(client, town)

    said = {"team": str(other.pk), "ground": "commune"}
    assert client.post(reverse("streets:route_add"), said).status_code == 422
