"""Who writes is not known: what was typed is gone on with by who shows that she began it."""

from contextlib import contextmanager
from copy import copy
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from tandem.cases.models import Case
from tandem.services import drafts
from tandem.tenancy.scope import within
from tests.factories import scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
PAUSE = timedelta(hours=2)


@pytest.fixture
def begun(mobile, service):
    mobile.begin(service)
    mobile.text("1030")
    return mobile


@pytest.fixture
def whole(mobile, service, answers):
    """A telephone on which everything was answered and read back, and not sent."""
    mobile.begin(service)
    mobile.answer(answers)
    assert "Rosa" in mobile.text("SEND")
    return mobile


def later(by=PAUSE):
    return time_machine.travel(timezone.now() + by)


def proof_of(mobile):
    return mobile.code.reference[4:]


@contextmanager
def as_if_alone(mobile):
    """What is texted here is undone: typing the whole form again takes longer than all that follows."""
    with transaction.atomic():
        yield copy(mobile)
        transaction.set_rollback(True)


def test_after_a_pause_nobody_is_told_what_was_typed_nor_can_send_it(commune, whole):
    kept = ("Rosa", "Tilleuls", whole.code.word, *whole.code.shown_reference.split())
    hello = "Hello, I am the neighbour"
    for said in (hello, "YES", "1", "2", "SEND", "BACK", "#1", "FR", "GO ON", "?"):
        with as_if_alone(whole) as mobile, later():
            told = mobile.text(said) + mobile.text(said) + mobile.text("YES")

            assert [typed for typed in kept if typed in told] == [], said
            with within(scope_of(commune)):
                assert not Case.objects.exists(), said


def test_no_way_round_the_question_leads_to_the_form(whole):
    kept = ("Rosa", "Tilleuls", whole.code.word, whole.code.shown_reference)
    for way_round in (("STOP", "START"), ("HELP",), ("KEEP",), ("NEW",), ("NL", "EN")):
        with as_if_alone(whole) as mobile, later():
            for said in way_round:
                mobile.text(said)
            told = "".join(map(mobile.text, ("GO ON", "#8", "SEND", "KEEP")))

            assert [typed for typed in kept if typed in told] == [], way_round


def test_without_a_pause_she_is_told_what_she_typed_and_sends_it(commune, whole):
    """What the two before this one look for is there to be told."""
    with as_if_alone(whole) as mobile:
        assert "Rosa" in mobile.text("SEND")
        mobile.text("YES")
        with within(scope_of(commune)):
            assert Case.objects.exists()
    with within(scope_of(commune)):
        assert not Case.objects.exists()


def test_the_question_tells_when_the_form_was_begun_and_nothing_else(begun):
    with time_machine.travel(timezone.now() + PAUSE):
        asked = begun.text("Rue des Tilleuls 12")

    assert "A form was begun with this number: " in asked
    assert "112" in asked
    for half in begun.code.shown_reference.split():
        assert half not in asked


def test_who_knows_the_last_signs_goes_on_days_later(begun):
    with later(timedelta(days=20)):
        begun.text("hello")
        assert begun.text(f"{proof_of(begun)}.").startswith("2/")
        assert begun.text("Rue des Tilleuls 12").startswith("3/")


def test_the_reference_is_told_before_the_first_question(mobile, service):
    mobile.text("EN")

    said = mobile.text(service.slug)

    assert "Your reference: " in said
    assert said.index("Your reference: ") < said.index("1/")


def test_of_two_forms_the_signs_tell_which_and_no_number_does(begun, service):
    first = proof_of(begun)
    begun.text("NEW")
    begun.text("NEED")

    with later():
        asked = begun.text("2000")
        chosen = begun.text("2")
        said = begun.text(first)

    assert "Forms were begun with this number" in asked
    assert "Forms were begun with this number" in chosen
    assert "Street and number" in said


def test_who_is_somebody_else_begins_a_form_of_her_own(begun):
    theirs = begun.code

    with later():
        begun.text("hello")
        assert "Your postal code?" in begun.text("NEED")
        begun.text("1000")

    assert drafts.take_up(theirs).answers["where_postal_code"] == ["1030"]


def test_who_guesses_the_signs_waits_even_with_the_right_ones(begun):
    with later():
        begun.text("hello")
        for guess in ("2222", "3333", "4444", "6666", "7777", "8888", "9999"):
            begun.text(guess)

        assert "Is it yours?" in begun.text(proof_of(begun))


@pytest.mark.parametrize("left", [["KEEP"], ["STOP", "START"], ["KEEP", "STOP", "START"]])
def test_what_comes_after_leaving_the_form_is_no_answer_to_it(begun, left):
    for said in left:
        begun.text(said)

    begun.text("hello again")

    assert "where_street" not in drafts.take_up(begun.code).answers


@pytest.mark.parametrize("word", ["GO ON", "verder", "Suite", "weiter"])
def test_one_word_goes_on(begun, word):
    begun.text("KEEP")

    assert begun.text(word).startswith("2/")


def test_after_start_the_numbers_of_the_menu_are_numbers_of_the_menu(begun):
    begun.text("STOP")
    assert "GO ON" in begun.text("START")

    assert begun.text("2").startswith("Offer help.")


def test_how_far_a_form_is_kept_is_told_by_its_reference(begun):
    begun.text("KEEP")

    said = begun.text(f"{begun.code.shown_reference} ?")

    assert "at question 2/" in said
    assert "We find nothing" not in said
