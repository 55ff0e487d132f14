import pytest

from tandem.journal.models import Entry
from tandem.people.actions import Reach, change_reach, merge, register_person, unmerge
from tandem.people.choices import Channel, TraceKind
from tandem.people.errors import AlreadyMerged
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.people.queries import find_people, propose_known
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, PersonFactory, identity_of, scope_of


@pytest.mark.django_db
def test_somebody_already_known_is_proposed_to_the_operator():
    person = PersonFactory(first_name="Élodie", last_name="Van den Bossche", phone="0450 11 22 33")

    with within(scope_of(person.organisation)):
        known = propose_known(
            Identity(first_name="Elodie", last_name="VANDEN BOSCHE", phone="+32450112233")
        )

    assert [one.person.pk for one in known] == [person.pk]
    assert TraceKind.PHONE in known[0].same


@pytest.mark.django_db
def test_a_shared_telephone_alone_proposes_nobody():
    person = PersonFactory(
        first_name="Odette", last_name="Lambot", phone="0450 11 22 33", born_on=""
    )

    with within(scope_of(person.organisation)):
        known = propose_known(
            Identity(first_name="Karim", last_name="Azzouzi", phone="0450 11 22 33")
        )

    assert known == []


@pytest.mark.django_db
def test_a_search_by_number_finds_everybody_who_shares_it():
    organisation = OrganisationFactory()
    PersonFactory(organisation=organisation, first_name="Odette", phone="0450 11 22 33")
    PersonFactory(organisation=organisation, first_name="Karim", phone="0450 11 22 33")

    with within(scope_of(organisation)):
        found = find_people(Identity(phone="0450112233"))

    assert {one.identity.first_name for one in found} == {"Odette", "Karim"}


@pytest.mark.django_db
def test_the_neighbour_finds_nobody():
    PersonFactory(first_name="Odette", phone="0450 11 22 33")

    with within(scope_of(OrganisationFactory())):
        assert find_people(identity_of(first_name="Odette")) == []


@pytest.mark.django_db
def test_a_search_that_shows_somebody_is_one_look_naming_her():
    person = PersonFactory(phone="0450 11 22 33")

    with within(scope_of(person.organisation)):
        find_people(Identity(phone="0450 11 22 33"))

        look = Entry.objects.looks().first()
        assert (look.word, look.persons) == ("people.searched", [person.key])


@pytest.mark.django_db
def test_what_was_changed_is_found_by_the_new_and_no_longer_by_the_old():
    person = PersonFactory(first_name="Odette", last_name="Lambot", phone="0450 11 22 33")

    with within(scope_of(person.organisation)):
        reach = Reach("nl", Channel.SMS, "1030")
        change_reach(person, identity_of(phone="0450 44 55 66", last_name="Lambot"), reach)

        assert find_people(Identity(phone="0450 11 22 33")) == []
        assert len(find_people(Identity(phone="0450 44 55 66"))) == 1


@pytest.mark.django_db
def test_two_records_joined_are_one_and_can_be_parted_again():
    organisation = OrganisationFactory()
    double, kept = PersonFactory.create_batch(2, organisation=organisation)

    with within(scope_of(organisation)):
        merge(double, into=kept)
        assert list(Person.objects.present()) == [kept]

        unmerge(double)
        assert set(Person.objects.present()) == {double, kept}
        told = list(Entry.objects.filter(word__contains="merged").values_list("word", flat=True))

    assert told == ["people.unmerged", "people.merged"]


@pytest.mark.django_db
def test_a_record_already_joined_is_not_joined_again():
    organisation = OrganisationFactory()
    one, two, three = PersonFactory.create_batch(3, organisation=organisation)

    with within(scope_of(organisation)):
        merge(one, into=two)

        with pytest.raises(AlreadyMerged):
            merge(one, into=three)
        with pytest.raises(AlreadyMerged):
            merge(three, into=one)


@pytest.mark.django_db
def test_a_person_needs_neither_account_nor_telephone_nor_e_mail():
    organisation = OrganisationFactory()

    with within(scope_of(organisation)):
        person = register_person(
            Identity(first_name="Somebody", last_name="Passing"),
            Reach("fr", Channel.DESK, "1000"),
            organisation,
        )

    assert person.pk
    assert person.account is None
