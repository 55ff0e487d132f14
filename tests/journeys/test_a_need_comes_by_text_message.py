"""The whole way: a telephone, kannel's fake SMSC, kannel, the house, a worker, and back."""

import re

import pytest
from django.db import transaction

from tandem.cases.models import Case
from tandem.journal.choices import Door
from tandem.outbox.choices import State
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of
from tests.journeys.texting import LONG, heard, talk, through, wait_for
from tests.kannel import until
from tests.processes import WORKER, running

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
REPLIES = {
    "Your postal code?": "1030",
    "Street and number": "Rue des Tilleuls 12",
    "What help?": "2",
    "what you need": "Pills, please: it’s urgent",
    "When would it suit you?": "MO AM",
    "Once, or every week?": "1",
    "In which languages": "4",
    "Without food or medicines": "no",
    "May our program": "yes",
    "First name": "Rosa",
    "Last name": "Vandenput",
    "Day of birth": "27/3/1958",
    "How can we reach you?": "2",
    "Telephone number": "=",
    "That is all we need.": "no",
}
"""What she says to what she is asked; everything else she leaves open."""


def reply_to(asked):
    return next((said for question, said in REPLIES.items() if question in asked), "-")


def test_a_need_is_asked_for_answered_and_receipted_by_text_message(house, kannel, telephone):
    hall = OrganisationFactory(area__postal_code="1030")
    with running(*WORKER, SITE_URL=house, **through(kannel)):
        talk(telephone, "EN")
        asked = talk(telephone, "NEED")
        while not heard(telephone, "Please check:"):
            asked = talk(telephone, reply_to(asked))
        wait_for(telephone, "Answer YES to send it")
        told = talk(telephone, "yes")
        with within(scope_of(hall)):
            until(lambda: _receipt().state in {State.SENT, State.DELIVERED}, LONG)
            until(lambda: _receipt().state == State.DELIVERED, LONG)

    with within(scope_of(hall)), transaction.atomic():
        case = Case.objects.get()
    assert case.door == Door.SMS
    assert re.search(r"\b[2-9A-Z]{4} [2-9A-Z]{4}\b", told)[0].replace(" ", "") == case.reference
    assert told.startswith("Received. Ref"), asked
    assert sum(case.shown_reference in text for text in telephone.texts[-5:]) == 1


def _receipt():
    with transaction.atomic():
        return Message.objects.get(kind="receipt", wanted=Channel.SMS)


def test_a_gateway_killed_in_the_middle_loses_nothing(house, kannel, telephone):
    OrganisationFactory(area__postal_code="1030")
    with running(*WORKER, SITE_URL=house, **through(kannel)):
        talk(telephone, "EN")
        assert "Your postal code?" in talk(telephone, "NEED")

        kannel.kill()
        kannel.start()
        telephone.hang_up()
        telephone.connect()
        asked = talk(telephone, "1030")

    assert "Street and number" in asked
    assert sum("Your postal code?" in text for text in telephone.texts) == 1
