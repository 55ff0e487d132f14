from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tandem.journal.choices import Door, Purpose
from tandem.outbox.paper.letter import Addressed, as_data
from tandem.people.reveal import reveal_one
from tandem.services import catalogue, drafts
from tandem.services.declaration import Service
from tandem.services.models import Draft
from tandem.tenancy.scope import within
from tests.factories import (
    AccountFactory,
    PersonFactory,
    PlatformFactory,
    scope_of,
)
from tests.parity.drivers import Web
from tests.parity.outcome import case_of, messages_about
from tests.parity.pages import Page

pytestmark = pytest.mark.django_db
START = "/s/ask-for-help/"


def code_of(web: Web) -> drafts.Code:
    return drafts.read_code(*web.save())


def test_the_first_page_says_what_is_promised_and_every_other_way(visitor, commune):
    page = Page(visitor.get(START).text)

    assert "You have an answer within 2 working days." in page.text
    assert "112" in page.text
    assert "At the desk of your commune" in page.text
    assert "The telephone and the desk stay" in page.text


def test_looking_at_the_questions_begins_no_draft(visitor, commune):
    response = visitor.get(f"{START}where/")

    assert response.status_code == 200
    assert set(response.cookies) == {"csrftoken"}
    with within(scope_of(commune)):
        assert not Draft.objects.exists()


def test_the_code_stands_in_no_address_and_no_script_can_read_it(visitor, commune):
    response = visitor.post(f"{START}where/", {"where_postal_code": "1030"})

    cookie = response.cookies["draft-ask-for-help"]
    code = cookie.value.strip('"').split(":")[0]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == START
    assert not cookie["max-age"] and not cookie["expires"]
    assert code not in response["Location"]


def test_pages_with_answers_are_kept_by_no_cache(visitor, commune):
    visitor.post(f"{START}where/", {"where_postal_code": "1030"})

    for path in (START, f"{START}where/", f"{START}kept/", "/draft/"):
        assert "no-store" in visitor.get(path)["Cache-Control"], path


def test_a_form_from_elsewhere_is_refused(commune):
    client = Client(enforce_csrf_checks=True)

    assert client.post(f"{START}where/", {"where_postal_code": "1030"}).status_code == 403


def test_a_wrong_answer_is_shown_again_with_what_to_do(web, service, commune):
    web.begin(service)

    page = web.answer({"where": {"where_postal_code": ["103"], "where_street": ["Rue <b>"]}})

    assert page.errors == [
        "Leave out the signs < > { }; they are not part of a name or an address."
    ]
    assert page.values["where_postal_code"] == ["103"]
    assert page.values["where_street"] == ["Rue <b>"]


def test_a_commune_that_is_not_served_is_said_kindly(web, service, commune):
    web.begin(service)

    page = web.answer({"where": {"where_postal_code": ["9999"]}})

    assert page.errors == [
        "No commune served here has this postal code. Check it, or call the platform."
    ]


def test_whoever_is_not_served_reads_the_number_to_call(web, service, commune):
    PlatformFactory(telephone="0800 00 000")
    web.begin(service)

    page = web.answer({"where": {"where_postal_code": ["9999"]}})

    assert "or call 0800 00 000: that is the platform." in page.errors[0]


def test_the_receipt_says_on_paper_too_where_one_asks_and_what_happens_now(
    web, service, answers, commune
):
    PlatformFactory(telephone="0800 00 000")
    web.begin(service)
    web.answer({**answers, "vital": {"vital": ["yes"]}})

    web.send()

    text = web.browser.page.html.partition('class="receipt"')[2].partition("<form")[0]
    assert "http://testserver/follow/" in text
    assert "<bdi>0800 00 000</bdi>" in text
    assert "What happens now" in text
    assert "unprinted" not in text


def test_one_question_follows_the_other_and_back_leads_back(web, service, answers):
    web.begin(service)
    web.answer({"where": answers["where"]})

    assert web.browser.path == f"{START}kind/"
    assert "Question 2 of" in web.browser.page.text
    assert f'href="{START}where/"' in web.browser.page.html


def test_a_changed_answer_leads_back_to_the_reading_back(web, service, answers):
    web.begin(service)
    web.answer(answers)
    web.answer({"how_often": answers["how_often"]})

    assert web.browser.path == f"{START}review/"


def test_a_change_that_calls_for_another_question_asks_it(web, service, answers):
    web.begin(service)
    web.answer(answers)
    web.answer({"kind": {"kind": ["goods"]}})

    assert web.browser.path == f"{START}quantity/"


def test_sending_twice_shows_the_same_receipt(web, service, answers):
    web.begin(service)
    web.answer(answers)
    first = web.send()

    again = web.browser.post(f"{START}review/", {})

    assert web.browser.path == f"{START}sent/"
    assert first.reference in again.text
    assert case_of(first.reference)


def test_nothing_is_lost_when_the_browser_forgets(web, service, answers):
    web.begin(service)
    web.answer({"where": answers["where"], "kind": answers["kind"]})
    reference, word = web.save()

    other = Web()
    other.take_up(service, (reference.lower().replace(" ", "-"), f" {word.upper()} "))

    assert other.browser.path == f"{START}what/"
    kind = other.browser.get(f"{START}kind/")
    assert kind.values["kind"] == answers["kind"]["kind"]


def test_a_code_put_into_a_cookie_by_hand_opens_nothing(web, service, answers, visitor):
    web.begin(service)
    web.answer({"where": answers["where"]})
    code = code_of(web)

    visitor.cookies["draft-ask-for-help"] = str(code)

    page = Page(visitor.get(f"{START}where/").text)
    assert page.values["where_postal_code"] == [""]


def test_the_browser_forgets_when_it_is_asked_to(web, service, answers):
    web.begin(service)
    web.answer({"where": answers["where"]})
    code = code_of(web)
    web.browser.post(f"{START}leave/", {})

    assert web.browser.get(f"{START}where/").values["where_postal_code"] == [""]
    assert drafts.take_up(code).answers["where_postal_code"] == ["1030"]


def test_the_receipt_is_in_the_language_chosen_last(web, service, answers):
    web.begin(service)
    web.answer(answers)
    web.browser.client.cookies["language"] = "nl"

    told = web.send()

    case = case_of(told.reference)
    assert case.language == "nl"
    assert {message.language for message in messages_about(case)} == {"nl"}


def test_what_another_door_changed_is_shown_before_sending(web, service, answers, commune):
    web.begin(service)
    web.answer(answers)
    code = code_of(web)
    drafts.keep(code, {"how_often": ["weekly"]}, asked=["how_often"], door=Door.PHONE)
    drafts.keep(code, {"how_often": ["once"]}, asked=["how_often"], door=Door.PHONE)

    page = web.browser.get(f"{START}review/")

    assert "Answered at another door" in page.text
    assert "Once, or every week? (Telephone)" in page.text


def test_who_is_signed_in_need_not_type_her_name_again(visitor, commune, service):
    account = AccountFactory()
    PersonFactory(organisation=commune, account=account, first_name="Odette")
    visitor.force_login(account)

    begun = visitor.post(START, {"mine": "yes"})

    # A browser throws away at once what has no age left; the client of the tests does not.
    assert [one["max-age"] for one in begun.cookies.values() if "draft-" in one.key] == [""]
    page = Page(visitor.get(f"{START}who/").text)
    assert page.values["who_first_name"] == ["Odette"]
    assert page.values["who_year"] == ["1941"]


def test_a_door_that_is_closed_says_why_and_asks_nothing(visitor, offered_at_the_desk_only):
    page = Page(visitor.get("/s/only-at-the-desk/").text)

    assert "It is signed by hand" in page.text
    assert visitor.get("/s/only-at-the-desk/where/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/s/no-such-service/", f"{START}no_such_question/", f"{START}where%00/"]
)
def test_what_is_not_offered_is_not_there(visitor, path):
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("page", ["review", "kept", "sent"])
def test_without_a_draft_one_begins_at_the_first_page(visitor, commune, page):
    response = visitor.get(f"{START}{page}/")

    assert response.status_code == 302 and response["Location"] == START


def test_an_operators_draft_is_finished_at_home(desk, web, service, answers):
    desk.begin(service)
    desk.answer({"where": answers["where"]})

    web.take_up(service, desk.save())

    assert web.browser.path == f"{START}kind/"


@pytest.fixture
def offered_at_the_desk_only(monkeypatch, service):
    class OnlyAtTheDesk(Service):
        slug = "only-at-the-desk"
        title = summary = why_online = "Signed at the desk"
        form = service.form
        promise = service.promise
        purpose = service.purpose
        handled_by = service.handled_by
        impossible = {Door.WEB: "It is signed by hand, before a colleague."}

    monkeypatch.setitem(catalogue._offered, OnlyAtTheDesk.slug, OnlyAtTheDesk)


@pytest.mark.parametrize(("said", "days", "warned"), [("yes", 1, True), ("no", 2, False)])
def test_what_cannot_wait_says_what_happens_now(web, service, answers, said, days, warned):
    web.begin(service)
    web.answer(answers | {"vital": {"vital": [said]}})

    review = Page(web.browser.client.get(f"{START}review/").text)
    sent = web.send()

    assert f"within {days} working day" in review.text
    assert ("In danger, call 112" in review.text) is warned
    assert ("In danger, call 112" in sent.text) is warned


def test_a_letter_without_street_leads_to_where_the_street_is_written(web, service, answers):
    given = answers | {"reach": {"reach_channel": ["letter"]}}
    where = answers["where"] | {"where_street": [""]}
    web.begin(service)
    wrong = web.answer(given | {"where": where}).html

    web.answer({"where": where | {"where_street": ["Rue Imaginée 12"]}})

    assert f'href="{START}where/#id_where_street"' in wrong
    assert "/review/" in web.browser.path


def test_the_name_on_the_letter_box_stands_in_the_window_of_the_envelope(web, service, answers):
    where = answers["where"] | {"where_care_of": ["Famille Inventée"]}
    web.begin(service)
    web.answer(answers | {"where": where, "reach": {"reach_channel": ["letter"]}})

    case = case_of(web.send().reference)

    with within(scope_of(case.organisation)):
        who = reveal_one(case.person, Purpose.INTAKE)
        message = messages_about(case)[0]
        letter = Addressed(1, "fr", message.text, who, "Schaerbeek", case.organisation, False)
        data = as_data(letter, 1, timezone.localdate())
    assert data["address"][1] == "c/o Famille Inventée"


@pytest.mark.parametrize("kind", ["own_words", "goods"])
def test_what_only_words_can_say_is_not_left_empty(web, service, answers, kind):
    web.begin(service)
    given = answers | {"kind": {"kind": [kind]}}

    page = web.answer({name: given[name] for name in ("where", "kind")} | {"what": {"what": [""]}})

    assert "Say in a few words what you need." in page.errors
    assert "optional" not in page.text


def test_what_may_be_left_empty_within_a_question_is_marked(web, service, answers):
    web.begin(service)
    web.answer(answers)

    who, reach = (
        Page(visited.text)
        for visited in map(web.browser.client.get, (f"{START}who/", f"{START}reach/"))
    )

    assert "You need not give this date." in who.text
    assert "First name (optional)" not in who.text
    for label in ("E-mail address", "Telephone number", "What must we know before we contact you?"):
        assert f"{label} (optional)" in reach.text


def test_each_platform_is_told_with_its_own_telephone(visitor, commune):
    PlatformFactory(name="Here", telephone="02 111 11 11")
    PlatformFactory(name="There", telephone="010 22 22 22")

    page = Page(visitor.get(START).text)

    assert "Here 02 111 11 11" in page.text
    assert "There 010 22 22 22" in page.text
    assert "Call 112" in page.text


def test_the_review_names_the_commune_and_what_is_kept_says_where_to_come_back(
    web, service, answers, commune
):
    web.begin(service)
    web.answer(answers)

    review = Page(web.browser.client.get(f"{START}review/").text)
    kept = web.browser.client.get(f"{START}kept/").text

    assert f"1030 {commune.area}" in review.text
    assert "http://testserver/draft/" in kept


def test_the_receipt_closes_by_itself_after_half_an_hour(web, service, answers):
    web.begin(service)
    web.answer(answers)
    reference = web.send().reference
    client = web.browser.client
    assert reference in client.get(f"{START}sent/").text

    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        closed = client.get(f"{START}sent/")

    assert (closed.status_code, closed.url) == (302, START)
    assert client.get(f"{START}sent/").url == START
