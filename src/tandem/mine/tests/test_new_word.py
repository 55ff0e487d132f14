"""A lost word is made anew: by her own way, or told by who recognised her; the old one is dead, and she knows."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from tandem.accounts.models import CodeAsked
from tandem.accounts.ways.kinds import WayKind
from tandem.cases.models import Case
from tandem.cases.opening import open_case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.mine.entering import finding, jobs, new_word
from tandem.mine.errors import NotNow
from tandem.mine.models import NewWord
from tandem.outbox.models import Message
from tandem.people import protection
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.services.drafts import Code, read_code
from tandem.tenancy.scope import within
from tandem.territory import signposts
from tandem.toolbox.reference import new_reference
from tests.factories import MembershipFactory, OrganisationFactory, scope_of

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


def test_no_request_is_left_without_a_word(town, opened):
    """The function that ends the others takes none where the new one does not stand."""
    case, old = opened
    with within(scope_of(town)), connection.cursor() as cursor:
        cursor.execute(new_word.END_OTHERS, [case.pk, b"x" * 16])
    assert signposts.find_one("case", str(old)) is not None
