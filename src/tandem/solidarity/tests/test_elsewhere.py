"""A volunteer of one commune helps in another, and is not told how to reach the person."""

import pytest
from django.utils.translation import override

from tandem.journal.models import Entry
from tandem.outbox.models import Message
from tandem.people.models import Person
from tandem.solidarity import arranging
from tandem.solidarity.choices import Contact
from tandem.solidarity.models import Arrangement
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask, member
from tandem.tenancy.scope import within
from tandem.territory.models import Agreement, Organisation
from tests.factories import AgreementFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def here():
    return OrganisationFactory(telephone="+3222447511")


@pytest.fixture
def there(here):
    made = OrganisationFactory(telephone="+3222476262")
    AgreementFactory(one=here, other=made)
    return made


@pytest.fixture
def task(here, there):
    """Somebody who must be reached with care; the neighbour's volunteer agreed to come."""
    need = NeedFactory(
        organisation=here, person=PersonFactory(organisation=here), contact=Contact.PHONE
    )
    with within(scope_of(here)):
        Person.objects.filter(pk=need.person_id).update(careful=True)
    helper = PersonFactory(organisation=there, first_name="Amina", language="en")
    offer = OfferFactory(organisation=there, person=helper)
    asked = ask(need, offer)
    with within(scope_of(here)), override("en"):
        made = arranging.agree(asked)
    made.need, made.offer = need, offer
    return made


def offer_page(task):
    return f"/solidarity/offers/{task.offer.key}/"


def test_his_own_coordinator_has_the_task_and_not_who_asks(client, there, task):
    member(client, there)
    client.cookies["language"] = "en"

    overview, page = client.get("/solidarity/board/").text, client.get(offer_page(task)).text

    assert "volunteer of ours to put in touch elsewhere" in client.get("/staff/").text
    assert "Bring the two together" in overview
    assert offer_page(task) in overview
    for said in ("Bring the two together", task.shown_reference, "02 244 75 11"):
        assert said in page
    assert not any(
        "Odette" in said or task.need.case.shown_reference in said for said in (overview, page)
    )


def test_whoever_brought_them_together_notes_it_for_both_communes(client, here, there, task):
    member(client, there)
    client.cookies["language"] = "en"

    answer = client.post(f"{offer_page(task)}asked/{task.key}/in-touch/", follow=True)

    assert "Noted: they are in touch." in answer.text
    assert "Bring the two together" not in answer.text
    assert "Bring the two together" not in client.get("/solidarity/board/").text
    with within(scope_of(here)):
        assert Arrangement.objects.get().in_touch_at
        assert Entry.objects.filter(word="solidarity.in_touch").exists()


def test_his_coordinator_still_has_it_once_the_agreement_ended(client, there, task):
    Agreement.objects.all().delete()
    member(client, there)
    client.cookies["language"] = "en"

    answer = client.post(f"{offer_page(task)}asked/{task.key}/in-touch/", follow=True)

    assert "Noted: they are in touch." in answer.text


def test_nobody_notes_it_of_a_volunteer_who_is_not_theirs(client, here, task):
    member(client, here)

    answer = client.post(f"{offer_page(task)}asked/{task.key}/in-touch/")

    assert answer.status_code == 404
    with within(scope_of(here)):
        assert Arrangement.objects.get().in_touch_at is None


def test_the_coordinator_of_the_need_reads_whom_to_call_over_there(client, here, task):
    member(client, here)
    client.cookies["language"] = "en"

    page = client.get(f"/solidarity/needs/{task.need.key}/").text

    assert "02 247 62 62, and say the reference" in page
    assert "Amina" not in page


def test_the_helper_reads_the_number_of_whoever_knows_the_person(here, there, task):
    with within(scope_of(there)):
        said = " ".join(Message.objects.get(kind="introduction").text.paragraphs)

    assert f"call {here.name}, 02 244 75 11: we bring you together" in said


def test_without_any_number_they_are_told_to_speak(client, here, there, task):
    Organisation.objects.update(telephone="")
    member(client, there)
    client.cookies["language"] = "en"

    assert (
        f"Speak with {here.name} (reference {task.shown_reference})"
        in client.get(offer_page(task)).text
    )
