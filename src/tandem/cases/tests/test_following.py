import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from markupsafe import Markup, escape

from tandem.accounts import throttle
from tandem.cases import actions, panels, queries
from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Purpose
from tandem.journal.models import Entry
from tandem.journal.write import looked
from tandem.outbox.models import Message
from tandem.tenancy.scope import within
from tandem.toolbox.reference import new_reference
from tests.factories import CaseFactory, MembershipFactory, open_session, scope_of

TOLD = {
    "where_postal_code": ["1030"],
    "kind": ["meal"],
    "what": ["Un repas <script>le</script> mardi."],
    "when": ["4"],
    "who_first_name": ["Georgette"],
    "who_last_name": ["Imaginée"],
}


@pytest.fixture
def case(db):
    return CaseFactory(answers=TOLD)


def read(case):
    with within(scope_of(case.organisation)):
        return Case.objects.get(pk=case.pk)


def do(case, deed, *more):
    with within(scope_of(case.organisation)):
        return deed(read(case), *more)


def test_with_reference_and_word_one_sees_where_it_stands(english, case):
    open_session(english, case)

    page = english.get("/follow/").content.decode()

    assert case.shown_reference in page
    assert "We have received it" in page
    assert "Georgette" in page
    assert "no-store" in english.get("/follow/").headers["Cache-Control"]


@pytest.mark.parametrize("typed", ["{}", " {} ", "{} ", "ref: {}", "{}"])
def test_typing_is_forgiven(english, case, typed):
    reference = case.shown_reference.lower().replace(" ", "-").replace("8", "b")
    word = case.word.upper().replace("K", "c")

    english.post("/follow/", {"reference": reference, "word": typed.format(word)[:40].split()[-1]})

    assert case.shown_reference in english.get("/follow/").content.decode()


def test_nothing_of_the_case_stands_in_an_address(english, case):
    response = english.post("/follow/", {"reference": case.reference, "word": case.word})

    assert response.url == "/follow/"


def test_a_wrong_word_a_wrong_reference_and_nonsense_are_answered_alike(english, case):
    other = CaseFactory()
    pages = [
        english.post("/follow/", {"reference": reference, "word": word})
        for reference, word in (
            (case.reference, "mokadelu"),
            (other.reference, case.word),
            ("AAAA AAAA", "anything"),
        )
    ]

    assert {page.status_code for page in pages} == {422}
    assert all("We have no request" in page.content.decode() for page in pages)
    assert "following" not in english.session


def test_looking_for_nothing_asks_the_database_as_much_as_looking_for_something(english, case):
    asked = []
    for reference in (case.reference, new_reference()):
        with CaptureQueriesContext(connection) as queries:
            english.post("/follow/", {"reference": reference, "word": "mokadelu"})
        asked.append([q["sql"][:28] for q in queries if "SAVEPOINT" not in q["sql"]])

    assert asked[0] == asked[1]


def test_whoever_guesses_waits_longer_and_longer(english, case):
    for _ in range(throttle.FREE_ELSE + 1):
        english.post("/follow/", {"reference": case.reference, "word": "mokadelu"})

    response = english.post("/follow/", {"reference": case.reference, "word": case.word})

    assert response.status_code == 429
    assert "Wait" in response.content.decode()
    assert case.reference in response.content.decode()


def test_others_are_not_kept_waiting(english, case):
    other = CaseFactory()
    for _ in range(throttle.FREE_ELSE + 2):
        english.post("/follow/", {"reference": case.reference, "word": "mokadelu"})

    open_session(english, other)

    assert other.shown_reference in english.get("/follow/").content.decode()


def test_showing_it_is_a_look_at_ones_own_data(english, case):
    open_session(english, case)
    english.get("/follow/")

    with within(scope_of(case.organisation)):
        look = Entry.objects.looks().get()
        assert (look.purpose, look.account) == (Purpose.OWN_DATA, None)
        assert look.persons == [case.person.key]


def test_closing_leaves_nothing_on_the_machine(english, case):
    open_session(english, case)

    response = english.post("/follow/close/", follow=True)

    assert "hidden on this machine, and goes on" in response.content.decode()
    assert case.shown_reference not in english.get("/follow/").content.decode()


def test_it_closes_by_itself_after_half_an_hour(english, case):
    open_session(english, case)

    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert case.shown_reference not in english.get("/follow/").content.decode()


def test_a_value_made_up_in_the_session_opens_nothing(english, case):
    english.get("/sign-in/")
    session = english.session
    session["following"] = f"[{case.pk}, {case.territory_id}, {case.organisation_id}]"
    session.save()

    assert case.shown_reference not in english.get("/follow/").content.decode()


def test_late_is_said_in_words(english, db):
    late = CaseFactory(due_on=timezone.localdate() - timedelta(days=2))
    open_session(english, late)

    assert "Late: we owed you an answer on" in english.get("/follow/").content.decode()


def test_the_answer_stands_there_with_its_reason(english, case):
    do(case, actions.answer, Reason.NOT_LEGAL, "Article 12 excludes it.")
    open_session(english, case)

    page = english.get("/follow/").content.decode()

    assert "The law does not allow it." in page
    assert "Article 12 excludes it." in page


def test_what_she_wrote_is_shown_and_not_obeyed(english, case):
    open_session(english, case)

    page = english.get("/follow/").content.decode()

    assert "<script>le" not in page


@pytest.mark.parametrize(
    ("name", "words", "before", "after"),
    [
        ("not-solved", "Nobody came.", State.ANSWERED, State.REOPENED),
        ("contest", "It was not done.", State.ANSWERED, State.CONTESTED),
        ("withdraw", "", State.RECEIVED, State.WITHDRAWN),
    ],
)
def test_the_person_does_what_she_can_do(english, case, name, words, before, after):
    if before == State.ANSWERED:
        do(case, actions.answer, Reason.DONE, "")
    open_session(english, case)
    assert f"/follow/{name}/" in english.get("/follow/").content.decode()
    assert english.get(f"/follow/{name}/").status_code == 200

    english.post(f"/follow/{name}/", {"words": words})

    assert read(case).state == after


def test_what_is_solved_is_closed_and_can_be_opened_again(english, case):
    do(case, actions.answer, Reason.DONE, "")
    open_session(english, case)

    english.post("/follow/solved/")
    assert read(case).state == State.CLOSED

    english.post("/follow/not-solved/", {"words": ""})
    assert read(case).state == State.REOPENED


def test_a_contest_without_words_comes_back_with_a_kind_word(english, case):
    do(case, actions.answer, Reason.DONE, "")
    open_session(english, case)

    response = english.post("/follow/contest/", {"words": " "})

    assert response.status_code == 422
    assert "Say with what you do not agree" in response.content.decode()
    assert read(case).state == State.ANSWERED


@pytest.mark.parametrize("name", ["not-solved", "contest"])
def test_what_is_not_answered_yet_is_not_contested(english, case, name):
    open_session(english, case)

    english.post(f"/follow/{name}/", {"words": "I do not agree at all."})

    assert read(case).state == State.RECEIVED


@pytest.mark.parametrize("path", ["not-solved/", "contest/", "withdraw/", "solved/", "close/"])
def test_without_an_opened_case_nothing_is_done(english, case, path):
    assert english.post(f"/follow/{path}", {"words": "Something."}).url == "/follow/"
    assert read(case).state == State.RECEIVED


def test_a_colleague_who_follows_a_case_sees_it_as_its_person_does(english, case):
    elsewhere = MembershipFactory()
    english.force_login(elsewhere.account)
    open_session(english, case)

    assert case.shown_reference in english.get("/follow/").content.decode()
    assert english.get(f"/cases/{case.reference}/").status_code == 404


def test_a_room_says_its_part_to_the_person(english, case):
    def panel(shown, *, for_staff):
        return None if for_staff else Markup("<p>Somebody comes on Tuesday.</p>")

    panels.register(panel)
    try:
        open_session(english, case)
        assert "Somebody comes on Tuesday." in english.get("/follow/").content.decode()
    finally:
        panels._panels.remove(panel)


def test_whoever_used_the_machine_before_has_no_key_to_her_request(english, case):
    other = CaseFactory()
    english.post("/follow/", {"reference": other.reference, "word": other.word})
    noted = english.session.session_key

    english.post("/follow/", {"reference": case.reference, "word": case.word})

    assert english.session.session_key != noted
    english.cookies["sessionid"] = noted
    assert case.shown_reference not in english.get("/follow/").content.decode()


def test_the_timeline_says_what_was_done_and_every_message_that_was_sent(english, case):
    do(case, actions.take_in_hand)
    do(case, actions.answer, Reason.DONE, "Done on Tuesday.")
    open_session(english, case)

    page = english.get("/follow/").text

    assert "Somebody began to work on it" in page
    assert "A step was taken" not in page
    assert "A message to you" in page
    with within(scope_of(case.organisation)):
        began = [message.text.paragraphs[0] for message in Message.objects.about(case)]
    assert began and all(f"“{escape(one)}”" in page for one in began)
    assert "By telephone call" in page


def look_of_a_colleague(case):
    member = MembershipFactory(organisation=case.organisation)
    asker = Asker(member.account_id, case.organisation_id)
    with within(scope_of(case.organisation)), acting(asker):
        looked([case.person], Purpose.ANSWER, what="cases.looked", about=case)


@pytest.mark.django_db(databases=["default", "looks"])
def test_a_colleagues_look_is_never_pushed_out_of_sight(english, case):
    look_of_a_colleague(case)
    open_session(english, case)

    for _ in range(60):
        page = english.get("/follow/").content.decode()

    assert "You, or somebody with your reference and word: 60 times" in page
    assert str(case.organisation) in page


@pytest.mark.django_db(databases=["default", "looks"])
def test_the_page_leads_to_every_look_that_is_older(english, case):
    for _ in range(queries.A_PAGE_OF_LOOKS + 2):
        look_of_a_colleague(case)
    open_session(english, case)

    first = english.get("/follow/").text
    older = re.search(r'href="(\?looks=\d+)"', first)[1]
    second = english.get(f"/follow/{older}").text

    name = str(case.organisation)
    looks = [page[page.index("Who looked at your data") :] for page in (first, second)]
    assert [one.count(f"{name}, ") for one in looks] == [queries.A_PAGE_OF_LOOKS, 2]
    assert "Show who looked before" not in second


@pytest.mark.django_db(databases=["default", "looks"])
def test_every_look_is_reached_page_by_page(case):
    for _ in range(queries.A_PAGE_OF_LOOKS + 2):
        look_of_a_colleague(case)

    with within(scope_of(case.organisation)):
        first = queries.looks_at(case.person)
        second = queries.looks_at(case.person, before=str(first.earlier))

    assert (len(first.moments), len(second.moments)) == (queries.A_PAGE_OF_LOOKS, 2)
    assert second.earlier is None
    assert {one.when for one in first.moments}.isdisjoint(one.when for one in second.moments)
