"""The office passes a report on: by a rule, by letter; and everybody reads with whom it is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from tandem.people.choices import Channel
from tandem.streets import handing, messages, systems, teams
from tandem.streets.choices import Ground, HandoverState, State, Trouble
from tandem.streets.counting import counted
from tandem.streets.errors import NotNow
from tandem.streets.handing import To
from tandem.streets.jobs import count_for
from tandem.streets.models import Handover, Report, Rule, System
from tandem.streets.proposing import proposed
from tandem.streets.retention import waits_or_repairs
from tandem.streets.tests.reported import a_team, at_work, member, reported, texts, told
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import (
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    PlatformFactory,
    scope_of,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
SEEN = "Mijn buur Peeters zag het."


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030", platform=PlatformFactory())


@pytest.fixture
def region(town):
    area = AreaFactory(kind="region", nis="04000", name="The region")
    roads = OrganisationFactory(
        area=area, name="Regional roads", takes_in=False, platform=town.platform
    )
    MembershipFactory(organisation=roads, role=Role.OFFICER)
    return roads


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["language"] = "en"


def page(name, *given):
    return reverse(f"streets:{name}", args=given)


def rule(town, **to):
    said = {"categories": [Trouble.LAMP], "postal_codes": [], "streets": [], "danger": None}
    said |= {"team": None, "ground": Ground.REGION, "working_days": None}
    with at_work(town):
        return teams.keep_rule(town, None, said | to)


def railway(town, **where) -> System:
    where = where or {"email": "bridges@railway.example"}
    with at_work(town):
        return systems.add_addressee(town, name="The railway", ground=Ground.RAILWAY, **where)


def of(town, model):
    with within(scope_of(town)):
        return list(model.objects.order_by("pk"))


def press(client, report):
    """What the button of the page of the report sends."""
    with within(scope_of(report.organisation)), override("en"):
        says = proposed(report)
    sent = {"deed": "give"} | says.filled_in()
    shown = client.get(page("office_report", report.sign)).text
    for name, value in sent.items():
        assert f'name="{name}" value="{value}"' in shown
    return client.post(page("hand_over", report.sign), sent)


def test_a_rule_says_who_it_is_and_one_press_hands_it_over(client, town, region):
    rule(town, to_organisation=region)
    report = reported(town, what=SEEN)
    member(client, town)

    assert of(town, Handover) == []
    assert "Rule 1 says: Regional roads." in client.get(page("office_report", report.sign)).text
    press(client, report)

    [handover] = of(town, Handover)
    assert (handover.to_organisation_id, handover.ground) == (region.pk, Ground.REGION)
    assert "rule 1" in handover.words
    assert "A street lamp" in handover.words
    assert SEEN not in handover.words
    shown = client.get(page("office_report", report.sign)).text
    assert "It is with Regional roads since" in shown
    assert "Rule 1 says" not in shown


def test_what_came_back_is_not_proposed_to_them_again(client, town, region):
    rule(town, to_organisation=region)
    report = reported(town)
    with at_work(town):
        handover = handing.hand_over(report, To(Ground.REGION, region), "For you alone.")
        handing.came_back(handover, "")
        report.refresh_from_db()
        assert proposed(report) is None
    [handover] = of(town, Handover)
    # Our words for them are never read as their reason.
    assert handover.words == ""
    assert "For you alone." not in client.get(page("report", report.sign)).text


def test_whoever_gave_it_does_not_get_it_back_by_a_rule(town, region):
    rule(town, to_organisation=region)
    report = reported(town)
    with at_work(town):
        Report.objects.filter(pk=report.pk).update(given_by=region)
        assert proposed(Report.objects.get(pk=report.pk)) is None


def test_only_who_has_colleagues_to_look_at_it_is_offered_and_proposed(client, town, region):
    nobody = OrganisationFactory(name="Café Buurman", takes_in=False, platform=town.platform)
    MembershipFactory(organisation=nobody, role=Role.ADMINISTRATOR)
    MembershipFactory(organisation=nobody, role=Role.OFFICER, left_at=timezone.now())
    MembershipFactory(organisation=region, role=Role.COORDINATOR)
    report = reported(town)
    member(client, town)

    shown = client.get(page("hand_over", report.sign)).text

    assert "Café Buurman" not in shown
    assert shown.count(f'value="organisation:{region.pk}"') == 1
    assert f'value="organisation:{town.pk}"' not in shown
    give = {"deed": "give", "to": f"organisation:{nobody.pk}", "ground": "region"}
    assert client.post(page("hand_over", report.sign), give).status_code == 422
    rule(town, to_organisation=nobody)
    with at_work(town):
        assert proposed(report) is None
        Report.objects.filter(pk=report.pk).update(given_by=region)
    assert f"organisation:{region.pk}" not in client.get(page("hand_over", report.sign)).text


def test_whoever_is_given_a_report_opens_it(client, town, region):
    report = reported(town)
    with at_work(town):
        handing.hand_over(report, To(Ground.REGION, region), "")
    [theirs] = of(region, Report)
    member(client, region)

    assert client.get(page("office_report", theirs.sign)).status_code == 200
    assert theirs.shown_sign in client.get(page("inbox")).text


def test_nothing_is_proposed_outside_the_platform_or_of_an_ended_system(town):
    stranger = OrganisationFactory(area__postal_code="5000", platform=PlatformFactory())
    ours = rule(town, to_organisation=stranger)
    report = reported(town)
    with at_work(town):
        assert proposed(report) is None
        system = railway(town)
        Rule.objects.filter(pk=ours.pk).update(to_organisation=None, to_system=system)
        assert proposed(report).who == "The railway"
        systems.end(system)
        assert proposed(report) is None


def test_another_organisations_colleague_and_an_operator_hand_nothing_over(client, town, region):
    rule(town, to_organisation=region)
    report = reported(town)
    give = {"deed": "give", "to": f"organisation:{region.pk}", "ground": "region"}
    for where, role in ((region, Role.OFFICER), (town, Role.OPERATOR)):
        member(client, where, role)
        assert client.post(page("hand_over", report.sign), give).status_code == 404
    assert "Hand it over" not in client.get(page("office_report", report.sign)).text
    assert of(town, Handover) == []


def test_a_rule_is_kept_with_who_else_has_to_repair(client, town, region):
    member(client, town)
    add = page("route_add")
    to = f"organisation:{region.pk}"
    assert client.post(add, {"to": to, "ground": "commune"}).status_code == 422
    assert client.post(add, {"ground": "commune"}).status_code == 422
    assert client.post(add, {"to": "organisation:999999", "ground": "region"}).status_code == 422

    assert client.post(add, {"to": to, "ground": "region"}).status_code == 302

    [ours] = of(town, Rule)
    assert (ours.to_organisation_id, ours.team, ours.ground) == (region.pk, None, Ground.REGION)
    assert f'value="{to}" selected' in client.get(page("route", ours.pk)).text
    tried = client.get(page("routing"), {"category": "lamp", "postal_code": "1030"}).text
    assert "1. To Regional roads" in tried
    assert "asked to hand this report over to Regional roads" in tried


def test_a_rule_for_our_own_team_takes_the_place_of_one_for_others(client, town, region):
    ours, team = rule(town, to_organisation=region), a_team(town)
    member(client, town)
    client.post(page("route", ours.pk), {"team": str(team.pk), "ground": "commune", "to": ""})
    [ours] = of(town, Rule)
    assert (ours.to_organisation, ours.team_id) == (None, team.pk)


def test_everybody_reads_with_whom_it_is_and_how_often_it_came_back(client, town, region):
    report = reported(town)
    with at_work(town):
        first = handing.hand_over(report, To(Ground.RAILWAY, name="The railway"), "")
        handing.came_back(first, "The bridge is the region’s.")
        handing.hand_over(report, To(Ground.REGION, region), "")

    shown = client.get(page("report", report.sign)).text

    assert "It is with Regional roads since" in shown
    assert "The railway gave it back on" in shown
    assert "You keep your reference" not in shown


def test_figures_tell_who_got_reports_and_gave_them_back_and_name_no_private_person(
    client, town, region
):
    tomorrow = timezone.localdate() + timedelta(days=1)
    report = reported(town)
    with at_work(town):
        for _number in range(2):
            handover = handing.hand_over(report, To(Ground.REGION, region), "")
            handing.came_back(handover, "Not ours.")
        handing.hand_over(report, To(Ground.PRIVATE, name="Rosa Peeters"), "")
        assert counted(town.pk, tomorrow)["handed"] == [
            {"name": "Regional roads", "whose": "", "given": 2, "back": 2},
            {"name": "", "whose": "private", "given": 1, "back": 0},
        ]
        count_for(town, tomorrow)

    shown = client.get(page("figures", "1030")).text
    assert "Handed over to others, and come back" in shown
    assert "Regional roads" in shown
    assert "A private owner" in shown
    assert "Peeters" not in shown


@pytest.mark.parametrize(
    ("where", "channel"),
    [
        ({"email": "bridges@railway.example"}, Channel.EMAIL),
        ({"street": "Quai 1", "postal_code": "1000", "locality": "Bruxelles"}, Channel.LETTER),
    ],
)
def test_without_a_program_it_goes_by_the_outbox_and_names_nobody(town, where, channel):
    system = railway(town, **where)
    report = reported(town, what=SEEN, mark="LP-20417")
    with at_work(town):
        to = To(Ground.RAILWAY, system=system)
        handover = handing.hand_over(report, to, "Under the second bridge.")
        [message] = told(messages.YOURS)
        with override(message.language):
            begins = gettext("We were told of something broken that is yours to repair.")
        assert texts(messages.YOURS) == [begins]
        text = message.text
    said = "\n".join(text.paragraphs)
    assert (message.channel, message.person_id) == (channel, system.contact_id)
    for part in ("Rue des Tilleuls 12", "LP20417", "Under the second bridge.", report.shown_sign):
        assert part in said
    for part in ("Peeters", "Odette", "0470", report.told_in.shown_reference):
        assert part not in said
    assert text.reference == ""
    assert handover.state == HandoverState.SENT
    with within(scope_of(town)):
        assert Report.objects.get(pk=report.pk).state == State.HANDED_OVER


def test_a_message_goes_only_with_the_hand_over_itself(town):
    system = railway(town)
    report = reported(town)
    with at_work(town):
        to = To(Ground.RAILWAY, system=system)
        handing.hand_over(report, to, "")
        with pytest.raises(NotNow):
            handing.hand_over(report, to, "")
        assert len(told(messages.YOURS)) == 1
        assert waits_or_repairs({system.contact_id}) == [system.contact_id]


def test_an_administrator_adds_somebody_who_is_written_to(client, town):
    member(client, town, Role.ADMINISTRATOR)
    add = page("systems")
    said = {"written": "yes", "written-name": "The railway", "written-ground": "railway"}
    assert client.post(add, said).status_code == 422
    half = said | {"written-street": "Quai 1"}
    assert client.post(add, half).status_code == 422
    assert of(town, System) == []

    assert client.post(add, said | {"written-email": "a@railway.example"}).status_code == 302

    [system] = of(town, System)
    assert (system.url, system.is_written_to) == ("", True)
    shown = client.get(page("system", system.pk))
    assert "By e-mail" in shown.text
    assert "a@railway.example" not in shown.text
    assert client.post(page("system_services", system.pk)).status_code == 404
    member(client, town)
    assert "The railway" in client.get(page("hand_over", reported(town).sign)).text
    assert client.get(page("system", system.pk)).status_code == 404
