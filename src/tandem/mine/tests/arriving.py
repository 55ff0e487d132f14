"""What residents do who sign in without a password, and what reaches them."""

import re

from django.core import mail as outgoing

from tandem.accounts.models import CodeAsked
from tandem.mine.entering.jobs import send_entry_code
from tests.factories import CaseFactory, PersonFactory, open_session

EMAIL, NUMBER = "odette@post.example", "0470 11 22 33"


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


def known_by_mail(client, commune, **facts):
    person = PersonFactory(organisation=commune, email=EMAIL, **facts)
    case = CaseFactory(organisation=commune, person=person)
    begins(client, case, EMAIL)
    return person, case
