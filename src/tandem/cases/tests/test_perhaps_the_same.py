"""Anybody can type anybody's name: nobody is merged by it, and nobody gains by it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tandem.cases.models import Case
from tandem.cases.opening import open_case, print_of
from tandem.cases.tests.test_opening import drafted
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.outbox.delivery import deliver
from tandem.outbox.models import Message
from tandem.people import actions
from tandem.people.choices import Channel, LikenessState, TraceKind
from tandem.people.models import Likeness, Person
from tandem.people.sameness import care_for, counted_together, is_alike_but_apart
from tandem.services import drafts
from tandem.tenancy.scope import within
from tandem.territory.choices import Role
from tests.factories import (
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    identity_of,
    scope_of,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])

BORN = {"who_day": ["3"], "who_month": ["4"], "who_year": ["1950"]}


@pytest.fixture
def town():
    made = OrganisationFactory(area=AreaFactory(postal_code="1030"))
    with within(scope_of(made)):
        yield made


def ask_again(**changed):
    open_case(drafted(**changed), door=Door.WEB)
    return Person.objects.latest("pk")


def a_pair(town):
    ask_again(), ask_again()
    return Likeness.objects.get()


def test_a_second_form_with_the_same_name_merges_nobody_and_is_noted(town):
    first, second = ask_again(**BORN), ask_again(**BORN)

    pair = Likeness.objects.get()
    assert (pair.one, pair.other, pair.state) == (first, second, LikenessState.OPEN)
    assert TraceKind.BIRTH in pair.same
    assert Person.objects.present().count() == 2
    assert counted_together().of(second.pk) == first.pk


def test_a_first_name_alone_makes_nobody_alike(town):
    ask_again()

    ask_again(who_last_name=["Tout Autre"])

    assert not Likeness.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        ("Jan", "Van den Berg", "Yan", "Vandenberg"),
        ("Mohammed", "Ben Ali", "Mouhamed", "Benali"),
        ("Élodie", "Peeters", "Elodie", "Peters"),
        ("Marie-Claire", "Dupont", "DUPONT", "Marie"),
    ],
)
def test_another_spelling_telephone_and_address_make_nobody_new(town, name):
    first = {"who_first_name": [name[0]], "who_last_name": [name[1]]}
    again = {"who_first_name": [name[2]], "who_last_name": [name[3]]}
    one = ask_again(**first, reach_phone=["0475 12 34 56"], reach_email=["a@example.example"])

    two = ask_again(**again, reach_phone=["0488 65 43 21"], reach_email=["b@example.example"])

    assert counted_together().of(two.pk) == one.pk


@pytest.mark.parametrize("last_name", ["Van den Berg", "Ben Ali", "Silva"])
def test_a_family_is_asked_about_and_counted_apart(town, last_name):
    home = {"reach_phone": ["0475 12 34 56"], "reach_email": ["home@example.example"]}
    ana = ask_again(who_first_name=["Ana"], who_last_name=[last_name], **home)

    karim = ask_again(who_first_name=["Karim"], who_last_name=[last_name], **home)

    assert Likeness.objects.get().apart
    assert counted_together().of(karim.pk) == karim.pk
    assert is_alike_but_apart(ana.pk) and is_alike_but_apart(karim.pk)


def test_whom_a_colleague_said_to_be_new_is_not_asked_about(town):
    ask_again()
    code = drafted()
    who = identity_of(first_name="Georgette", last_name="Imaginée", born_on="", phone="", email="")
    drafts.note(code, person=None, somebody_new=print_of(who))

    open_case(code, door=Door.PHONE)

    assert not Likeness.objects.exists()


def test_somebody_alike_in_another_organisation_is_none_of_ours(town):
    other = OrganisationFactory()
    with within(scope_of(town, other)):
        PersonFactory(organisation=other, first_name="Georgette", last_name="Imaginée")

        ask_again()

        assert not Likeness.objects.exists()


def test_of_three_alike_all_are_counted_as_one(town):
    persons = [ask_again() for _ in range(3)]

    together = counted_together()

    assert {together.of(one.pk) for one in persons} == {persons[0].pk}
    assert together.records(persons[2].pk) == {one.pk for one in persons}


def test_the_same_person_is_joined_and_all_that_this_says_with_it(town):
    first, second, third = (ask_again() for _ in range(3))

    for one in (second, third):
        actions.say_same(Likeness.objects.get(one=first, other=one), reach_as_last_said=False)

    assert not Likeness.objects.undecided().exists()
    assert [*Person.objects.present()] == [first]
    assert not counted_together().is_undecided(third.pk)


def test_what_was_decided_by_mistake_is_undone_and_waits_again(town):
    pair = a_pair(town)
    actions.say_same(pair, reach_as_last_said=True)
    assert Person.objects.get(pk=pair.one_id).merged_into_id == pair.other_id

    actions.reconsider(pair)

    assert Person.objects.present().count() == 2
    assert Likeness.objects.get().state == LikenessState.OPEN


def test_two_different_people_are_never_asked_about_again(town):
    pair = a_pair(town)

    actions.say_different(pair)
    with pytest.raises(actions.AlreadyDecided):
        actions.say_same(pair, reach_as_last_said=False)

    assert not Likeness.objects.undecided().exists()
    assert counted_together().groups == {}


def test_what_one_asked_us_to_heed_is_heeded_for_both(town):
    ask_again(reach_safe_contact=["Only in the morning."], reach_channel=["desk"])
    stranger = ask_again(reach_channel=["email"], reach_email=["other@example.example"])
    message = Message.objects.get(person=stranger)

    deliver([message.pk])

    message.refresh_from_db()
    assert message.channel not in {Channel.EMAIL, Channel.LETTER}
    assert care_for([stranger])[stranger.pk].perhaps


def test_a_rule_given_on_a_record_that_was_joined_is_not_lost(town):
    first = ask_again(reach_channel=["desk"], care=["never_write"])
    second = ask_again(reach_channel=["desk"])
    actions.say_same(Likeness.objects.get(), reach_as_last_said=True)

    care = care_for([second])[second.pk]

    assert first.never_write and care.never_write and not care.perhaps


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.COORDINATOR])
def test_a_list_names_nobody_and_opening_a_pair_is_a_look_at_both(english, town, role):
    pair = a_pair(town)
    english.force_login(MembershipFactory(organisation=town, role=role).account)
    references = Case.objects.values_list("reference", flat=True)

    listed = english.get("/alike/").content.decode()
    opened = english.get(f"/alike/{pair.key}/").content.decode()

    assert "Georgette" not in listed
    assert all(f"{one[:4]} {one[4:]}" in listed for one in references)
    assert opened.count("Georgette") == 2
    look = Entry.objects.get(word="people.compared")
    assert set(look.persons) == {pair.one.key, pair.other.key}


def test_a_pair_is_decided_and_undone_on_its_page(english, town):
    pair = a_pair(town)
    english.force_login(MembershipFactory(organisation=town).account)

    english.post(f"/alike/{pair.key}/decide/", {"said": "same_first"})
    joined = Person.objects.get(pk=pair.other_id).merged_into_id
    english.post(f"/alike/{pair.key}/undo/")

    assert joined == pair.one_id
    assert Person.objects.get(pk=pair.other_id).merged_into_id is None
    assert Entry.objects.filter(word="people.merged").count() == 1


def test_who_waits_longer_than_the_promise_is_shown_as_late(english, town):
    pair = a_pair(town)
    Likeness.objects.filter(pk=pair.pk).update(noted_at=timezone.now() - timedelta(days=9))
    english.force_login(MembershipFactory(organisation=town).account)

    page = english.get("/alike/").content.decode()

    assert "undecided for 9 days" in page
    assert "Late" in page


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR, None])
def test_a_stranger_cannot_tell_that_there_is_a_pair(english, town, role):
    pair = a_pair(town)
    elsewhere = OrganisationFactory()
    member = MembershipFactory(
        organisation=town if role else elsewhere, role=role or Role.COORDINATOR
    )
    english.force_login(member.account)

    assert english.get(f"/alike/{pair.key}/").status_code == 404
    assert english.post(f"/alike/{pair.key}/decide/", {"said": "different"}).status_code == 404
