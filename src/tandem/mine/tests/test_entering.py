"""A resident signs in without a password; what it opens follows from what she showed."""

import re

import pytest
import time_machine
from django.core import mail as outgoing
from django.utils import timezone

from tandem.accounts.models import CodeAsked, Session, WayIn
from tandem.accounts.ways import actions as ways
from tandem.mine.entering.jobs import send_entry_code
from tests.factories import (
    AccountFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    open_session,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
EMAIL, NUMBER = "odette@post.example", "0470 11 22 33"
MOBILE = {"phone": NUMBER}
GATEWAY = "tandem.outbox.tests.gateways.Gateway"


@pytest.fixture
def texts(tmp_path, settings, monkeypatch):
    settings.SMS_GATEWAY = GATEWAY
    monkeypatch.setenv("TEXTS", str(tmp_path / "texts"))
    return tmp_path / "texts"


@pytest.fixture
def commune():
    return OrganisationFactory(area__postal_code="1030", takes_in=True)


def work():
    """As the worker does, once the page has answered."""
    for row in CodeAsked.objects.filter(code=None):
        send_entry_code(asked=row.pk)


def code_in(text):
    return re.search(r"\b(\d{4} \d{4})\b", text)[1]


def link_in(text):
    return re.search(r"http\S+(/enter/link/\S+/)", text)[1]


def last_mail():
    return outgoing.outbox[-1].body


def begins(client, case, contact, texts=None):
    """She adds her first way, by reference and word."""
    open_session(client, case)
    assert client.post("/yours/sign-in/", {"contact": contact}).status_code == 302
    work()
    sent = texts.read_text().splitlines()[-1] if texts else last_mail()
    return client.post("/yours/sign-in/code/", {"code": code_in(sent)})


def asks(client, contact):
    answer = client.post("/enter/", {"contact": contact})
    work()
    return answer


def test_with_reference_and_word_she_adds_her_address_and_signs_in_by_a_link(
    client, client_class, commune
):
    person = PersonFactory(organisation=commune, email=EMAIL, language="nl")
    case = CaseFactory(organisation=commune, person=person)
    assert begins(client, case, EMAIL).url == "/enter/done/"
    assert WayIn.objects.get().opens_at <= timezone.now(), "It was known as hers before."
    assert EMAIL.encode() not in bytes(WayIn.objects.get().sealed)

    another = client_class()
    asks(another, EMAIL)
    address = link_in(last_mail())
    assert "odette" not in address
    assert another.get(address).status_code == 200
    assert another.post(address).url == "/mine/"
    assert case.shown_reference in another.get("/mine/").content.decode()
    assert another.get("/mine/data/file/").status_code == 200
    assert another.cookies["language"].value == "nl"


@pytest.fixture
def client_class():
    from django.test import Client

    return Client


def known_by_mail(client, commune, **facts):
    person = PersonFactory(organisation=commune, email=EMAIL, **facts)
    case = CaseFactory(organisation=commune, person=person)
    begins(client, case, EMAIL)
    return person, case
