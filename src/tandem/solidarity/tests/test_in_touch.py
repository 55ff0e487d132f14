"""Once the two have spoken, nobody has to bring them together, and the reminder does not ask it."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from tandem.people.models import Person
from tandem.solidarity import arranging, board, following_up
from tandem.solidarity.choices import ArrangementState, Contact
from tandem.solidarity.messages import tomorrow
from tandem.solidarity.models import Arrangement
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, member
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


@pytest.fixture
def kept_back(town):
    """Somebody who must be reached with care, and a helper who agreed to come."""
    need = NeedFactory(
        organisation=town, person=PersonFactory(organisation=town), contact=Contact.ADDRESS
    )
    Person.objects.filter(pk=need.person_id).update(careful=True)
    need.person.refresh_from_db()
    with override("en"):
        return arranging.agree(ask(need, OfferFactory(organisation=town)))


def page(task):
    return f"/solidarity/needs/{task.need.key}/"


def is_asked_to_call(task):
    """The day before."""
    task.refresh_from_db()
    with override("en"):
        said = " ".join(tomorrow(task, "ZKQ7 4MPA").paragraphs)
    assert said.startswith("A reminder: ")
    return "Call us today: we bring the two of you together." in said


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.COORDINATOR])
def test_whoever_hears_it_notes_that_the_two_are_in_touch(client, town, kept_back, role):
    member(client, town, role)
    client.cookies["language"] = "en"
    assert "They are in touch now" in client.get(page(kept_back)).text
    assert list(board.kept_back()) == [{"need": kept_back.need_id}]
    assert is_asked_to_call(kept_back)

    answer = client.post(f"{page(kept_back)}asked/{kept_back.key}/in-touch/", follow=True)

    assert "Noted: they are in touch." in answer.text
    assert "They are in touch now" not in answer.text
    assert list(board.kept_back()) == []
    assert not is_asked_to_call(kept_back)


def test_who_was_given_the_contact_is_not_told_to_call_us(town):
    need = NeedFactory(
        organisation=town, person=PersonFactory(organisation=town), contact=Contact.ADDRESS
    )
    task = arranging.agree(ask(need, OfferFactory(organisation=town)))

    assert not is_asked_to_call(task)


def test_of_what_was_called_off_nobody_says_that_they_are_in_touch(client, town, kept_back):
    member(client, town)
    client.cookies["language"] = "en"
    Arrangement.objects.filter(pk=kept_back.pk).update(state=ArrangementState.CANCELLED)

    answer = client.post(f"{page(kept_back)}asked/{kept_back.key}/in-touch/", follow=True)

    assert "This was cancelled meanwhile." in answer.text
    kept_back.refresh_from_db()
    assert kept_back.in_touch_at is None


def test_said_twice_the_first_time_stands(town, kept_back):
    first = timezone.now()
    following_up.note_in_touch(kept_back, first)
    following_up.note_in_touch(kept_back, timezone.now())

    kept_back.refresh_from_db()
    assert kept_back.in_touch_at == first
