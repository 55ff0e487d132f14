"""What the privacy page promises happens: by itself in its time, or when the person asks."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tandem.cases import actions
from tandem.cases.choices import Reason, State
from tandem.cases.models import Case, Enclosure, Note, Reply, Step
from tandem.cases.opening import open_case
from tandem.cases.queries import read_back
from tandem.cases.retention import long_ended
from tandem.cases.sealed import Written
from tandem.cases.tests.test_opening import drafted
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.outbox.models import DeadAddress, Message
from tandem.outbox.retention import throw_away_old
from tandem.people import retention
from tandem.people.keeping import erase_in
from tandem.people.models import Identity, Person, Trace
from tandem.services import drafts
from tandem.solidarity.choices import NeedState, OfferState
from tandem.solidarity.models import Need, Offer
from tandem.solidarity.retention import long_gone
from tandem.solidarity.tests.factories import OfferFactory, member
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import AreaFactory, OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
LATER = retention.KEPT + timedelta(days=2)


@pytest.fixture
def town():
    made = OrganisationFactory(area=AreaFactory(postal_code="1030"))
    with within(scope_of(made)):
        yield made


@pytest.fixture
def code(town):
    return drafted()


@pytest.fixture
def case(town, code):
    """Asked, answered, and every message has come through."""
    open_case(code, door=Door.WEB)
    case = Case.objects.get()
    with acting(Asker(account=1)):
        actions.add_note(case, "She sounded tired.")
    actions.answer(case, Reason.NOBODY_FOUND, "We asked everybody we know.")
    Message.objects.update(state="done", left_at=timezone.now())
    return Case.objects.get()


def wrote_back(case):
    """She answers a message, with a picture; her address has meanwhile died."""
    message = Message.objects.first()
    DeadAddress.objects.create(
        person=case.person,
        digest=b"0" * 16,
        code="5.1.1",
        territory_id=case.territory_id,
        organisation_id=case.organisation_id,
    )
    return actions.take_reply(
        message, Written("The lift is out."), from_her_address=True, pictures=[b"a picture"]
    )


def kept_of(case):
    case = Case.objects.get(pk=case.pk)
    words = [bytes(step.sealed) for step in Step.objects.all() if step.sealed]
    return [
        *Identity.objects.all(),
        *Trace.objects.all(),
        *Note.objects.filter(sealed__isnull=False),
        *Message.objects.all(),
        *DeadAddress.objects.all(),
        *Reply.objects.all(),
        *Enclosure.objects.all(),
        *(said for _question, said in read_back(case) if said),
        *words,
        *Need.objects.filter(sealed_what__isnull=False),
    ]


def test_erased_on_request_nothing_remains_but_a_case_without_a_person(town, case, code):
    key = case.person.key

    retention.erase(case.person)

    assert kept_of(case) == []
    assert drafts.take_up(code) is None
    erased = Case.objects.get()
    assert (erased.state, erased.reason) == (State.ANSWERED, Reason.NOBODY_FOUND)
    assert Person.objects.get().erased_at is not None
    assert Entry.objects.filter(persons__contains=[key], word="people.erased").exists()


def test_all_records_joined_to_hers_are_erased_with_it(town, case):
    double = PersonFactory(organisation=town)
    Person.objects.filter(pk=double.pk).update(merged_into=case.person)

    retention.erase(case.person)

    assert not Identity.objects.exists()
    assert Person.objects.filter(erased_at__isnull=True).count() == 0


def test_what_she_wrote_back_is_erased_with_her_once_it_was_read(town, case):
    wrote_back(case)
    with pytest.raises(retention.StillNeeded):
        retention.erase(case.person)

    actions.read_replies(Case.objects.get(pk=case.pk))
    retention.erase(case.person)

    assert kept_of(case) == []


def test_what_she_wrote_back_outlives_the_message_it_answers(town, case):
    reply = wrote_back(case)

    throw_away_old(timezone.now() + timedelta(days=366))

    assert not Message.objects.exists()
    assert Reply.objects.get().pk == reply.pk


@pytest.mark.parametrize("still", ["owed", "message", "offer"])
def test_nobody_is_erased_who_is_still_owed_something(town, case, still):
    if still == "owed":
        actions.contest(case, "No.")
        Message.objects.update(state="done", left_at=timezone.now())
    elif still == "message":
        Message.objects.update(state="waiting")
    else:
        OfferFactory(organisation=town, person=case.person)

    with pytest.raises(retention.StillNeeded) as told:
        retention.erase(case.person)

    assert len(told.value.reasons) >= 1
    assert Identity.objects.exists()


def test_two_years_after_the_last_thing_that_happened_it_is_done_by_itself(town, case):
    erase_in(town, long_ended, timezone.now() + retention.KEPT - timedelta(days=1))
    before = Identity.objects.count()

    erase_in(town, long_ended, timezone.now() + LATER)

    assert before == 1
    assert kept_of(case) == []


def test_a_volunteer_of_a_list_who_left_long_ago_is_forgotten(town):
    gone = OfferFactory(organisation=town, state=OfferState.LEFT)
    here = OfferFactory(organisation=town)

    erase_in(town, long_gone, timezone.now() + LATER)

    erased = Person.objects.filter(erased_at__isnull=False)
    assert list(erased) == [gone.person]
    assert Offer.objects.filter(pk=here.pk).exists()


def test_messages_are_thrown_away_a_year_after_they_came_through(town, case):
    many = Message.objects.count()
    throw_away_old(timezone.now() + timedelta(days=364))
    kept = Message.objects.count()

    throw_away_old(timezone.now() + timedelta(days=366))

    assert (many, kept, Message.objects.count()) == (kept, many, 0)


def test_the_words_of_a_step_may_be_erased_and_never_changed(town, case):
    with connection.cursor() as cursor:
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("UPDATE cases_step SET sealed = %s", [b"other words"])
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("UPDATE cases_step SET state = 'closed'")


def test_a_colleague_erases_on_the_page_of_the_case_and_is_asked_once_more(client, town, case):
    member(client, town)
    client.cookies["language"] = "en"
    way = f"/cases/{case.reference}/erase/"

    asked = client.get(way).text
    client.post(way)
    after = client.get(f"/cases/{case.reference}/").text

    assert "Erase for good" in asked
    assert "Georgette" not in after and "Nobody is named" in after
    assert client.get(way).status_code == 404


def test_what_is_still_needed_is_said_instead_of_a_button(client, town, case):
    member(client, town)
    client.cookies["language"] = "en"
    actions.reopen(case)

    page = client.get(f"/cases/{case.reference}/erase/").text

    assert "An answer is still owed." in page
    assert "Erase for good" not in page


def test_whoever_does_not_answer_the_case_cannot_erase(client, town, case):
    member(client, town, Role.OPERATOR)

    assert client.post(f"/cases/{case.reference}/erase/").status_code == 404
    assert Need.objects.get().state == NeedState.NOBODY
