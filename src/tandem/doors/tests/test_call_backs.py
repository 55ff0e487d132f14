from datetime import UTC, datetime

import pytest
import time_machine

from tandem.journal.models import Entry
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, PersonFactory, scope_of
from tests.parity.drivers import Telephone

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 24, 9, 10, tzinfo=UTC)  # 10:10 in Brussels
NUMBER = {"back-phone": "0475 12 34 56"}
AT_THREE = {"back-day": "2026-11-24", "back-hour": "15:00"} | NUMBER


@pytest.fixture(autouse=True)
def _in_the_morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def draft(desk, service, answers):
    desk.begin(service)
    desk.answer({"where": answers["where"]})
    return desk.draft


def test_a_promised_call_stands_on_the_desk_until_somebody_called(desk, draft, commune):
    desk.browser.post(f"{draft}call-back/", AT_THREE)
    colleague = Telephone(desk=commune)

    page = colleague.browser.get("/desk/")
    assert "15:00" in page.text
    assert "Ask for help" in page.text
    assert "Late" not in page.text
    done = page.html.split('action="/desk/call-backs/')[1].split('"')[0]
    page = colleague.browser.post(f"/desk/call-backs/{done}", {})

    assert "No call is promised." in page.text
    with within(scope_of(commune)):
        assert Entry.objects.filter(word="doors.called_back").count() == 1


def test_a_call_not_made_at_its_hour_is_late(desk, draft):
    desk.browser.post(f"{draft}call-back/", AT_THREE)

    with time_machine.travel(datetime(2026, 11, 24, 15, 0, tzinfo=UTC), tick=False):
        page = Telephone(desk=desk.member.organisation).browser.get("/desk/")

    assert "Late" in page.text


def test_an_hour_that_has_passed_cannot_be_promised(desk, draft):
    page = desk.browser.post(f"{draft}call-back/", AT_THREE | {"back-hour": "08:30"})

    assert "This hour has passed. Choose a later one." in page.text
    assert "No call is promised." in desk.browser.get("/desk/").text


def test_no_call_is_promised_without_a_number_and_the_one_given_is_kept(desk, draft):
    page = desk.browser.post(f"{draft}call-back/", AT_THREE | {"back-phone": ""})
    assert "No telephone number is known." in page.text
    wrong = desk.browser.post(f"{draft}call-back/", AT_THREE | {"back-phone": "12"})
    assert "We do not recognise this number." in wrong.text
    assert "No call is promised." in desk.browser.get("/desk/").text

    desk.browser.post(f"{draft}call-back/", AT_THREE)

    assert desk.browser.get(draft).values["reach_phone"] == ["0475 12 34 56"]
    assert "back-phone" not in desk.browser.get(f"{draft}kept/").names


def test_of_one_draft_the_last_promise_holds(desk, draft):
    desk.browser.post(f"{draft}call-back/", AT_THREE)
    page = desk.browser.post(f"{draft}call-back/", AT_THREE | {"back-hour": "16:30"})

    assert page.html.count('action="/desk/call-backs/') == 1
    assert "16:30" in page.text
    assert "15:00" not in page.text


def test_no_call_is_promised_for_a_day_on_which_nobody_works(desk, draft):
    assert "29 November" not in desk.browser.get(f"{draft}kept/").text

    page = desk.browser.post(f"{draft}call-back/", AT_THREE | {"back-day": "2026-11-29"})

    assert "On this day nobody calls. The next working day is" in page.text
    assert "25 November" in page.text
    assert "No call is promised." in desk.browser.get("/desk/").text


def test_somebody_known_without_a_number_is_not_promised_a_call(desk, commune):
    person = PersonFactory(organisation=commune, phone="")

    assert (
        "No telephone number of this person is known."
        in desk.browser.get(f"/desk/new/{person.key}/").text
    )
    desk.browser.post(f"/desk/new/{person.key}/call-back/", AT_THREE)

    assert "No call is promised." in desk.browser.get("/desk/").text


def test_another_desk_neither_sees_nor_ends_the_call(desk, draft, commune):
    page = desk.browser.post(f"{draft}call-back/", AT_THREE)
    done = page.html.split('action="/desk/call-backs/')[1].split('"')[0]
    stranger = Telephone(desk=OrganisationFactory())

    assert "No call is promised." in stranger.browser.get("/desk/").text
    assert stranger.browser.client.post(f"/desk/call-backs/{done}").status_code == 404


def test_a_call_about_a_form_that_was_sent_is_no_longer_owed(desk, draft, answers):
    desk.browser.post(f"{draft}call-back/", AT_THREE)
    desk.answer(answers)

    desk.send()

    assert "No call is promised." in desk.browser.get("/desk/").text


def test_somebody_known_is_called_back_without_a_draft(desk, commune):
    person = PersonFactory(organisation=commune)

    page = desk.browser.post(f"/desk/new/{person.key}/call-back/", AT_THREE)

    assert f"/desk/new/{person.key}/" in page.html
    with within(scope_of(commune)):
        assert Entry.objects.about(person.key).filter(word="doors.call_back_promised").exists()


def test_a_draft_thrown_away_takes_no_promise_with_it(desk, draft):
    desk.browser.post(f"{draft}call-back/", AT_THREE)
    desk.browser.post(f"{draft}throw-away/", {})

    assert "15:00" in desk.browser.get("/desk/").text
