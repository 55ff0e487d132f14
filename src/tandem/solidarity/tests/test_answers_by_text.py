"""Volunteers answer from their telephones, through the door that anybody uses."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tandem.outbox.models import Message
from tandem.outbox.receipts import remember
from tandem.outbox.tests.sending import delivered
from tandem.people.choices import Channel
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.solidarity.choices import ArrangementState
from tandem.solidarity.jobs import follow_up_for
from tandem.solidarity.models import Arrangement
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask
from tandem.tenancy.scope import within
from tandem.toolbox.reference import new_reference
from tests.factories import OrganisationFactory, PersonFactory, scope_of
from tests.parity.drivers import Sms

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
NUMBER = "0470 11 22 33"


@pytest.fixture
def town():
    return OrganisationFactory()


@pytest.fixture
def mobile():
    made = Sms()
    made.number = NUMBER
    made.text("EN")
    return made


def asked_of(town, *, half_day=4, phone=NUMBER):
    """A volunteer who was asked by text message."""
    with within(scope_of(town)):
        person = PersonFactory(organisation=town, channel=Channel.SMS, phone=phone, language="en")
        offer = OfferFactory(organisation=town, person=person)
    arrangement = ask(NeedFactory(organisation=town), offer, half_day)
    with within(scope_of(town)):
        message = Message.objects.get(kind="asked", reference=arrangement.shown_reference)
        remember(message, phone)
    return arrangement


def state_of(arrangement):
    with within(scope_of(arrangement.organisation)):
        return Arrangement.objects.get(pk=arrangement.pk).state


def test_a_volunteer_says_yes_with_the_reference(town, mobile):
    arrangement = asked_of(town)

    said = mobile.text(f"Yes {arrangement.reference}")

    assert "Thank you!" in said
    assert state_of(arrangement) == ArrangementState.AGREED


def test_a_no_is_thanked_for_too(town, mobile):
    arrangement = asked_of(town)

    assert "We ask somebody else." in mobile.text(f"non {arrangement.shown_reference}")
    assert state_of(arrangement) == ArrangementState.DECLINED


def test_a_bare_yes_is_about_the_one_question_that_is_open(town, mobile):
    arrangement = asked_of(town)

    mobile.text("ja!")

    assert state_of(arrangement) == ArrangementState.AGREED


def test_a_bare_yes_is_about_what_was_asked_last_and_not_about_a_form_of_days_ago(town, mobile):
    mobile.begin(known("offer-help"))
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        arrangement = asked_of(town)

        said = mobile.text("Ja")

    assert "Thank you!" in said
    assert state_of(arrangement) == ArrangementState.AGREED
    assert "where_postal_code" not in drafts.take_up(mobile.code).answers


def test_a_bare_yes_in_the_middle_of_a_form_is_an_answer_to_it(town, mobile):
    arrangement = asked_of(town)
    mobile.begin(known("offer-help"))

    assert "postal code" in mobile.text("Ja")
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert "Is it yours?" in mobile.text("Ja")

    assert state_of(arrangement) == ArrangementState.ASKED


def test_of_two_at_one_number_the_reference_tells_who_writes_and_no_name_is_told(town, mobile):
    first, second = asked_of(town), asked_of(town, half_day=5)

    said = mobile.text("YES")

    assert first.shown_reference in said
    assert second.shown_reference in said
    assert {state_of(first), state_of(second)} == {ArrangementState.ASKED}
    mobile.text(f"YES {second.reference}")
    assert (state_of(first), state_of(second)) == (ArrangementState.ASKED, ArrangementState.AGREED)


def test_another_telephone_cannot_answer_for_him(town, mobile):
    arrangement = asked_of(town, phone="0470 99 88 77")

    assert "We asked nothing at this number" in mobile.text(f"YES {arrangement.reference}")
    assert state_of(arrangement) == ArrangementState.ASKED


@pytest.mark.parametrize("said", ["YES {}", "{} nee", "no {}!", "Yes of course, {} it is"])
def test_nobody_learns_from_another_number_which_references_there_are(town, mobile, said):
    arrangement = asked_of(town, phone="0470 99 88 77")

    answers = [mobile.text(said.format(one)) for one in (arrangement.reference, new_reference())]

    assert answers[0] == answers[1]


def test_answered_twice_he_is_told_so(town, mobile):
    arrangement = asked_of(town)
    mobile.text(f"YES {arrangement.reference}")

    mobile.text(f"NO {arrangement.reference}")

    assert state_of(arrangement) == ArrangementState.AGREED
    assert mobile.last


def test_a_reminder_comes_by_text_message_and_is_answered_by_its_code(
    town, mobile, settings, tmp_path, monkeypatch
):
    settings.SMS_GATEWAY = "tandem.outbox.tests.gateways.Gateway"
    monkeypatch.setenv("TEXTS", str(tmp_path / "texts"))
    arrangement = asked_of(town)
    follow_up_for(town, timezone.now() + timedelta(days=2, minutes=1))

    with within(scope_of(town)):
        delivered(Message.objects.get(kind="asked_again"))
    texted = (tmp_path / "texts").read_text()
    mobile.text(texted.strip().split(" or ")[0].split(". ")[-1])

    assert "Still waiting for your answer." in texted
    assert state_of(arrangement) == ArrangementState.AGREED
