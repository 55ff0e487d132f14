"""Whoever repairs answers our mail: it lands at the report, and a colleague decides what it means."""

import pytest
from django.urls import reverse

from tandem.cases.models import Reply
from tandem.doors.tests.mailing import DOMAIN, answer_to, arrives, letter
from tandem.outbox.models import Message
from tandem.outbox.return_address import lay
from tandem.streets import handing, systems
from tandem.streets.choices import Ground, HandoverState, State
from tandem.streets.handing import To
from tandem.streets.models import Handover, Report
from tandem.streets.tests.abroad import reported, rows
from tandem.tenancy.scope import transaction_within
from tandem.territory import signposts
from tandem.territory.choices import Role
from tests.factories import MembershipFactory, OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
ROADS = "roads@region.example"
DONE = "Bonjour, le trou est rebouché. Bien à vous"


@pytest.fixture(autouse=True)
def _mail_comes_in(settings):
    settings.MAIL_IN_DOMAIN = DOMAIN


@pytest.fixture
def given(commune):
    """A hole in the road that lies with the roads of the region, who are written to."""
    report = reported(commune)
    with transaction_within(scope_of(commune)):
        signposts.put("report", report.sign, report, report.pk)
        roads = systems.add_addressee(commune, name="Roads", ground=Ground.REGION, email=ROADS)
        handover = handing.hand_over(report, To(Ground.REGION, system=roads), "")
        lay(Message.objects.about(handover).get())
    return handover


@pytest.fixture
def officer(visitor, commune):
    visitor.force_login(MembershipFactory(organisation=commune, role=Role.OFFICER).account)
    return visitor


def message_of(commune, handover):
    with transaction_within(scope_of(commune)):
        return Message.objects.about(handover).get()


def replies(commune):
    return rows(commune, Reply)


def to_its_address(commune, handover, sender=ROADS):
    arrives(letter(DONE, sender=sender), answer_to(message_of(commune, handover)), sender=sender)


def to_a_general_address(commune, handover, sender=ROADS):
    [report] = rows(commune, Report)
    made = letter(DONE, sender=sender)
    del made["Subject"]
    made["Subject"] = f"RE: votre signalement {report.shown_sign}"
    arrives(made, f"aide@{DOMAIN}", sender=sender)


@pytest.mark.parametrize("comes", [to_its_address, to_a_general_address])
def test_it_lands_at_the_report_and_changes_nothing_by_itself(commune, given, officer, comes):

    comes(commune, given)

    [report] = rows(commune, Report)
    assert report.state == State.HANDED_OVER
    page = officer.get(reverse("streets:hand_over", args=[report.sign])).text
    assert "le trou est rebouché" in page
    assert "Nothing has changed by itself." in page
    chosen = page.split('value="repaired"')[1].split(">")[0]
    assert "checked" in chosen
    assert "They wrote back" in officer.get(f"/streets/office/reports/{report.sign}/").text
    [reply] = replies(commune)
    officer.force_login(MembershipFactory(organisation=commune, role=Role.COORDINATOR).account)
    listed = officer.get(reverse("cases:reply", args=[reply.key]))
    assert listed["Location"] == reverse("streets:hand_over", args=[report.sign])


def test_a_colleague_decides_and_the_reporters_hear_it(commune, given, officer):

    to_its_address(commune, given)
    [report] = rows(commune, Report)

    officer.post(
        reverse("streets:hand_over", args=[report.sign]),
        {"deed": "news", "news": "repaired", "day": "", "words": "By the region."},
    )

    assert rows(commune, Report)[0].state == State.REPAIRED
    assert rows(commune, Handover)[0].state == HandoverState.ENDED
    assert replies(commune)[0].read_at is not None


def test_a_stranger_who_names_the_sign_lands_nowhere(commune, given):
    to_a_general_address(commune, given, sender="anybody@else.example")

    assert replies(commune) == []


def test_from_another_address_of_theirs_it_is_read_with_a_warning(commune, given, officer):

    to_its_address(commune, given, sender="somebody@region.example")

    [report] = rows(commune, Report)
    page = officer.get(reverse("streets:hand_over", args=[report.sign])).text
    assert "from an address that we do not know" in page


def test_another_organisation_reads_none_of_it(commune, given, visitor):

    to_its_address(commune, given)
    other = OrganisationFactory(area__postal_code="1000")
    visitor.force_login(MembershipFactory(organisation=other, role=Role.OFFICER).account)
    [report] = rows(commune, Report)

    assert visitor.get(reverse("streets:hand_over", args=[report.sign])).status_code == 404


def test_the_page_opens_once_all_of_it_is_read(commune, given, officer):
    to_its_address(commune, given)
    [report] = rows(commune, Report)
    page = reverse("streets:hand_over", args=[report.sign])

    officer.post(page, {"deed": "read"})
    shown = officer.get(page)
    assert shown.status_code == 200
    assert "le trou est rebouché" in shown.text
    assert "it says nothing new" not in shown.text

    officer.post(page, {"deed": "news", "news": "repaired", "day": "", "words": "By the region."})
    assert officer.get(page).status_code == 200


def test_what_a_stranger_wrote_last_chooses_nothing_and_a_day_is_asked(commune, given, officer):
    to_its_address(commune, given, sender="somebody@region.example")
    [report] = rows(commune, Report)
    page = reverse("streets:hand_over", args=[report.sign])
    assert "checked" not in officer.get(page).text.split('value="repaired"')[1].split(">")[0]

    said = {"deed": "news", "news": "planned", "day": "", "words": "Soon."}
    refused = officer.post(page, said)

    assert refused.status_code == 422
    assert "Say the day that they named." in refused.text
