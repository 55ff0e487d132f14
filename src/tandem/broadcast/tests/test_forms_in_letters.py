"""A message to many may bring each reader of letters a form of her own."""

import pytest
from django.core import mail as outgoing

from tandem.broadcast import actions
from tandem.broadcast.errors import NotNow
from tandem.broadcast.tests.town import asked, at, sent, signed_in, words, working, written
from tandem.doors.models import PersonalSheet
from tandem.doors.paper.actions import use_sheet
from tandem.outbox import printing
from tandem.outbox.delivery import deliver
from tandem.outbox.models import Message, name_of
from tandem.people.choices import Channel
from tandem.tenancy.scope import within
from tests.factories import PersonFactory, scope_of
from tests.paper import codes_on, pictures

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
HELP = "ask-for-help"


def printed(hall, broadcast):
    order = printing.ask_printing(hall, to_many=name_of(broadcast))
    printing.make(order.pk)
    order.refresh_from_db()
    return order, printing.pdf_of(order)


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


def test_the_letter_names_the_form_and_no_other_way_does(hall, author, second):
    PersonFactory(organisation=hall, channel=Channel.LETTER, language="nl", phone="")
    PersonFactory(organisation=hall, channel=Channel.EMAIL, email="ana@post.example")

    _order, pdf = printed(hall, sent(hall, author, second, form=HELP))

    assert "Het formulier „Hulp vragen” zit erbij." in " ".join(words(pdf))
    assert "joint" not in outgoing.outbox[0].body
