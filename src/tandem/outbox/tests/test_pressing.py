"""An order to print: how much it takes, and what becomes of its letters when it fails."""

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from tandem.outbox import enclosing, pressing, printing
from tandem.outbox.choices import PrintState, State
from tandem.outbox.models import Attempt, Message, Printing
from tandem.outbox.paper import press
from tandem.outbox.tests.sending import delivered, sent_to
from tandem.people.choices import Channel
from tandem.territory.choices import Role
from tests.factories import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


class Killed(BaseException):
    """The whole process is gone: nothing of it is there to catch this."""


def to_post(town_hall, *, enclosed=""):
    person = PersonFactory(organisation=town_hall, channel=Channel.LETTER)
    message = delivered(sent_to(person))
    Message.objects.filter(pk=message.pk).update(enclosed=enclosed)
    return message


@pytest.fixture
def desk(town_hall, client):
    client.force_login(MembershipFactory(organisation=town_hall, role=Role.OPERATOR).account)
    client.cookies["language"] = "en"
    return client


def test_an_order_that_fails_gives_its_letters_back_and_says_so(town_hall, desk, monkeypatch):
    letter = to_post(town_hall)
    order = printing.ask_printing(town_hall)
    with monkeypatch.context() as broken:
        broken.setattr(press, "typeset", lambda _letters: 1 / 0)
        pressing.make(order.pk)

    letter.refresh_from_db()
    order.refresh_from_db()
    assert (order.state, order.sealed) == (PrintState.FAILED, None)
    assert (letter.state, letter.printing) == (State.READY, None)
    page = desk.get(reverse("outbox:printing", kwargs={"key": order.key}))
    assert "could not be prepared" in page.text
    assert "Refresh" not in page
    assert "Could not be prepared" in desk.get(reverse("outbox:letters")).text
    again = printing.ask_printing(town_hall)
    pressing.make(again.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.printing) == (State.PRINTED, again)


def test_a_worker_that_is_killed_by_an_order_is_not_killed_for_ever(town_hall, monkeypatch):
    letter = to_post(town_hall)
    order = printing.ask_printing(town_hall)

    def killed(_letters):
        begun.append(1)
        raise Killed

    begun = []
    monkeypatch.setattr(press, "typeset", killed)
    for _turn in range(pressing.TURNS):
        with pytest.raises(Killed):
            pressing.make(order.pk)
    pressing.make(order.pk)

    letter.refresh_from_db()
    order.refresh_from_db()
    assert (len(begun), order.state, letter.printing) == (pressing.TURNS, PrintState.FAILED, None)


def test_no_transaction_is_open_while_the_press_works(town_hall, monkeypatch):
    to_post(town_hall)
    order = printing.ask_printing(town_hall)
    real, outside = press.typeset, list(connection.savepoint_ids)

    def typeset(letters):
        found.append(list(connection.savepoint_ids))
        with connection.execute_wrapper(lambda *_given: pytest.fail("The database was asked.")):
            return real(letters)

    found = []
    monkeypatch.setattr(press, "typeset", typeset)
    pressing.make(order.pk)

    assert found == [outside]
    order.refresh_from_db()
    assert order.state == PrintState.READY


def test_a_worker_that_was_overtaken_keeps_nothing(town_hall, monkeypatch):
    """It was taken to be dead, and another read meanwhile to whom there is still to write."""
    to_post(town_hall)
    order = printing.ask_printing(town_hall)

    def slow(_letters):
        monkeypatch.setattr(press, "typeset", faster)
        with pytest.raises(DatabaseError):
            pressing.make(order.pk)
        return b"of the slower one"

    def faster(_letters):
        monkeypatch.setattr(press, "typeset", lambda _letters: b"of the third one")
        raise DatabaseError

    monkeypatch.setattr(press, "typeset", slow)
    pressing.make(order.pk)
    assert not Attempt.objects.exists()
    pressing.make(order.pk)

    order.refresh_from_db()
    assert printing.pdf_of(order) == b"of the third one"
    assert Attempt.objects.count() == 1


def test_letters_with_a_form_are_printed_a_few_at_a_time_and_the_desk_is_told(
    town_hall, desk, settings
):
    settings.LETTERS_WITH_FORMS = 2
    for _ in range(3):
        to_post(town_hall, enclosed=enclosing.name("nothing", 1))
    page = reverse("outbox:letters")
    assert "One file takes 2 letters of these." in desk.get(page).text

    first, second = printing.ask_printing(town_hall), printing.ask_printing(town_hall)

    assert [order.count for order in Printing.objects.order_by("pk")] == [2, 1]
    for order in (first, second):
        pressing.make(order.pk)
    assert set(Message.objects.values_list("state", flat=True)) == {State.PRINTED}
    to_post(town_hall)
    assert "One file takes" not in desk.get(page).text
