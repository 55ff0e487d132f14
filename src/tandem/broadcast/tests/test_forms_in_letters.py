"""A message to many may bring each reader of letters a form of her own."""

from datetime import timedelta

import pytest
from django.core import mail as outgoing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tandem.broadcast import actions, sending
from tandem.broadcast.choices import State
from tandem.broadcast.errors import NotNow
from tandem.broadcast.models import Broadcast
from tandem.broadcast.tests.town import (
    approved,
    asked,
    at,
    sent,
    signed_in,
    words,
    working,
    written,
)
from tandem.cases.models import Closure
from tandem.doors import enclosures
from tandem.doors.models import PaperForm, PersonalSheet
from tandem.doors.paper.actions import use_sheet
from tandem.outbox import pressing, printing
from tandem.outbox.delivery import deliver
from tandem.outbox.models import Message, name_of
from tandem.people.choices import Channel
from tandem.tenancy.scope import within
from tandem.territory.models import Organisation
from tests.factories import PersonFactory, scope_of
from tests.paper import codes_on, pictures

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
HELP = "ask-for-help"


def printed(hall, broadcast):
    order = printing.ask_printing(hall, to_many=name_of(broadcast))
    pressing.make(order.pk)
    order.refresh_from_db()
    return order, printing.pdf_of(order)


def closed(hall):
    Organisation.objects.filter(pk=hall.pk).update(takes_in=True)
    Closure.objects.create(
        organisation=hall,
        service=HELP,
        reasons={"en": "The team is ill.", "nl": "Het team is ziek."},
        reopens_on=timezone.localdate() + timedelta(days=9),
    )


def test_each_letter_is_followed_by_a_form_of_her_own_in_postal_order(hall, author, second):
    far = PersonFactory(
        organisation=hall, channel=Channel.LETTER, language="nl", postal_code="1348", phone=""
    )
    near = PersonFactory(
        organisation=hall, channel=Channel.LETTER, large_print=True, postal_code="1030", phone=""
    )
    PersonFactory(organisation=hall, channel=Channel.EMAIL, email="ana@post.example")

    order, pdf = printed(hall, sent(hall, author, second, form=HELP))

    sheets = {sheet.person: sheet for sheet in PersonalSheet.objects.all()}
    assert set(sheets) == {near, far}
    read = [page.sheet for one in pictures(pdf) for page in codes_on(one)]
    assert read == [
        sheets[she].sheet for she in (near, far) for _page in range(sheets[she].form.pages)
    ]
    assert order.count == 2
    assert [(sheets[one].form.language, sheets[one].form.large) for one in (near, far)] == [
        ("fr", True),
        ("nl", False),
    ]
    assert use_sheet(sheets[far].sheet).person == far


def test_whom_an_e_mail_did_not_reach_gets_the_form_with_the_letter(hall, author, second):
    ana = PersonFactory(organisation=hall, channel=Channel.EMAIL, email="ana@post.example")
    broadcast = sent(hall, author, second, form=HELP)
    Message.objects.update(state="failed")
    assert not PersonalSheet.objects.exists()

    signed_in(author).post(at("letters", broadcast))
    deliver(Message.objects.values_list("pk", flat=True))
    printed(hall, broadcast)

    assert PersonalSheet.objects.get().person == ana


def test_the_second_person_agrees_to_the_form_too(hall, author, second):
    PersonFactory(organisation=hall, channel=Channel.LETTER, phone="")
    broadcast = asked(hall, author, form=HELP)
    page = signed_in(second).get(at("count", broadcast)).text
    assert "Ask for help" in page[page.index("Do you agree?") :]

    with within(scope_of(hall)), working(author):
        actions.change(broadcast, form="")
    with within(scope_of(hall)), working(second), pytest.raises(NotNow):
        actions.approve(broadcast, broadcast.frozen)


def test_the_form_is_chosen_beside_the_text_and_an_unknown_one_refused(hall, author):
    broadcast = written(hall, author)
    client = signed_in(author)
    said = {"text_fr": "Bonjour.", "fallback": "fr"}

    refused = client.post(at("words", broadcast), said | {"form": "no-such-form"})
    kept = client.post(at("words", broadcast), said | {"form": HELP}, follow=True)

    assert refused.status_code == 200
    assert "Bonjour." in refused.text
    assert "Ask for help" in kept.text
    broadcast.refresh_from_db()
    assert broadcast.form == HELP
    assert "Each letter brings the form “Ask for help”" in client.get(at("look", broadcast)).text


def test_no_form_lies_in_letters_that_bring_none(hall, author, second):
    PersonFactory(organisation=hall, channel=Channel.LETTER, phone="")

    printed(hall, sent(hall, author, second))

    assert not PersonalSheet.objects.exists()


def test_a_spoilt_letter_leaves_one_sheet_that_speaks_for_her(hall, author, second):
    she = PersonFactory(organisation=hall, channel=Channel.LETTER, phone="")
    broadcast = sent(hall, author, second, form=HELP)
    order, spoilt = printed(hall, broadcast)
    with within(scope_of(hall)), working(author):
        printing.mark_posted(order, spoilt=[1])
    [old] = {page.sheet for one in pictures(spoilt) for page in codes_on(one)}
    assert use_sheet(old) is None

    _order, again = printed(hall, broadcast)

    [new] = {page.sheet for one in pictures(again) for page in codes_on(one)}
    assert new != old
    assert use_sheet(old) is None
    assert use_sheet(new).person == she


def test_a_letter_that_was_not_made_at_first_has_one_sheet(hall, author, second, monkeypatch):
    PersonFactory(organisation=hall, channel=Channel.LETTER, phone="")
    broadcast = sent(hall, author, second, form=HELP)
    order = printing.ask_printing(hall, to_many=name_of(broadcast))
    with monkeypatch.context() as broken:
        broken.setattr(pressing.press, "typeset", lambda _letters: 1 / 0)
        pressing.make(order.pk)

    printed(hall, broadcast)

    assert PersonalSheet.objects.count() == 1


def test_the_cover_counts_the_sheets_and_names_the_form(hall, author, second):
    PersonFactory(organisation=hall, channel=Channel.LETTER, phone="")
    broadcast = sent(hall, author, second, form=HELP)

    with override("en"):
        _order, pdf = printed(hall, broadcast)

    cover, *sheets = words(pdf)
    assert f"Sheets of paper, without this list {len(sheets)} " in cover
    assert "Demander de l’aide" in cover
    assert "Reference" not in cover


def test_a_letter_whose_form_is_no_longer_offered_is_told_apart(hall, author, second, monkeypatch):
    PersonFactory(organisation=hall, channel=Channel.LETTER, phone="")
    broadcast = sent(hall, author, second, form=HELP)
    monkeypatch.setattr(enclosures, "find", lambda _slug: None)

    with override("en"):
        order, pdf = printed(hall, broadcast)

    assert order.lacking == [1]
    assert "missing" in words(pdf)[0]
    address = reverse("outbox:printing", kwargs={"key": order.key})
    page = signed_in(author).get(address).text
    assert "Letters in which a form is missing" in page
    with within(scope_of(hall)), working(author):
        printing.mark_posted(order, spoilt=[1])
        assert actions.take_back(broadcast) == 1


def test_whoever_looks_at_the_letter_sees_the_form_that_leads_to_nobody(hall, author):
    broadcast = written(hall, author, form=HELP)
    client = signed_in(author)

    pdf = client.get(at("letter", broadcast, language="nl")).content

    letter, *form = words(pdf)
    assert "Hulp vragen" in letter
    assert f"Blad 1 van {len(form)}" in form[0] or f"1 van {len(form)}" in form[0]
    [sheet] = {page.sheet for one in pictures(pdf) for page in codes_on(one)}
    assert use_sheet(sheet) is None
    assert not PersonalSheet.objects.exists()
    assert not PaperForm.objects.exists()


@pytest.mark.parametrize("name", ["look", "count", "broadcast"])
def test_author_and_second_person_are_told_that_the_service_is_closed(hall, author, second, name):
    PersonFactory(organisation=hall)
    broadcast = asked(hall, author, form=HELP)
    assert "About the form in each letter" not in signed_in(second).get(at(name, broadcast)).text
    closed(hall)

    for account in (author, second):
        told = signed_in(account).get(at(name, broadcast)).text
        assert "About the form in each letter" in told
        assert "The team is ill." in told


def test_whoever_gets_the_form_of_a_service_closed_meanwhile_is_told(hall, author, second):
    PersonFactory(organisation=hall, channel=Channel.LETTER, language="nl", phone="")
    broadcast = sent(hall, author, second, form=HELP)
    closed(hall)

    _order, pdf = printed(hall, broadcast)

    assert "Het team is ziek." in words(pdf)[1]


def test_nothing_leaves_of_which_another_form_was_agreed_to(hall, author, second):
    PersonFactory(organisation=hall, channel=Channel.LETTER, phone="")
    broadcast = approved(hall, author, second, form=HELP)
    Broadcast.objects.filter(pk=broadcast.pk).update(form="offer-help")

    sending.send(broadcast.pk)

    broadcast.refresh_from_db()
    assert (broadcast.state, broadcast.stopped) == (State.CANCELLED, "not_as_agreed")
    assert not Message.objects.exists()
    assert (
        "something of it was changed since"
        in signed_in(author).get(at("broadcast", broadcast)).text
    )


def test_nothing_leaves_that_speaks_of_a_form_no_longer_offered(hall, author, second, monkeypatch):
    PersonFactory(organisation=hall, channel=Channel.LETTER, phone="")
    broadcast = approved(hall, author, second, form=HELP)
    monkeypatch.setattr(sending, "find", lambda _slug: None)

    sending.send(broadcast.pk)

    broadcast.refresh_from_db()
    assert (broadcast.state, broadcast.stopped) == (State.CANCELLED, "no_form")


def test_the_letter_names_the_form_and_no_other_way_does(hall, author, second):
    PersonFactory(organisation=hall, channel=Channel.LETTER, language="nl", phone="")
    PersonFactory(organisation=hall, channel=Channel.EMAIL, email="ana@post.example")

    _order, pdf = printed(hall, sent(hall, author, second, form=HELP))

    assert "Het formulier „Hulp vragen” zit erbij." in " ".join(words(pdf))
    assert "joint" not in outgoing.outbox[0].body
