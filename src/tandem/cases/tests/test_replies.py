import pytest
from django.urls import reverse

from tandem.cases.actions import take_reply
from tandem.cases.models import Case, Reply
from tandem.cases.sealed import Written
from tandem.journal.models import Entry
from tandem.outbox.actions import send
from tandem.outbox.tests.sending import a_text
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import (
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    scope_of,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
WORDS = "The lift is out; please ring twice."


@pytest.fixture
def town(db):
    town = OrganisationFactory()
    with within(scope_of(town)):
        yield town


@pytest.fixture
def case(town):
    return CaseFactory(organisation=town)


def colleague(client, organisation, role=Role.COORDINATOR):
    client.force_login(MembershipFactory(organisation=organisation, role=role).account)
    client.cookies["language"] = "en"
    return client


def reply_to(about, person, **said):
    message = send(person, a_text, about=about)
    told = {"from_her_address": True, **said}
    return take_reply(message, Written(WORDS, sender="rosa@example.example"), **told)


def test_a_reply_marks_its_case_in_the_lists_until_a_colleague_has_read_it(client, town, case):
    reply_to(case, case.person)
    desk = colleague(client, town)

    with within(None):
        listed = desk.get("/cases/?view=wrote").text
        opened = desk.get(f"/cases/{case.reference}/").text
        desk.post(reverse("cases:read", args=[case.reference]))
        after = desk.get("/cases/?view=wrote").text

    assert "The person wrote" in listed
    assert WORDS in opened
    assert case.shown_reference not in after
    assert not Case.objects.get().has_unread
    assert Reply.objects.get().read_at


def test_a_reply_from_an_unknown_address_bears_a_warning(client, town, case):
    reply_to(case, case.person, from_her_address=False)

    with within(None):
        opened = colleague(client, town).get(f"/cases/{case.reference}/").text

    assert "an address that we do not know: rosa@example.example" in opened


def test_an_answer_to_the_case_says_that_it_was_read(client, town, case):
    reply_to(case, case.person)

    with within(None):
        colleague(client, town).post(
            f"/cases/{case.reference}/answer/", {"reason": "done", "words": "On Tuesday."}
        )

    assert not Case.objects.get().has_unread


def test_a_reply_about_no_case_stands_in_its_own_list_without_a_name(client, town):
    person = PersonFactory(organisation=town)
    reply = reply_to(person, person)
    desk = colleague(client, town)

    with within(None):
        listed = desk.get(reverse("cases:replies")).text
        opened = desk.get(reverse("cases:reply", args=[reply.key])).text
        desk.post(reverse("cases:reply", args=[reply.key]))

    assert WORDS not in listed
    assert "ZKQ7 4MPA" in listed
    assert WORDS in opened
    assert Entry.objects.looks().filter(word="cases.reply_looked").count() == 1
    assert Reply.objects.get().read_at


def test_a_picture_is_shown_as_a_picture_and_nothing_else(client, town, case):
    reply = reply_to(case, case.person, pictures=[b"\xff\xd8picture"])
    address = reverse("cases:picture", args=[reply.key, 1])

    with within(None):
        shown = colleague(client, town).get(address)
        missing = client.get(reverse("cases:picture", args=[reply.key, 2]))

    assert (shown.content, shown["Content-Type"]) == (b"\xff\xd8picture", "image/jpeg")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert missing.status_code == 404


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.ADMINISTRATOR])
def test_who_does_not_answer_cannot_tell_that_there_are_replies(client, town, role):
    person = PersonFactory(organisation=town)
    reply = reply_to(person, person, pictures=[b"picture"])
    pages = [
        reverse("cases:replies"),
        reverse("cases:reply", args=[reply.key]),
        reverse("cases:picture", args=[reply.key, 1]),
    ]

    with within(None):
        assert {colleague(client, town, role).get(page).status_code for page in pages} == {404}


def test_colleagues_of_another_commune_open_none_of_ours(client, town):
    person = PersonFactory(organisation=town)
    reply = reply_to(person, person)

    with within(None):
        desk = colleague(client, OrganisationFactory())
        assert desk.get(reverse("cases:reply", args=[reply.key])).status_code == 404
        assert "ZKQ7" not in desk.get(reverse("cases:replies")).text
