"""What an author may write, what it costs, and what the page says of it."""

import re

import pytest
from django.core import mail as outgoing
from django.urls import reverse

from tandem.broadcast import actions, sending
from tandem.broadcast.messages import compose
from tandem.broadcast.models import Broadcast
from tandem.broadcast.rules import Wording
from tandem.broadcast.tests.town import (
    TEXTS,
    approved,
    at,
    people,
    signed_in,
    town_hall,
    working,
    written,
)
from tandem.outbox.delivery import deliver
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.solidarity.tests.factories import OfferFactory
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def test_words_of_an_author_are_words_and_nothing_else(hall, author, second):
    PersonFactory(organisation=hall, channel=Channel.EMAIL, email="ana@post.example")
    hostile = "<script>alert(1)</script> %(name)s {{ 7*7 }}\r\nBcc: all@post.example\x00\u202e"
    said = {"text_fr": hostile, "short_fr": "", "fallback": "fr"}
    draft = written(hall, author)
    client = signed_in(author)

    client.post(at("words", draft), said | {"text_fr": hostile.replace("\x00", "")})
    draft.refresh_from_db()
    shown = client.get(at("look", draft)).text
    pdf = client.get(at("letter", draft, language="fr"))

    assert "<script>alert" not in shown
    assert "{{ 7*7 }}" in shown
    assert pdf.content.startswith(b"%PDF")
    with working(author):
        actions.ask_approval(draft, actions.fingerprint(draft))
    draft.refresh_from_db()
    with working(second):
        actions.approve(draft, draft.frozen)
    sending.send(draft.pk)
    deliver(Message.objects.values_list("pk", flat=True))
    [letter] = outgoing.outbox
    assert letter.recipients() == ["ana@post.example"]
    assert letter.subject == "Town hall : un message pour vous"


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"fallback": "fr"},
        {"text_nl": "Iets.", "fallback": "fr"},
        {"text_fr": "x" * 4001, "fallback": "fr"},
        {"text_fr": "x\x00", "fallback": "fr"},
        {"text_fr": "x", "short_fr": "y" * 401, "fallback": "fr"},
        {"text_fr": "x", "short_nl": "y", "fallback": "fr"},
        {"text_fr": "x", "fallback": "xx"},
    ],
)
def test_words_that_would_tell_somebody_nothing_are_not_kept(hall, author, said):
    draft = written(hall, author)

    page = signed_in(author).post(at("words", draft), said)

    assert "<title>Error:" in page.text
    draft.refresh_from_db()
    assert draft.texts == TEXTS


def test_nothing_can_be_begun_for_another_organisation_or_an_unknown_public(hall, author):
    other = town_hall(area__nis="90998")
    said = {"title": "x", "purpose": "y"}
    client = signed_in(author)

    for more in (
        {"organisation": other.pk, "public": "everybody"},
        {"organisation": hall.pk, "public": "nobody"},
        {"organisation": "1 OR 1=1", "public": "everybody"},
    ):
        assert client.post(reverse("broadcast:begin"), said | more).status_code == 200

    assert not Broadcast.objects.exists()


def test_what_a_text_message_costs_is_counted_in_parts(hall, author, texts):
    for number in range(5):
        PersonFactory(organisation=hall, channel=Channel.SMS, phone=f"0470 12 34 5{number}")
        PersonFactory(organisation=hall, channel=Channel.LETTER, phone="")
    draft = written(
        hall, author, texts={"fr": {"text": "Pas d'eau.", "short": "a" * 170}}, fallback="fr"
    )

    page = signed_in(author).get(at("count", draft)).text

    assert "€0.80" in page
    assert "€7.50" in page
    assert "€8.30" in page


def test_the_preview_says_how_many_messages_are_paid_and_when_it_is_too_long(hall, author):
    long = {"text": "x", "short": "a" * 400}
    draft = written(hall, author, texts={"fr": long, "nl": {"text": "y" * 600, "short": ""}})

    page = signed_in(author).get(at("look", draft)).text

    assert "It is paid as 3 text messages." in page
    assert "That is too long: those who would be texted are called." in page
    assert "Nothing is written in: German, English." in page


def test_volunteers_free_on_thursday_are_written_to_and_the_page_remembers_it(hall, author):
    free = OfferFactory(organisation=hall, half_days=[9])
    OfferFactory(organisation=hall, half_days=[12])
    draft = written(hall, author, public="volunteers")
    client = signed_in(author)

    client.post(at("public", draft), {"half_days": ["9", "10"]})
    shown = client.get(at("public", draft)).text
    counted = client.get(at("count", draft)).text

    assert re.findall(r'value="(\d+)"[^>]* checked', shown) == ["9", "10"]
    assert "It would reach fewer than 5 people" in counted
    assert "Thursday" in counted
    draft.refresh_from_db()
    assert [one.pk for one in draft.chosen().persons()] == [free.person_id]


def test_the_page_says_who_wrote_and_who_agreed(hall, author, second):
    people(hall)
    broadcast = approved(hall, author, second)

    page = signed_in(author).get(at("broadcast", broadcast)).text.replace("<wbr>", "")

    assert page.index(author.email) < page.index(second.email)


@pytest.mark.parametrize(
    ("language", "gateway", "said"),
    [
        ("fr", "8080", "Questions : 02 000 10 30. Ne plus recevoir : STOP"),
        ("nl", "8080", "Vragen: 02 000 10 30. Geen berichten meer: STOP"),
        ("fr", "", "Ne plus recevoir : appelez le 02 000 10 30"),
        ("nl", "", "Geen berichten meer: bel 02 000 10 30"),
    ],
)
def test_how_to_get_no_more_cannot_be_read_as_its_opposite(
    hall, author, settings, language, gateway, said
):
    settings.SMS_NUMBER = gateway

    text = compose(written(hall, author), Wording(language, is_hers=True), language)

    assert text.short.endswith(said)
