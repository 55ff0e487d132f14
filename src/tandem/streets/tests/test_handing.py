"""A report that is not the commune's: given to the region, given back, followed, counted."""

import pytest
from django.test import Client
from django.utils.translation import override

from tandem.cases.models import Case
from tandem.outbox.models import Message
from tandem.streets import handing
from tandem.streets.actions import move, what_was_seen
from tandem.streets.choices import Closed, Ground, HandoverState, State
from tandem.streets.errors import NotNow
from tandem.streets.handing import To
from tandem.streets.models import Handover, Move, Report, Voice
from tandem.streets.tests.abroad import key_of, reported, rows, work
from tandem.streets.tests.reported import reported as by_mail
from tandem.streets.with_whom import counted, said_of
from tandem.tenancy.scope import transaction_within, within
from tests.factories import (
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    PlatformFactory,
    open_session,
    scope_of,
)

pytestmark = pytest.mark.django_db
WORDS = "The third lamp after the bridge."


@pytest.fixture
def commune(commune):
    commune.platform = PlatformFactory()
    commune.save()
    return commune


@pytest.fixture
def region(commune):
    area = AreaFactory(kind="region", nis="04000", name="The region")
    roads = OrganisationFactory(
        area=area, name="Regional roads", takes_in=False, platform=commune.platform
    )
    MembershipFactory(organisation=roads, role="officer")
    return roads


@pytest.fixture
def told(client, commune):
    """Somebody tells it by another program: a case, her voice, and her own words."""
    said = {"service_code": "lamp", "address_string": "Rue des Tilleuls 12, 1030"}
    said |= {"description": "Mijn buur Peeters zag het.", "first_name": "Rosa"}
    answer = client.post("/open311/v2/requests.json", {"api_key": key_of(commune), **said})
    [report] = rows(commune, Report)
    report.word = answer.headers["Tandem-Word"]
    return report


def give(commune, report, to, words=WORDS):
    with transaction_within(scope_of(commune)):
        return handing.hand_over(report, to, words)


def colleague(organisation, role="officer"):
    client = Client(headers={"accept-language": "en"})
    client.force_login(MembershipFactory(organisation=organisation, role=role).account)
    return client


def theirs_of(region):
    [found] = rows(region, Report)
    return found


def test_the_region_gets_the_thing_and_its_place_and_nobodys_name(commune, region, told):
    give(commune, told, To(Ground.REGION, region))

    theirs = theirs_of(region)
    same = ("trouble", "postal_code", "street", "mark", "due_on")
    assert [getattr(theirs, name) for name in same] == [getattr(told, name) for name in same]
    assert (theirs.given_by_id, theirs.given_key) == (commune.pk, told.key)
    assert theirs.sign != told.sign
    with within(scope_of(region)):
        assert what_was_seen(theirs) == WORDS
    assert rows(region, Voice) == []
    assert rows(region, Case) == []
    # How many told of it goes along, as a number.
    assert theirs.voices_count == 1
    [ours] = rows(commune, Report)
    assert (ours.state, ours.ground) == (State.HANDED_OVER, Ground.REGION)


def test_a_danger_in_the_words_and_how_many_told_of_it_go_along(commune, region, told):
    with transaction_within(scope_of(commune)):
        Report.objects.update(may_be_danger=True)
        told = Report.objects.get()
    give(commune, told, To(Ground.REGION, region))
    theirs, officer = theirs_of(region), colleague(region)

    assert theirs.may_be_danger
    page = officer.get(f"/streets/office/reports/{theirs.sign}/").text
    assert "1 person told" in page
    assert "hears from there what you do" in page
    assert "Nobody tells of it any more" not in page
    assert (
        "Nobody is told"
        not in officer.get(f"/streets/office/reports/{theirs.sign}/to/closed/").text
    )
    assert theirs.shown_sign not in officer.get("/streets/office/?view=unspoken").text


def test_each_step_of_theirs_comes_back_and_repaired_ends_it(commune, region, told):
    give(commune, told, To(Ground.REGION, region))
    work()
    with transaction_within(scope_of(region)):
        move(theirs_of(region), State.UNDER_WAY, words="We are there on Tuesday.")
    work()
    [handover] = rows(commune, Handover)
    assert handover.state == HandoverState.ACCEPTED
    assert rows(commune, Report)[0].state == State.HANDED_OVER
    assert rows(commune, Move)[-1].words == "We are there on Tuesday."

    with transaction_within(scope_of(region)):
        move(theirs_of(region), State.REPAIRED, words="New bulb.")
    work()

    assert rows(commune, Handover)[0].state == HandoverState.ENDED
    assert rows(commune, Report)[0].state == State.REPAIRED
    assert rows(commune, Move)[-1].words == "New bulb."
    number = len(rows(commune, Move))
    assert work() == 0
    assert len(rows(commune, Move)) == number


def test_given_back_it_bounces_and_each_bounce_is_counted(commune, region, told):
    for number in (1, 2):
        give(commune, told, To(Ground.REGION, region))
        work()
        with transaction_within(scope_of(region)):
            handing.give_back(theirs_of(region), "A private road.")
        work()
        back = [one for one in rows(commune, Handover) if one.state == HandoverState.RETURNED]
        assert len(back) == number
        assert back[-1].returned_at
        assert back[-1].words == "A private road."
        assert rows(commune, Report)[0].state == State.LOOKED_AT

    # One row of theirs, which they see again with what was before.
    assert len(rows(region, Report)) == 1
    assert theirs_of(region).reopened == 1
    with transaction_within(scope_of(commune)):
        assert counted(commune) == [("Regional roads", 2, 2)]
        assert len(said_of(told)) == 3


def test_whoever_told_it_reads_by_whom_it_came_back_and_each_name_once(commune, region):
    def told():
        return " ".join(Message.objects.filter(kind="step").latest("pk").text.paragraphs)

    with override("en"), transaction_within(scope_of(commune)):
        handover = handing.hand_over(by_mail(commune), To(Ground.REGION, region), WORDS)
        assert told().count("Regional roads") == 1
        handing.came_back(handover, "A private road.")
        assert told().startswith("It came back from Regional roads, who writes: A private road. ")
        move(Report.objects.get(), State.UNDER_WAY)
        assert told().startswith("It is being repaired now. It is about")


def test_the_person_keeps_her_reference_and_reads_who_has_it(client, commune, region, told):
    [case] = rows(commune, Case)
    give(commune, told, To(Ground.REGION, region))
    case.word = told.word
    open_session(client, case)

    page = client.get("/follow/", headers={"accept-language": "en"}).text

    assert case.shown_reference in page
    assert "It is with Regional roads since" in page
    assert [one.reference for one in rows(commune, Case)] == [case.reference]


def test_another_reason_to_close_is_theirs_and_ours(commune, region, told):
    give(commune, told, To(Ground.REGION, region))
    work()
    with transaction_within(scope_of(region)):
        move(theirs_of(region), State.CLOSED, because=Closed.NO_MEANS)
    work()

    [ours] = rows(commune, Report)
    assert (ours.state, ours.closed_because) == (State.CLOSED, Closed.NO_MEANS)
    assert rows(commune, Handover)[0].state == HandoverState.ENDED


def test_taken_back_their_row_is_closed_and_it_is_no_bounce(commune, region, told):
    handover = give(commune, told, To(Ground.REGION, region))
    with transaction_within(scope_of(commune)):
        handing.take_back(handover)
    work()

    assert theirs_of(region).state == State.CLOSED
    [ours] = rows(commune, Report)
    assert ours.state == State.LOOKED_AT
    with transaction_within(scope_of(commune)):
        assert counted(commune) == [("Regional roads", 1, 0)]


def test_it_is_with_one_at_a_time(commune, region, told):
    give(commune, told, To(Ground.REGION, region))

    with pytest.raises(NotNow, match="with_somebody"):
        give(commune, told, To(Ground.RAILWAY, name="The railway"))


def test_what_a_colleague_ended_meanwhile_stays_ended(commune, region, told):
    give(commune, told, To(Ground.REGION, region))
    work()
    with transaction_within(scope_of(commune)):
        move(told, State.REPAIRED)
    with transaction_within(scope_of(region)):
        handing.give_back(theirs_of(region), "Not ours.")
    work()

    assert rows(commune, Report)[0].state == State.REPAIRED


def test_a_colleague_hands_over_notes_that_it_came_back_and_hands_on(commune, region, told):
    client = colleague(commune)
    address = f"/streets/office/{told.sign}/hand-over/"
    before = client.get(address).text
    assert "Regional roads" in before
    assert "What 1 reporter will read" in before
    assert "Your report is now with another service: …. You keep your reference" in before
    assert client.post(address, {"deed": "give"}).status_code == 422
    nobody = client.post(address, {"deed": "give", "to": "name", "ground": "railway"})
    assert nobody.status_code == 422

    said = {"deed": "give", "to": "name", "name": "The railway", "ground": "railway"}
    assert client.post(address, said).status_code == 302
    [handover] = rows(commune, Handover)
    assert (handover.state, handover.to_name) == (HandoverState.SENT, "The railway")
    assert "It is with The railway since" in client.get(address).text

    assert client.post(address, {"deed": "came_back", "words": ""}).status_code == 422
    client.post(address, {"deed": "came_back", "words": "The bridge is the region’s."})
    client.post(
        address,
        {"deed": "give", "to": f"organisation:{region.pk}", "ground": "region", "words": WORDS},
    )
    assert [one.state for one in rows(commune, Handover)] == ["returned", "sent"]

    theirs = colleague(region)
    at_theirs = f"/streets/office/{theirs_of(region).sign}/hand-over/"
    assert str(commune) in theirs.get(at_theirs).text
    theirs.post(at_theirs, {"deed": "give_back", "words": "A private road."})
    work()
    assert "gave it back" in client.get(address).text
    assert [one.state for one in rows(commune, Handover)] == ["returned", "returned"]


def test_only_who_handles_it_there_may(commune, region, told):
    address = f"/streets/office/{told.sign}/hand-over/"

    assert colleague(region).get(address).status_code == 404
    assert colleague(commune, "administrator").get(address).status_code == 404
    assert colleague(commune, "operator").get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert colleague(commune).get("/streets/office/nonsense/hand-over/").status_code == 404


def test_an_organisation_of_another_platform_is_given_nothing(commune, told):
    stranger = OrganisationFactory(platform=PlatformFactory())
    address = f"/streets/office/{told.sign}/hand-over/"
    said = {"deed": "give", "to": f"organisation:{stranger.pk}", "ground": "region"}

    assert colleague(commune).post(address, said).status_code == 422
    assert rows(stranger, Report) == []


def test_a_report_that_is_closed_is_not_handed_over(commune, region):
    closed = reported(commune, state=State.REPAIRED)

    with pytest.raises(NotNow):
        give(commune, closed, To(Ground.REGION, region))
    page = colleague(commune).get(f"/streets/office/{closed.sign}/hand-over/").text
    assert "nothing is left to hand over" in page


def test_an_association_is_not_offered_as_a_repairer_of_streets(commune, region, told):
    helps = OrganisationFactory(
        kind="association", takes_in=False, name="Soup for all", platform=commune.platform
    )
    MembershipFactory(organisation=helps, role="officer")

    page = colleague(commune).get(f"/streets/office/{told.sign}/hand-over/").text

    assert "Regional roads" in page
    assert "Soup for all" not in page
