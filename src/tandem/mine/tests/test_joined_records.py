"""Somebody asks in her name and waits until a colleague says that the two are one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tandem.accounts.models import Session, WayIn
from tandem.mine.choices import ShownBy
from tandem.mine.entering import actions
from tandem.mine.errors import NotNow
from tandem.mine.models import EntryCode
from tandem.mine.tests.arriving import asks, begins, link_in
from tandem.mine.tests.asked import colleague
from tandem.outbox.models import Message
from tandem.people import joining
from tandem.people.actions import merge, unmerge
from tandem.people.models import Person
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import CaseFactory, OrganisationFactory, PersonFactory, open_session, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
THIEF = "thief@post.example"


@pytest.fixture
def commune():
    return OrganisationFactory(area__postal_code="1030", takes_in=True)


@pytest.fixture
def rosa(commune):
    return PersonFactory(
        organisation=commune, language="en", channel="email", email="rosa@post.example"
    )


@pytest.fixture
def asked(commune):
    """A record in her name, with a way in of whoever made it."""
    record = PersonFactory(organisation=commune, language="en", channel="email", email=THIEF)
    browser = Client()
    begins(browser, CaseFactory(organisation=commune, person=record), THIEF)
    assert browser.get("/mine/data/file/").status_code == 200
    return record, browser


def joins(commune, double, into):
    with within(scope_of(commune)):
        merge(double, into)


@pytest.mark.parametrize("survives", ["hers", "the other"])
def test_whoever_asked_in_her_name_sees_nothing_once_the_records_are_joined(
    commune, rosa, asked, survives, mailoutbox
):
    record, thief = asked
    joins(commune, *((record, rosa) if survives == "hers" else (rosa, record)))

    assert thief.get("/mine/data/file/").status_code == 302
    assert thief.get("/mine/looks/").status_code == 302
    mailoutbox.clear()
    asks(Client(), THIEF)
    assert not mailoutbox, "Nobody is known by it."
    with within(scope_of(commune)):
        told = Message.objects.filter(person=rosa)
        assert any("seem to be about one person" in " ".join(one.text.paragraphs) for one in told)
        case = CaseFactory(organisation=commune, person=record)
    again = Client()
    open_session(again, case)
    assert again.get("/yours/sign-in/").status_code == 404, "His word begins nothing either."


def test_twin_without_the_shutting_he_reads_her_whole_file(commune, rosa, asked, monkeypatch):
    record, thief = asked
    monkeypatch.setattr(joining, "shut", lambda *both: None)
    joins(commune, rosa, record)

    assert thief.get("/mine/data/file/").status_code == 200


def test_she_shows_who_she_is_and_what_was_added_before_opens_nothing_for_good(
    commune, rosa, asked
):
    record, thief = asked
    joins(commune, rosa, record)
    with colleague(commune, Role.OPERATOR):
        code = actions.give_at_desk(record, ShownBy.CARD, timezone.now())
        given = EntryCode.objects.get()
    with colleague(commune, Role.OPERATOR):
        actions.agree_at_desk(given, timezone.now())
    hers = Client()
    assert hers.post("/enter/paper/", {"code": code}).url == "/mine/sign-in/"

    assert hers.get("/mine/data/file/").status_code == 200
    assert thief.get("/mine/data/file/").status_code == 302
    assert not WayIn.objects.exists()


@pytest.mark.parametrize("why", ["joined", "changed", None])
def test_no_code_goes_to_an_address_that_is_perhaps_his(commune, rosa, asked, why):
    """Told as hers, or brought in by a join. The last is the twin."""
    record, _thief = asked
    if why == "joined":
        joins(commune, rosa, record)
    with colleague(commune, Role.OPERATOR):
        if why == "changed":
            Person.objects.filter(pk=record.pk).update(
                registered_at=timezone.now() - timedelta(days=90)
            )
        record.refresh_from_db()
        if why is None:
            actions.send_letter(record, timezone.now())
        else:
            with pytest.raises(NotNow, match="not_surely_hers"):
                actions.send_letter(record, timezone.now())
        assert EntryCode.objects.exists() is (why is None)


def test_parted_again_each_opens_its_own(commune, rosa, asked, mailoutbox):
    record, _thief = asked
    joins(commune, record, rosa)
    assert not Session.objects.filter(account__isnull=False).exists()
    with within(scope_of(commune)):
        unmerge(record)
    asks(Client(), THIEF)

    browser = Client()
    assert browser.post(link_in(mailoutbox[-1].body)).url == "/mine/"
    assert browser.get("/mine/data/file/").status_code == 200
