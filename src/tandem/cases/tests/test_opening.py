import threading

import pytest
from django.db import connection, connections
from django.utils import timezone

from tandem.cases.actions import answer, contest
from tandem.cases.choices import Reason
from tandem.cases.errors import Incomplete, Unserved
from tandem.cases.models import Case
from tandem.cases.opening import open_case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.mandates.models import Acting
from tandem.outbox.models import Message
from tandem.people.models import Person
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.tenancy.scope import transaction_within, within
from tandem.toolbox.workdays import add_working_days
from tests.factories import (
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    scope_of,
)

ANSWERS = {
    "where_postal_code": ["1030"],
    "where_street": ["Rue Imaginée 12"],
    "kind": ["meal"],
    "what": ["Un repas le mardi."],
    "when": ["4"],
    "how_often": ["once"],
    "languages": ["fr"],
    "vital": ["no"],
    "program": ["yes"],
    "who_first_name": ["Georgette"],
    "who_last_name": ["Imaginée"],
    "reach_channel": ["letter"],
}


@pytest.fixture
def town():
    return OrganisationFactory(area=AreaFactory(postal_code="1030"), telephone="02 000 10 30")


def drafted(**changed):
    draft = drafts.begin(known("ask-for-help"), "fr", door=Door.WEB)
    drafts.keep(draft.code, {**ANSWERS, **changed}, asked=["where"], door=Door.WEB)
    return draft.code


@pytest.mark.django_db
def test_a_draft_becomes_a_case_of_the_commune_it_lives_in(town):
    receipt = open_case(drafted(), door=Door.WEB)

    with within(scope_of(town)):
        case = Case.objects.get()
        assert (case.reference, case.organisation, case.door) == (receipt.reference, town, Door.WEB)
        assert Person.objects.count() == 1
        assert Message.objects.get().kind == "receipt"


@pytest.mark.django_db
def test_who_is_without_food_tomorrow_has_an_answer_the_next_working_day(town):
    receipt = open_case(drafted(vital=["yes"]), door=Door.WEB)

    with within(scope_of(town)):
        case, told = Case.objects.get(), Message.objects.get().text
    assert case.due_on == receipt.due_on == add_working_days(timezone.localdate(), 1)
    assert (case.urgent, receipt.urgent, receipt.working_days) == (True, True, 1)
    assert any("112" in said and town.telephone in said for said in told.paragraphs)


@pytest.mark.django_db
def test_what_cannot_wait_is_promised_as_soon_again_when_it_is_contested(town):
    open_case(drafted(vital=["yes"]), door=Door.WEB)
    with within(scope_of(town)):
        case = answer(Case.objects.get(), Reason.DONE, "C’est fait, mardi passé.")

        case = contest(case, "Personne n’est venu.")

    assert case.due_on == add_working_days(timezone.localdate(), 1)


@pytest.mark.django_db
def test_a_second_sending_shows_the_first_receipt(town):
    code = drafted()

    first, second = open_case(code, door=Door.WEB), open_case(code, door=Door.PHONE)

    assert first == second
    with within(scope_of(town)):
        assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_two_sendings_at_once_make_one_case(town):
    with within(None):
        code = drafted()
    barrier, receipts, wrong = threading.Barrier(2, timeout=20), [], []

    def send():
        try:
            barrier.wait()
            receipts.append(open_case(code, door=Door.WEB))
        except Exception as error:
            wrong.append(error)
        finally:
            connections.close_all()

    both = [threading.Thread(target=send) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)

    assert not wrong
    assert receipts[0] == receipts[1]
    with transaction_within(scope_of(town)):
        assert Case.objects.count() == 1
        assert Person.objects.count() == 1


@pytest.mark.django_db
def test_a_draft_that_lacks_an_answer_becomes_nothing(town):
    with pytest.raises(Incomplete) as told:
        open_case(drafted(who_last_name=[""]), door=Door.WEB)

    assert set(told.value.errors) == {"who"}
    with within(scope_of(town)):
        assert not Case.objects.exists()
        assert not Person.objects.exists()


@pytest.mark.django_db
def test_where_nobody_takes_in_requests_it_is_said():
    with pytest.raises((Unserved, Incomplete)):
        open_case(drafted(), door=Door.WEB)


@pytest.mark.django_db
def test_a_code_that_is_none_opens_nothing(town):
    with pytest.raises(Unserved):
        open_case(drafts.Code("7K2ANSMP", "mokadelu"), door=Door.WEB)


@pytest.mark.django_db
def test_nothing_of_what_she_told_stands_readable(town):
    open_case(drafted(), door=Door.WEB)

    with within(scope_of(town)), connection.cursor() as cursor:
        for table in ("cases_case", "cases_step", "people_identity", "outbox_message"):
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")
            kept = " ".join(row for (row,) in cursor.fetchall()).lower()
            assert "georgette" not in kept
            assert "un repas" not in kept
            assert "mardi" not in kept


@pytest.mark.django_db
def test_somebody_known_to_another_commune_is_registered_where_she_asks(town):
    elsewhere = OrganisationFactory(area=AreaFactory(postal_code="1300"))
    known_there = PersonFactory(organisation=elsewhere)
    code = drafted()
    with within(scope_of(town, elsewhere)):
        drafts.note(code, person=known_there.pk)

        open_case(code, door=Door.PHONE)

    with within(scope_of(town)):
        case = Case.objects.get()
        assert case.person.organisation == town
        assert Message.objects.get().person == case.person


@pytest.mark.django_db
def test_what_she_asks_us_to_take_care_of_is_kept(town):
    open_case(drafted(care=["large_print", "never_leave_word"]), door=Door.WEB)

    with within(scope_of(town)):
        person = Person.objects.get()
        assert person.large_print
        assert person.never_leave_word
        assert not person.interpreter


@pytest.mark.django_db
def test_a_letter_is_not_promised_to_an_address_where_none_may_arrive(town):
    with pytest.raises(Incomplete) as missed:
        open_case(drafted(care=["never_write"]), door=Door.WEB)

    assert list(missed.value.errors) == ["care"]


@pytest.mark.django_db
def test_who_typed_for_her_leaves_a_trace_though_she_sends_it_herself(town):
    member = MembershipFactory(organisation=town)
    operator = Asker(member.account_id, town.pk, Door.PHONE)
    code = drafted()
    with acting(operator):
        drafts.keep(code, {"what": ["Une soupe."]}, asked=["what"], door=Door.PHONE)

    open_case(code, door=Door.WEB)

    with within(scope_of(town)):
        trace, case = Acting.objects.get(), Case.objects.get()
        entry = Entry.objects.get(word="mandates.acted_for")
        assert trace.person == case.person
    assert (trace.helper_id, trace.door) == (member.account_id, Door.PHONE)
    told = (entry.account, entry.acting_organisation, entry.door)
    assert told == (member.account_id, town.pk, Door.PHONE)
    assert entry.persons == [trace.person.key]
