"""Abuse 1: a volunteer fishes for somebody's address. He reads who it is for one task, and not after."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tandem.desk.tests.test_strangers import addresses
from tandem.outbox.models import Message
from tandem.people.choices import FlagReason
from tandem.people.models import Flag
from tandem.solidarity import arranging, contacts, helper_page, rules
from tandem.solidarity.choices import ArrangementState, Contact, Withheld
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, member, volunteer
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
CANARIES = {
    "first_name": "Canaryfirst",
    "last_name": "Canarylast",
    "email": "canarymail@post.example",
    "phone": "0450 19 28 37",
    "street": "Rue du Canari 77",
    "care_of": "Canarybox",
    "notes": "canarynotes",
}
ROOMS = ("solidarity:", "cases:", "mine:", "outbox:", "broadcast:", "doors:api", "desk:")
HREF = re.compile(r'(?:href|action)="(/[^"#?]*)')
PASSED_BY = ("/sign-out/", "/language/", "/answer/", "/static/", "/ui/", "/paper/", "/privacy/")
"""What would end the visit or do a deed; and what is the same for everybody."""


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


@pytest.fixture
def asked(town):
    """A volunteer who is signed in was asked for somebody who wants to be telephoned."""
    client = Client(headers={"accept-language": "en"})
    offer = volunteer(client, organisation=town)
    person = PersonFactory(organisation=town, channel="letter", **CANARIES)
    need = NeedFactory(
        organisation=town,
        person=person,
        contact=Contact.PHONE,
        what="Canarywords in her own words.",
    )
    return client, ask(need, offer)


def seen(client, task) -> str:
    """Everything he can fetch: each address of the house under keys of this task, and every link."""
    keys = {"uuid": str(task.key), "key": str(task.key), "reference": task.need.case.reference}
    waiting = {path for name, path in addresses(keys) if name.startswith(ROOMS)}
    waiting |= {"/", "/solidarity/mine/"}
    done, pages = set(PASSED_BY), []
    while waiting - done:
        path = (waiting - done).pop()
        done.add(path)
        if any(way in path for way in PASSED_BY):
            continue
        response = client.get(path)
        if response.status_code == 200 and not response.streaming:
            body = response.content.decode(errors="replace")
            pages.append(body)
            waiting |= {link for link in HREF.findall(body) if len(done) < 250}
    return "\n".join(pages)


def written_to(person) -> str:
    """By every way: the letter and the e-mail read the paragraphs, the text message its short one."""
    texts = [message.text for message in Message.objects.filter(person=person)]
    return "\n".join(" ".join([*text.paragraphs, text.short, text.link]) for text in texts)


def found(text: str) -> set[str]:
    digits = re.sub(r"\D", "", text)
    by_word = {word for word in (*CANARIES.values(), "Canarywords") if word in text}
    return by_word | ({CANARIES["phone"]} if "450192837" in digits else set())


def test_before_a_yes_no_page_and_no_message_tells_who_it_is(asked):
    client, task = asked

    assert found(seen(client, task)) == set()
    assert found(written_to(task.offer.person)) == set()


def test_the_crawl_finds_them_once_the_page_shows_them_too_early(asked, monkeypatch):
    """The twin: without the question whether he agreed, the same crawl finds her."""
    client, task = asked
    monkeypatch.setattr(helper_page, "_is_told", lambda row: True)
    monkeypatch.setattr(
        "tandem.solidarity.helper_page.Task.waits", property(lambda task: False), raising=True
    )

    assert {"Canaryfirst", "Canarywords"} <= found(seen(client, task))


def test_after_a_yes_he_is_told_what_was_agreed_and_no_more(asked):
    client, task = asked
    arranging.agree(task)

    told = found(seen(client, task)) | found(written_to(task.offer.person))

    assert told == {"Canaryfirst", "Canarywords", CANARIES["phone"]}


def test_another_volunteer_cannot_open_the_task(asked):
    _client, task = asked
    arranging.agree(task)
    stranger = Client()
    volunteer(stranger, organisation=task.offer.organisation)

    assert stranger.get(f"/solidarity/mine/tasks/{task.key}/").status_code == 404


def test_what_he_was_told_is_closed_when_the_day_is_past(asked):
    client, task = asked
    task = arranging.agree(task)
    page = next(
        path for name, path in addresses({"key": str(task.key)}) if name == "solidarity:own_task"
    )
    assert "Canaryfirst" in client.get(page).text

    with time_machine.travel(
        timezone.now() + (task.day - timezone.localdate()) + timedelta(days=3)
    ):
        client.force_login(task.offer.person.account)
        told = client.get(page).text

    assert found(told) == set()
    assert "no longer shown" in told


def agreed(town, offer, many: int):
    return [
        arranging.agree(
            ask(NeedFactory(organisation=town, contact=Contact.PHONE), offer, half_day=number)
        )
        for number in range(many)
    ]


def test_a_fourth_contact_in_a_day_is_kept_back_and_seen_by_two(town):
    offer = OfferFactory(organisation=town, capacity=20)

    tasks = agreed(town, offer, rules.CONTACTS_A_DAY + 1)

    assert [task.withheld for task in tasks] == ["", "", "", Withheld.TOO_MANY_TODAY]
    assert tasks[-1].told == Contact.PASSED_ON
    (flag,) = Flag.objects.all()
    assert (flag.reason, flag.about_key, flag.person_key) == (FlagReason.CONTACTS, offer.key, None)
    client = Client(headers={"accept-language": "en"})
    member(client, town)
    assert "contact kept back: put the two in touch" in client.get("/staff/").text
    board = client.get("/solidarity/board/?view=kept_back").text
    assert str(tasks[-1].need.key) in board and str(tasks[0].need.key) not in board
    member(client, town, Role.DATA_OFFICER)
    assert "fourth contact in a day" in client.get("/looks/unusual/").text
    assert "A volunteer" in client.get(f"/looks/unusual/{flag.key}/").text


def test_the_next_day_he_may_be_told_again(town):
    offer = OfferFactory(organisation=town, capacity=20)
    agreed(town, offer, rules.CONTACTS_A_DAY)

    now = timezone.now()
    assert contacts.given_lately(offer, now, rules.DAY) == 3
    assert contacts.given_lately(offer, now + timedelta(hours=25), rules.DAY) == 0


def test_without_the_measure_a_fourth_would_be_told(town, monkeypatch):
    """The twin."""
    monkeypatch.setattr(rules, "CONTACTS_A_DAY", 99)
    offer = OfferFactory(organisation=town, capacity=20)

    tasks = agreed(town, offer, 4)

    assert [task.withheld for task in tasks] == [""] * 4
    assert tasks[-1].state == ArrangementState.AGREED
