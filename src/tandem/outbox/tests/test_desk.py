import uuid
from datetime import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tandem.journal.models import Entry
from tandem.outbox import pressing, printing
from tandem.outbox.actions import say_called
from tandem.outbox.choices import CallResult, Heard, Proof, State
from tandem.outbox.tests.sending import SECRET, delivered, sent_to
from tandem.people.choices import Channel
from tandem.tenancy.scope import within
from tandem.territory.choices import OrganisationKind, Role
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    scope_of,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
SAFE = "Say that you are from the library."


@pytest.fixture
def desk(client, town_hall):
    """A browser in which an operator of the town hall is signed in, in English."""
    client.force_login(MembershipFactory(organisation=town_hall, role=Role.OPERATOR).account)
    client.cookies["language"] = "en"
    return client


def waiting(town_hall, channel=Channel.CALL, **facts):
    return delivered(sent_to(PersonFactory(organisation=town_hall, channel=channel, **facts)))


def page(name, row=None):
    return reverse(f"outbox:{name}", kwargs={"key": row.key} if row is not None else {})


def fresh(message):
    message.refresh_from_db()
    return message


def test_the_list_of_calls_reveals_nobody(desk, town_hall):
    waiting(town_hall)

    listed = desk.get(page("calls")).text

    assert "ZKQ7 4MPA" in listed
    assert "Odette" not in listed
    assert SECRET not in listed
    assert not Entry.objects.looks().filter(word="outbox.call_opened").exists()


def test_calls_to_one_person_stand_together_in_the_list(desk, town_hall):
    odette, other = (PersonFactory(organisation=town_hall, channel=Channel.CALL) for _ in "ab")
    first, between, second = (delivered(sent_to(who)) for who in (odette, other, odette))

    listed = desk.get(page("calls")).text

    order = sorted((first, between, second), key=lambda one: listed.index(str(one.key)))
    assert order == [first, second, between]
    assert listed.count("The same person as above") == 1


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-27 10:00+01:00", "Call now"),
        ("2026-11-27 22:10+01:00", "Call from 30"),
        ("2026-11-28 11:00+01:00", "Call from 30"),
        ("2026-11-30 07:00+01:00", "Call from 30"),
    ],
)
def test_nobody_is_called_at_night_or_at_the_weekend(desk, town_hall, now, said):
    with time_machine.travel(datetime.fromisoformat(now), tick=False):
        waiting(town_hall)
        desk.force_login(MembershipFactory(organisation=town_hall, role=Role.OPERATOR).account)
        page_ = desk.get(page("calls")).text

    assert said in page_
    assert ("Call now" in page_) == (said == "Call now")


def test_nothing_is_called_optional_that_must_be_said(desk, town_hall):
    call = waiting(town_hall)

    assert "(optional)" not in desk.get(page("call", call)).text
    refused = desk.post(page("call", call), {"result": CallResult.SAID}).text
    assert "Choose who heard it." in refused
    assert "Choose how you know it" in refused
    desk.post(page("call", call), {"result": CallResult.NOBODY})
    assert fresh(call).attempts == 1


def test_an_opened_call_shows_first_how_to_be_careful_and_leaves_a_look(desk, town_hall):
    call = waiting(town_hall, safe_contact=SAFE, never_leave_word=True)

    opened = desk.get(page("call", call)).text

    assert opened.index(SAFE) < opened.index("Odette Van Kerckhoven")
    assert "Speak to the person herself only" in opened
    assert SECRET in opened
    assert Entry.objects.looks().filter(word="outbox.call_opened").count() == 1


def test_a_call_is_taken_made_and_gone_from_the_list(desk, town_hall):
    call = waiting(town_hall)

    taken = desk.post(page("call", call))
    assert taken.url == page("call", call)
    assert "A colleague is calling" in desk.get(page("calls")).text
    said = {"result": CallResult.SAID, "proof": Proof.REFERENCE, "heard_by": Heard.HERSELF}
    desk.post(page("call", call), said)

    assert fresh(call).state == State.DONE
    assert "There is nobody to call." in desk.get(page("calls")).text


def test_who_is_on_the_line_hears_everything_in_one_call(desk, town_hall):
    first = waiting(town_hall)
    second = delivered(sent_to(first.person))
    other = waiting(town_hall)
    said = {"result": CallResult.SAID, "proof": Proof.REFERENCE, "heard_by": Heard.HERSELF}

    desk.post(page("call", first))
    gone_on = desk.post(page("call", first), said)
    taken = fresh(second).held_at
    ended = desk.post(page("call", second), said)

    assert gone_on.url == page("call", second)
    assert taken is not None
    assert ended.url == page("calls")
    assert fresh(other).held_at is None


def test_what_was_said_is_not_done_before_one_says_how_it_is_known(desk, town_hall):
    call = waiting(town_hall)

    answer = desk.post(page("call", call), {"result": CallResult.SAID})

    assert "Choose how you know it" in answer.text
    assert fresh(call).state == State.READY


def test_what_only_she_may_hear_is_not_done_when_another_heard_it(desk, town_hall):
    call = waiting(town_hall, never_leave_word=True)
    said = {"result": CallResult.SAID, "proof": Proof.GIST, "heard_by": Heard.TRUSTED}

    answer = desk.post(page("call", call), said)

    assert "nobody but the person" in answer.text
    assert fresh(call).state == State.READY


def test_the_list_to_print_names_everybody_and_leaves_one_look_for_each(desk, town_hall):
    waiting(town_hall)
    waiting(town_hall, first_name="Fernand")

    printed = desk.get(page("call_list")).text

    assert "Odette Van Kerckhoven" in printed
    assert "Fernand" in printed
    look = Entry.objects.looks().get(word="outbox.call_opened")
    assert len(look.persons) == 2


def test_two_colleagues_who_made_the_same_call_are_told_so(desk, town_hall):
    call = waiting(town_hall)
    say_called(call, CallResult.SAID)

    answer = desk.post(page("call", call), {"result": CallResult.NOBODY}, follow=True)

    assert "A colleague has already made this call." in answer.text


def test_letters_are_printed_and_posted_from_one_page(desk, town_hall):
    letters = [waiting(town_hall, Channel.LETTER) for _ in range(2)]
    assert "2 letters wait" in desk.get(page("letters")).text

    asked = desk.post(page("print"), {"organisation": town_hall.pk})
    preparing = desk.get(asked.url)
    assert "being prepared" in preparing.text
    assert preparing["Refresh"] == "4"
    ours = printing.Printing.objects.get()
    pressing.make(ours.pk)
    assert "Open the letters to print them" in desk.get(asked.url).text
    file = desk.get(page("pdf", ours))
    assert (file["Content-Type"], file.content[:4]) == ("application/pdf", b"%PDF")
    assert Entry.objects.looks().filter(word="outbox.letters_opened").count() == 1
    done = desk.post(asked.url, {"spoilt": "1"}, follow=True)

    assert "1 letter is posted." in done.text
    assert sorted(fresh(letter).state for letter in letters) == [State.READY, State.SENT]
    assert desk.get(page("pdf", ours)).status_code == 404


@pytest.mark.parametrize("said", ["9", "1, 9", "one", "1;<b>", "9" * 900, "²", "-1"])
def test_numbers_of_spoilt_letters_that_are_none_post_nothing(desk, town_hall, said):
    letter = waiting(town_hall, Channel.LETTER)
    ours = printing.ask_printing(town_hall)
    pressing.make(ours.pk)

    answer = desk.post(page("printing", ours), {"spoilt": said})

    assert answer.status_code == 200
    assert fresh(letter).state == State.PRINTED
    assert ("There is no letter 9 here." in answer.text) == ("9" in said.split(", "))


def test_nothing_left_to_print_is_said_so(desk, town_hall):
    for organisation in (town_hall.pk, "", "nobody", OrganisationFactory().pk):
        answer = desk.post(page("print"), {"organisation": organisation}, follow=True)

        assert "There is no letter left to print." in answer.text


def stuck(town_hall):
    return waiting(town_hall, phone="", street="")


def test_what_could_not_leave_shows_with_the_reason(desk, town_hall):
    message = stuck(town_hall)

    listed = desk.get(page("failed")).text
    opened = desk.get(page("message", message)).text

    assert "Could not leave" in listed
    assert "No telephone number is known." in listed
    assert "By telephone call" in opened
    assert SECRET not in opened


def test_a_stuck_message_is_tried_again_led_another_way_or_laid_aside(desk, town_hall):
    again, other, known = (stuck(town_hall) for _ in range(3))

    desk.post(page("retry", again))
    desk.post(page("way", other), {"channel": Channel.DESK})
    desk.post(page("known", known))

    assert fresh(again).state == State.WAITING
    assert delivered(other).state == State.DONE
    assert fresh(known).state == State.DONE


def test_no_way_chosen_is_pointed_out(desk, town_hall):
    message = stuck(town_hall)

    for said in ({}, {"channel": "pigeon"}):
        assert desk.post(page("way", message), said).status_code == 200

    assert fresh(message).state == State.FAILED


def test_a_message_that_went_on_meanwhile_is_left_alone(desk, town_hall):
    message = waiting(town_hall, Channel.DESK)

    for name, said in (("retry", {}), ("known", {}), ("way", {"channel": Channel.CALL})):
        answer = desk.post(page(name, message), said, follow=True)

        assert "went on meanwhile" in answer.text
    assert fresh(message).state == State.DONE


def every_page(call, letters):
    yield from (page("calls"), page("letters"), page("failed"), page("print"))
    yield from (page(name, call) for name in ("call", "message", "retry", "way", "known"))
    yield from (page(name, letters) for name in ("printing", "pdf"))


@pytest.mark.parametrize("role", [None, Role.OFFICER, Role.ADMINISTRATOR])
def test_a_stranger_cannot_tell_that_these_pages_exist(client, town_hall, role):
    call = waiting(town_hall)
    waiting(town_hall, Channel.LETTER)
    letters = printing.ask_printing(town_hall)
    pressing.make(letters.pk)
    if role is None:
        client.force_login(AccountFactory())
    else:
        client.force_login(MembershipFactory(organisation=town_hall, role=role).account)

    with within(None):
        for address in every_page(call, letters):
            assert client.get(address).status_code == 404
            assert client.post(address).status_code == 404
    assert fresh(call).state == State.READY


def test_staff_of_another_commune_open_nothing_of_ours(client, town_hall):
    call, letter = waiting(town_hall), waiting(town_hall, Channel.LETTER)
    letters = printing.ask_printing(town_hall)
    other = MembershipFactory(organisation=OrganisationFactory(), role=Role.COORDINATOR)
    client.force_login(other.account)
    lists = {page("calls"), page("letters"), page("failed")}

    with within(None):
        for address in set(every_page(call, letters)) - lists - {page("print")}:
            assert client.get(address).status_code in {404, 405}
            assert client.post(address).status_code in {302, 404, 405}
        assert all("ZKQ7" not in client.get(address).text for address in lists)
    assert (fresh(call).state, fresh(letter).state) == (State.READY, State.READY)


def test_a_shared_telephone_service_calls_for_every_commune_of_its_platform(client, town_hall):
    platform = PlatformFactory()
    commune = OrganisationFactory(platform=platform)
    centre = OrganisationFactory(
        kind=OrganisationKind.CALL_CENTRE, platform=platform, takes_in=False
    )
    client.force_login(MembershipFactory(organisation=centre, role=Role.OPERATOR).account)
    with within(scope_of(commune)):
        call = waiting(commune)

    with within(None):
        assert client.get(page("call", call)).status_code == 200


def test_an_unknown_key_is_not_found(desk):
    for name in ("call", "message", "printing", "pdf"):
        address = reverse(f"outbox:{name}", kwargs={"key": uuid.uuid4()})

        assert desk.get(address).status_code == 404


@pytest.mark.parametrize("name", ["calls", "failed", "letters"])
def test_lists_ask_the_database_as_often_for_many_as_for_few(desk, town_hall, name):
    def asked():
        for make in (waiting, stuck):
            make(town_hall)
        waiting(town_hall, Channel.LETTER)
        pressing.make(printing.ask_printing(town_hall).pk)
        with CaptureQueriesContext(connection) as queries:
            desk.get(page(name))
        return len(queries)

    few = asked()

    assert [asked() for _ in range(3)] == [few] * 3
