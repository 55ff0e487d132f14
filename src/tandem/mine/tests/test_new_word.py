"""A lost word is made anew: by her own way, or told by who recognised her; the old one is dead, and she knows."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tandem.accounts.models import CodeAsked
from tandem.accounts.ways.kinds import WayKind
from tandem.cases.messages import receipt
from tandem.cases.models import Case
from tandem.cases.opening import open_case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.mine import own_file
from tandem.mine.choices import ShownBy
from tandem.mine.entering import finding, jobs, new_word
from tandem.mine.entering import messages as entering
from tandem.mine.errors import NotNow
from tandem.mine.models import NewWord
from tandem.outbox import own_data
from tandem.outbox.actions import send
from tandem.outbox.choices import State
from tandem.outbox.models import Message
from tandem.outbox.tests.sending import delivered
from tandem.people import protection
from tandem.people.actions import merge
from tandem.people.models import Person
from tandem.people.queries import record_in_use
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.services.drafts import Code, read_code
from tandem.tenancy.scope import within
from tandem.territory import signposts
from tandem.toolbox.reference import new_reference
from tests.factories import (
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    scope_of,
)

pytestmark = pytest.mark.django_db
EMAIL = "ana@post.example"
ASKED = {
    "where_postal_code": ["1030"],
    "where_street": ["Rue des Tilleuls Inventés 4"],
    "who_first_name": ["Odette"],
    "who_last_name": ["Van Kerckhoven"],
    "reach_channel": ["email"],
    "reach_email": [EMAIL],
    "kind": ["meal"],
    "what": ["A warm meal."],
    "when": ["4"],
    "how_often": ["once"],
    "languages": ["en"],
    "vital": ["no"],
    "program": ["no"],
}


@pytest.fixture
def town():
    return OrganisationFactory(area__postal_code="1030")


@pytest.fixture
def opened(town):
    """A request, its code, and the browser's own visit with it."""
    with acting(Asker(door=Door.WEB)):
        draft = drafts.begin(known("ask-for-help"), "en", door=Door.WEB)
        drafts.keep(draft.code, ASKED, asked=[], door=Door.WEB)
        open_case(draft.code, door=Door.WEB)
    with within(scope_of(town)):
        case = Case.objects.select_related("person", "organisation").get()
        Message.objects.all().delete()
    return case, draft.code


def said_to_her(town):
    with within(scope_of(town)):
        return [" ".join(one.text.paragraphs) for one in Message.objects.order_by("pk")]


def words_in(said):
    return re.findall(r"“([^”]+)”", said)


def follow(client, code):
    return client.post("/follow/", {"reference": code.reference, "word": code.word})


def test_by_her_own_way_a_new_word_comes_and_the_old_one_opens_nothing(client, town, opened):
    case, old = opened
    assert follow(client, old).status_code == 302
    assert client.get("/follow/").content.count(b"A warm meal.")

    answer = ask(client, case.reference, EMAIL)

    assert answer.url == reverse("cases:follow")
    [said] = said_to_her(town)
    new = read_code(case.reference, words_in(said)[0])
    assert new != old
    # The visit that was open with the old word is over, and so is its form.
    assert b"A warm meal." not in client.get("/follow/").content
    assert follow(client, old).status_code == 422
    assert drafts.take_up(old) is None
    assert follow(client, new).status_code == 302
    assert client.get("/follow/").content.count(b"A warm meal.")
    with within(scope_of(town)):
        [entry] = Entry.objects.filter(word="mine.word_renewed")
        assert list(entry.persons) == [case.person.key]


@pytest.mark.parametrize(
    "who", ["another address", "no such request", "protected", "asked just before"]
)
def test_whoever_asks_reads_the_same_and_nothing_leaves(client, town, opened, who):
    case, old = opened
    reference, contact = case.reference, EMAIL
    if who == "another address":
        contact = "somebody@post.example"
    if who == "no such request":
        reference = new_reference()
    if who == "protected":
        with within(scope_of(town)):
            protection.protect(case.person)
    if who == "asked just before":
        with within(scope_of(town)):
            NewWord.objects.create(
                case=case, person=case.person, territory_id=case.territory_id, organisation=town
            )

    answer = ask(client, reference, contact)

    assert answer.url == reverse("cases:follow")
    assert said_to_her(town) == []
    assert not CodeAsked.objects.exists()
    assert follow(client, old).status_code == 302


def ask(client, reference, contact):
    answer = client.post(reverse("mine:lost_word"), {"reference": reference, "contact": contact})
    place = signposts.find_one("state", reference)
    for asked in CodeAsked.objects.all():
        jobs.send_new_word(
            asked=asked.pk,
            case=int(place.target) if place else 0,
            territory=place.territory if place else 0,
            organisation=place.organisation if place else 0,
        )
    return answer


def at_desk(client, town, role):
    client.force_login(MembershipFactory(role=role, organisation=town).account)


def test_a_colleague_who_reads_the_request_tells_it_and_she_is_told(client, town, opened):
    case, old = opened
    at_desk(client, town, "coordinator")

    page = client.post(reverse("mine:new_word", args=[case.reference]), {"how": "call"})

    assert page.status_code == 200
    with within(scope_of(town)):
        row = NewWord.objects.get()
        looks = Entry.objects.looks().filter(word="mine.word_shown")
        assert (row.seen_by, looks.count()) == ("call", 1)
    [said] = said_to_her(town)
    assert "new word" in said
    assert words_in(said) == []
    client.logout()
    assert follow(client, old).status_code == 422


def test_an_operator_sees_no_word_with_which_to_read_what_she_may_not(client, town, opened):
    case, old = opened
    at_desk(client, town, "operator")
    page = reverse("mine:new_word", args=[case.reference])

    assert b'name="how"' not in client.get(page).content
    client.post(page, {"how": "card"})
    assert said_to_her(town) == []

    client.post(reverse("mine:new_word_leave", args=[case.reference]))
    [said] = said_to_her(town)
    assert words_in(said)
    client.logout()
    assert follow(client, old).status_code == 422


def test_a_word_made_anew_lets_nobody_sign_in(town, opened):
    """Else whoever took over her number would have her word too."""
    case, old = opened
    assert finding.person_of_code(old) == case.person
    with acting(Asker(door=Door.INSIDE)), within(scope_of(town)):
        assert new_word.leave_if_hers(case.pk, WayKind.EMAIL, EMAIL)
        with pytest.raises(NotNow, match="sent_lately"):
            new_word.leave(case, case.person)
    [said] = said_to_her(town)

    assert finding.person_of_code(Code(case.reference, words_in(said)[0])) is None


@pytest.mark.parametrize("shows_words", [False, True])
def test_what_is_taken_away_of_her_data_opens_no_request(monkeypatch, town, opened, shows_words):
    """Neither the word made anew nor that of a receipt; a code on paper neither. The last is the twin."""
    case, _old = opened
    new = renewed(town, case)
    as_machine, here = inside(town)
    with as_machine, here, override("en"):
        send(case.person, lambda: receipt(case, new.word), about=case)
        send(case.person, lambda: entering.letter("5823 1174", timezone.now()), about=case)
        if shows_words:
            monkeypatch.setattr(
                own_data, "as_copied", lambda text: text.paragraphs + text.in_letter
            )
        file, paper = own_file.as_file(case.person).decode(), str(own_file.as_pages(case.person))

    assert [new.word in file, new.word in paper, "5823 1174" in paper] == [shows_words] * 3
    assert "We have received your request." in paper


def test_no_request_is_left_without_a_word(town, opened):
    """The function that ends the others takes none where the new one does not stand."""
    case, old = opened
    with within(scope_of(town)), connection.cursor() as cursor:
        cursor.execute(new_word.END_OTHERS, [case.pk, b"x" * 16])
    assert signposts.find_one("case", str(old)) is not None


def inside(town):
    return acting(Asker(door=Door.INSIDE)), within(scope_of(town))


def renewed(town, case):
    """The new code, which left by her own way."""
    as_machine, here = inside(town)
    with as_machine, here:
        new_word.leave(case, case.person)
    return Code(case.reference, words_in(said_to_her(town)[-1])[0])


@pytest.mark.parametrize("anew", [False, True])
def test_a_word_made_anew_adds_no_way_to_sign_in(client, town, opened, anew):
    """The first is the twin: with her own word she adds one."""
    case, code = opened
    follow(client, renewed(town, case) if anew else code)
    client.cookies["language"] = "en"

    offered = "Add a way to sign in" in client.get("/follow/").text
    begun = client.post("/yours/sign-in/", {"contact": "thief@post.example"})
    letter = client.post("/yours/sign-in/letter/")
    wrong = client.post("/yours/sign-in/code/", {"code": "0000 0000"})

    asked = CodeAsked.objects.exists()
    assert (asked, letter.status_code, wrong.status_code) == (
        (False, 404, 404) if anew else (True, 302, 422)
    )
    assert offered is not anew
    assert begun.url == (reverse("cases:follow") if anew else reverse("mine:yours_way_code"))


@pytest.mark.parametrize("by_call", [False, True])
@pytest.mark.parametrize("lately", [False, True])
def test_to_a_contact_that_was_changed_lately_no_word_is_brought(town, opened, lately, by_call):
    """Else a stranger on the line gives a number as hers, then says that she lost her word."""
    case, old = opened
    deed = (lambda: new_word.show(case, case.person, ShownBy.CALL)) if by_call else None
    deed = deed or (lambda: new_word.leave(case, case.person))
    as_machine, here = inside(town)
    with as_machine, here:
        if lately:
            long_ago = timezone.now() - timedelta(days=90)
            Person.objects.filter(pk=case.person_id).update(registered_at=long_ago)
            case.person.refresh_from_db()
            with pytest.raises(NotNow, match="changed_lately"):
                deed()
            new_word.show(case, case.person, ShownBy.CARD)
        else:
            deed()
    assert signposts.find_one("case", str(old)) is None


@pytest.mark.parametrize("joined", [False, True])
def test_whoever_asked_in_her_name_gets_no_word_of_hers_once_the_two_are_joined(
    town, opened, joined
):
    """He is reached as the joined record says: with his own address. The first is the twin."""
    case, old = opened
    thief = PersonFactory(organisation=town, channel="email", email="thief@post.example")
    as_machine, here = inside(town)
    with as_machine, here:
        if joined:
            merge(case.person, thief)
        in_use = record_in_use(case.person)
        for deed in (
            lambda: new_word.leave(case, in_use),
            lambda: new_word.show(case, in_use, ShownBy.CALL),
        ):
            if joined:
                with pytest.raises(NotNow, match="joined"):
                    deed()
            else:
                deed()
        assert (signposts.find_one("case", str(old)) is None) is not joined
        new_word.show(case, in_use, ShownBy.CARD)
    assert signposts.find_one("case", str(old)) is None


def test_the_desk_says_why_nobody_is_called_back(client, town, opened):
    case, old = opened
    with within(scope_of(town)):
        long_ago = timezone.now() - timedelta(days=90)
        Person.objects.filter(pk=case.person_id).update(registered_at=long_ago)
    at_desk(client, town, "coordinator")
    client.cookies["language"] = "en"

    page = client.post(reverse("mine:new_word", args=[case.reference]), {"how": "call"})

    assert page.status_code == 422
    assert "was changed less than three days ago" in page.text
    assert signposts.find_one("case", str(old)) is not None


@pytest.mark.parametrize(
    ("channel", "leaves"),
    [("email", True), ("letter", True), ("sms", False), ("call", False), ("desk", False)],
)
def test_only_where_it_really_leaves_by_her_own_way_is_the_old_word_ended(
    town, opened, channel, leaves
):
    """Text messages leave nowhere here; a call and the desk are a colleague who reads it."""
    case, old = opened
    as_machine, here = inside(town)
    with as_machine, here:
        Person.objects.filter(pk=case.person_id).update(channel=channel)
        case.person.refresh_from_db()
        if leaves:
            new_word.leave(case, case.person)
        else:
            with pytest.raises(NotNow, match="no_own_way"):
                new_word.leave(case, case.person)

    assert (signposts.find_one("case", str(old)) is None) is leaves
    assert len(said_to_her(town)) == leaves


def test_a_text_message_leaves_where_a_gateway_carries_it(town, settings):
    settings.SMS_GATEWAY = "tandem.outbox.tests.gateways.Gateway"
    person = PersonFactory(organisation=town, phone="0470 11 22 33", channel="sms", language="en")
    case = CaseFactory(organisation=town, person=person)

    assert signposts.find_one("case", str(renewed(town, case))) is not None
    assert signposts.find_one("case", str(Code(case.reference, case.word))) is None


def test_a_word_that_cannot_leave_after_all_is_read_out_by_nobody(client, town, opened):
    case, _old = opened
    renewed(town, case)
    as_machine, here = inside(town)
    with as_machine, here:
        message = Message.objects.get()
        message.tried = ["email"]
        message.save(update_fields=["tried"])
        delivered(message)
    assert (message.state, message.channel) == (State.FAILED, "email")
    at_desk(client, town, "operator")
    page = reverse("outbox:message", args=[message.key])

    assert words_in(said_to_her(town)[-1])[0] not in client.get(page).text
    client.post(reverse("outbox:way", args=[message.key]), {"channel": "call"})
    with within(scope_of(town)):
        message.refresh_from_db()
    assert message.state == State.FAILED
