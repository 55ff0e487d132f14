"""The list of the line, its languages, its first words, and when it is closed for a while."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tandem.cases.actions import close_intake
from tandem.cases.errors import Incomplete
from tandem.cases.opening import open_case
from tandem.doors.actions import promise_call_back
from tandem.doors.line import rules
from tandem.doors.line.actions import take_call_back
from tandem.doors.models import CallBack
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.tenancy.scope import within
from tests.factories import (
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    scope_of,
)
from tests.parity.drivers import DRIVERS

pytestmark = pytest.mark.django_db
REASONS = {"fr": "Tous nos bénévoles sont occupés.", "nl": "Al onze vrijwilligers zijn bezet."}


def signed_in(commune, role="operator"):
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(MembershipFactory(organisation=commune, role=role).account)
    return client


@pytest.fixture
def promised(commune):
    """A call that is late, and one that is not yet."""
    person = PersonFactory(organisation=commune, language="nl")
    by = MembershipFactory(organisation=commune, role="operator").account
    now = timezone.now()
    with within(scope_of(commune)):
        later = promise_call_back(commune, now + timedelta(hours=2), by=by, person=person)
        late = promise_call_back(commune, now - timedelta(hours=1), by=by, person=person)
    return late, later


def test_the_late_ones_stand_first(promised, commune):
    late, later = promised

    page = signed_in(commune).get("/desk/line/").text

    assert page.index(f"/back/{late.pk}/") < page.index(f"/back/{later.pk}/")
    assert "Late" in page


def test_a_language_leads_to_who_speaks_it_today_and_stops_nobody(promised, commune):
    client = signed_in(commune)
    nobody_knows = client.get("/desk/line/").text
    assert "Dutch: nobody has said yet who speaks it today." in nobody_knows
    assert "nobody on the line speaks it today" not in nobody_knows
    client.post("/desk/line/languages/", {"languages": ["tr"]})
    assert "nobody on the line speaks it today" in client.get("/desk/line/").text

    client.post("/desk/line/languages/", {"languages": ["nl", "tr"]})
    page = client.get("/desk/line/").text

    assert "nobody on the line speaks it today" not in page
    assert "Turkish" in page
    assert client.post(f"/desk/line/back/{promised[0].pk}/take/").url.startswith("/desk/new/")


def test_a_call_to_return_is_taken_by_one_operator(promised, commune):
    late, _later = promised
    one, other = (MembershipFactory(organisation=commune).account for _ in range(2))

    with within(scope_of(commune)):
        taken = [take_call_back(late, by=one), take_call_back(late, by=other)]
        again = take_call_back(late, by=one)

    assert (taken, again) == ([True, False], True)


def test_who_took_a_call_and_forgot_it_holds_up_nobody(promised, commune):
    late, _later = promised
    one, other = (MembershipFactory(organisation=commune).account for _ in range(2))
    with within(scope_of(commune)):
        take_call_back(late, by=one)
        long_ago = timezone.now() - rules.TAKEN_FOR
        CallBack.objects.filter(pk=late.pk).update(taken_at=long_ago)

        assert take_call_back(late, by=other)


def test_the_script_says_the_organisations_own_first_words(commune, desk, service):
    coordinator = signed_in(commune, "coordinator")
    desk.language = "nl"
    desk.begin(service)
    assert "Goedendag, u spreekt met" in desk.browser.get(desk.draft).text

    coordinator.post("/desk/line/greeting/", {"nl": "Welkom bij de hulplijn.", "fr": ""})
    desk.browser.path = ""

    assert "Welkom bij de hulplijn." in desk.browser.get(desk.draft).text


@pytest.mark.parametrize("page", ["greeting", "exchanges", "closing"])
def test_an_operator_settles_nothing_for_the_line(commune, page):
    assert signed_in(commune).get(f"/desk/line/{page}/").status_code == 404


def closed(commune, service, days=20):
    with within(scope_of(commune)):
        day = timezone.localdate() + timedelta(days=days)
        return close_intake(commune, service.slug, REASONS, day)


CLOSED = "takes in no new request of this kind"
URGENT = "YES to “Will you be without food or medicines by tomorrow?”"
NOT_LOST = "Nothing is lost: your form is kept until"


def page_of(door, driver):
    """What the person or the program reads last."""
    if door == Door.SMS:
        return driver.last
    if door == Door.EMAIL:
        return " ".join(driver.text.split())
    if door == Door.API:
        return json.dumps(driver.told, ensure_ascii=False)
    return driver.browser.page.text


@pytest.mark.parametrize(
    "door",
    [
        Door.WEB,
        Door.KIOSK,
        Door.PHONE,
        Door.SMS,
        Door.EMAIL,
        "/",
        "/doors/",
        "/paper/",
        "/paper/ask-for-help/",
        Door.API,
    ],
)
def test_a_closed_service_is_told_at_every_door_before_the_questions(
    door, commune, service, client
):
    closed(commune, service)
    client.cookies["language"] = "en"

    if door == Door.API:
        page = client.get("/api/v1/services/ask-for-help").text
        assert CLOSED in client.get("/api/v1/services").text
    elif str(door).startswith("/"):
        PlatformFactory()
        page = client.get(door).text
    else:
        driver = DRIVERS[door](**({"desk": commune} if door in {Door.KIOSK, Door.PHONE} else {}))
        if door == Door.PHONE:
            page = driver.browser.get("/desk/new/").text
        elif door == Door.SMS:
            driver.text("en")
            page = driver.text(service.slug)
        else:
            driver.begin(service)
            page = page_of(door, driver)

    assert CLOSED in page
    assert REASONS["fr"] in page
    assert "112" in page
    assert "You have an answer within" not in page[: page.index(CLOSED)]


@pytest.mark.parametrize("door", [Door.WEB, Door.KIOSK, Door.PHONE, Door.SMS, Door.EMAIL, Door.API])
def test_it_is_told_again_once_the_postal_code_is_known(door, commune, service, answers):
    driver = DRIVERS[door]()
    driver.begin(service)
    closed(commune, service)

    where = answers["where"]
    if door == Door.SMS:
        where = {"where_postal_code": where["where_postal_code"]}
    driver.answer({"where": where})

    assert CLOSED in page_of(door, driver)


@pytest.mark.parametrize("door", [Door.WEB, Door.KIOSK, Door.PHONE, Door.SMS, Door.EMAIL])
def test_nothing_is_promised_while_it_is_closed_and_what_is_urgent_goes_on(
    door, commune, service, answers
):
    PlatformFactory(telephone="02 000 10 31")
    driver = DRIVERS[door]()
    driver.begin(service)
    driver.answer(answers | {"vital": {"vital": ["no"]}})
    closed(commune, service)

    page = driver.answer({"vital": {"vital": ["no"]}})
    # An end, and no mistake in any answer.
    told = page_of(door, driver)
    assert (told.count(CLOSED), page.errors) == (1, [])
    code = drafts.read_code(*driver.save())
    for said in (code.shown_reference, code.word, "112", "02 000 10 31", URGENT, NOT_LOST):
        assert said in told
    with pytest.raises(Incomplete) as refused:
        open_case(code, door=door)
    # Of the form as a whole: another answer about urgency is not what is asked for.
    assert list(refused.value.errors) == ["where"]

    driver.answer({"vital": {"vital": ["yes"]}})
    assert driver.send().reference


@pytest.mark.parametrize("door", [Door.WEB, Door.KIOSK, Door.SMS])
def test_while_it_is_closed_nobody_answers_nine_questions_in_vain(door, commune, service, answers):
    closed(commune, service)
    driver = DRIVERS[door]()
    driver.begin(service)

    driver.answer({"where": answers["where"]})
    assert "ithout food or medicines" in page_of(door, driver)
    driver.answer({"vital": {"vital": ["no"]}})

    assert NOT_LOST in page_of(door, driver)


def test_nobody_is_told_to_come_back_for_a_form_that_is_gone_by_then(
    commune, service, answers, web
):
    closed(commune, service, days=60)
    web.begin(service)
    web.answer({"where": answers["where"], "vital": {"vital": ["no"]}})

    end = web.browser.page.text

    assert "begin a new form then" in end
    assert "when it is open again" not in end


@pytest.mark.parametrize("door", [Door.WEB, Door.KIOSK, Door.SMS, Door.EMAIL])
def test_who_was_put_by_gives_another_postal_code_and_goes_on(door, commune, service, answers):
    OrganisationFactory(area=AreaFactory(postal_code="1050"))
    driver = DRIVERS[door]()
    driver.begin(service)
    driver.answer(answers | {"vital": {"vital": ["no"]}})
    closed(commune, service)
    driver.answer({"vital": {"vital": ["no"]}})

    if door in {Door.WEB, Door.KIOSK}:
        end = page_of(door, driver)
        assert "with another postal code" in end
        # Nothing is marked as a mistake where she comes to give it.
        assert driver.browser.get(driver._at("question", "where")).errors == []
    driver.answer({"where": {"where_postal_code": ["1050"]}})

    assert driver.send().reference


def test_it_is_taken_in_again_from_the_day_that_was_told(commune, service, answers, web):
    closure = closed(commune, service)
    with within(scope_of(commune)):
        closure.reopens_on = timezone.localdate()
        closure.save()

    web.begin(service)
    web.answer(answers | {"vital": {"vital": ["no"]}})

    assert web.send().reference


def test_a_coordinator_closes_with_a_public_reason_in_every_required_language(commune, service):
    client = signed_in(commune, "coordinator")
    day = timezone.localdate() + timedelta(days=9)
    said = {
        "service": service.slug,
        "reopens_on_day": day.day,
        "reopens_on_month": day.month,
        "reopens_on_year": day.year,
        "fr": REASONS["fr"],
    }

    refused = client.post("/desk/line/closing/", said)
    kept = client.post("/desk/line/closing/", said | {"nl": REASONS["nl"]}, follow=True)
    reopened = client.post(f"/desk/line/closing/{service.slug}/reopen/", follow=True)

    assert "fill it in" in refused.text
    assert "Every door says so from now on, the home page within a minute." in kept.text
    assert REASONS["fr"] in kept.text
    assert REASONS["fr"] not in reopened.text
