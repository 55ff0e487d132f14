"""A promise is made where somebody is there to keep it."""

import re

import pytest
from django.test import Client
from django.utils.translation import override

from tandem.cases import messages
from tandem.territory.choices import Role
from tests.factories import (
    AreaFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PlatformFactory,
)

pytestmark = pytest.mark.django_db
NOBODY, PROMISE = "nobody answers yet on this platform", "You will have an answer"


@pytest.fixture
def town():
    platform = PlatformFactory(telephone="+3226430711")
    return OrganisationFactory(area=AreaFactory(postal_code="1050"), platform=platform)


def receipt_of(town):
    case = CaseFactory(organisation=town, service="ask-for-help")
    with override("en"):
        return messages.receipt(case, "river")


def test_where_nobody_answers_no_day_is_promised_and_a_number_is_told(town):
    MembershipFactory(organisation=town, role=Role.ADMINISTRATOR)

    text = receipt_of(town)

    said = " ".join(text.paragraphs)
    assert NOBODY in said
    assert "02 643 07 11" in said
    assert PROMISE not in said
    assert "Answer by" not in text.short
    assert "Nobody answers there online yet: telephone 02 643 07 11." in text.short


@pytest.mark.parametrize("address", ["Rue Haute 1, 1050 Ixelles", ""])
def test_where_no_number_is_known_none_is_spoken_of(address):
    area = AreaFactory(postal_code="1050")
    town = OrganisationFactory(area=area, platform=PlatformFactory(telephone=""), address=address)

    text = receipt_of(town)

    said = " ".join([*text.paragraphs, text.short])
    assert not re.search("[Tt]elephone (us|\\.|[0-9])|Ask there", said)
    assert ("Ask at the desk too: Rue Haute 1" in said) == bool(address)
    assert "your request waits, we promise no day" in text.short


def test_once_a_coordinator_is_there_the_day_is_promised(town):
    MembershipFactory(organisation=town, role=Role.COORDINATOR)

    said = " ".join(receipt_of(town).paragraphs)

    assert PROMISE in said
    assert NOBODY not in said


def test_she_reads_it_before_she_sends_it_and_on_the_receipt(town):
    client = Client(headers={"accept-language": "en"})
    answers = {
        "where": {"where_postal_code": "1050", "where_street": "Rue Haute 1"},
        "wishes": {"wishes": "see"},
        "who": {"who_first_name": "Rosa", "who_last_name": "Vandenput"},
        "reach": {"reach_channel": "desk"},
        "care": {},
    }
    for name, said in answers.items():
        review = client.post(f"/s/my-data/{name}/", said, follow=True)
    sent = client.post("/s/my-data/review/", follow=True)

    for page in (review, sent):
        assert NOBODY in page.text
        assert "02 643 07 11" in page.text
    assert "The answer comes within" not in review.text
    assert PROMISE not in sent.text
    assert "We have received it" in sent.text
