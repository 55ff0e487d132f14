"""A question said by telephone: answered on the page of the call, and gone once it is answered."""

import pytest
from django.urls import reverse

from tandem.outbox.choices import State
from tandem.outbox.models import Message
from tandem.outbox.tests.sending import delivered
from tandem.people.choices import Channel
from tandem.solidarity import arranging
from tandem.solidarity.choices import ArrangementState
from tandem.solidarity.models import Arrangement
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town(db):
    return OrganisationFactory()


@pytest.fixture
def asked(town):
    helper = PersonFactory(organisation=town, channel=Channel.CALL)
    arrangement = ask(
        NeedFactory(organisation=town), OfferFactory(organisation=town, person=helper)
    )
    with within(scope_of(town)):
        delivered(Message.objects.get(kind="asked"))
        yield arrangement


@pytest.fixture
def desk(client, town):
    client.force_login(MembershipFactory(organisation=town, role=Role.OPERATOR).account)
    client.cookies["language"] = "en"
    return client


def question():
    return Message.objects.get(kind="asked")


def page():
    return reverse("outbox:call", kwargs={"key": question().key})


@pytest.mark.parametrize(
    ("said", "state"), [("YES", ArrangementState.AGREED), ("NO", ArrangementState.DECLINED)]
)
def test_a_yes_or_no_is_noted_on_the_page_of_the_call(desk, asked, said, state):
    opened = desk.get(page()).text
    value = f"{said} {asked.shown_reference}"
    assert f'value="{value}"' in opened

    desk.post(reverse("solidarity:answers"), {"said": value, "door": "phone"})

    assert Arrangement.objects.get().state == state
    assert question().state == State.DONE


def test_nobody_is_called_to_be_asked_what_he_has_answered_elsewhere(desk, asked):
    arranging.agree(asked)

    listed = desk.get(reverse("outbox:calls")).text

    assert question().state == State.DONE
    assert asked.shown_reference not in listed


def test_nobody_is_asked_any_more_when_the_help_is_called_off(asked):
    arranging.cancel(asked, by=None)

    assert question().state == State.CANCELLED


def test_a_call_that_asks_nothing_takes_no_yes(desk, asked):
    arranging.agree(asked)
    told = delivered(Message.objects.get(kind="introduction", person=asked.offer.person))

    opened = desk.get(reverse("outbox:call", kwargs={"key": told.key})).text

    assert "What does the person answer?" not in opened
