"""One person under several names, alphabets or communes; and a family, which is not one person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tandem.cases.opening import open_case
from tandem.cases.tests.test_opening import drafted
from tandem.journal.choices import Door
from tandem.journal.models import Entry
from tandem.people import actions
from tandem.people.choices import LikenessState
from tandem.people.models import Likeness, Person
from tandem.people.sameness import counted_together
from tandem.tenancy.scope import within
from tandem.territory.models import Agreement
from tandem.territory.queries import coordinating
from tests.factories import (
    AgreementFactory,
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    scope_of,
)

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
PHONE = {"reach_phone": ["0475 12 34 56"]}


@pytest.fixture
def town():
    made = OrganisationFactory(area=AreaFactory(postal_code="1030"))
    with within(scope_of(made)):
        yield made


def asked(first, last, code="1030", **said):
    named = {"who_first_name": [first], "who_last_name": [last], "where_postal_code": [code]}
    open_case(drafted(**named, **said), door=Door.WEB)


def latest(town):
    with within(scope_of(town)):
        return Person.objects.filter(organisation=town).latest("pk")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Нина", "Петрова"),  # in Cyrillic
        ("Ninа", "Pеtrova"),  # with letters that only look like ours
        ("ＮＩＮＡ", "Petrova"),
    ],
)
def test_another_alphabet_makes_nobody_new(town, first, last):
    asked("Nina", "Petrova")
    one = latest(town)

    asked(first, last)

    assert counted_together().of(latest(town).pk) == one.pk


@pytest.mark.parametrize("contact", [PHONE, {"reach_email": ["home@example.example"]}])
def test_another_last_name_with_the_same_contact_is_counted_as_one(town, contact):
    asked("Sofie", "Stranger", **contact)
    one = latest(town)

    asked("Sophie", "Peeters", **contact)

    assert counted_together().of(latest(town).pk) == one.pk


@pytest.mark.parametrize("first", ["S.", "Karel", "Anneke"])
def test_another_first_name_with_the_same_contact_is_put_to_a_colleague(town, first):
    asked("Sofie", "Stranger", **PHONE)

    asked(first, "Stranger", **PHONE)

    pair = Likeness.objects.get()
    assert (pair.apart, pair.state) == (True, LikenessState.OPEN)
    assert counted_together().groups == {}


def test_a_namesake_of_another_birthday_in_the_same_home_is_counted_apart(town):
    asked("Jan", "Peeters", who_day=["3"], who_month=["4"], who_year=["1950"], **PHONE)

    asked("Jan", "Martens", who_day=["7"], who_month=["8"], who_year=["1990"], **PHONE)

    assert Likeness.objects.get().apart


def test_whom_a_colleague_says_to_be_one_is_counted_as_one_from_then_on(town):
    asked("Sofie", "Stranger", **PHONE)
    asked("Karel", "Stranger", **PHONE)
    pair = Likeness.objects.get()

    actions.say_same(pair, reach_as_last_said=False)

    assert counted_together().of(pair.other_id) == pair.one_id


def test_the_number_of_a_whole_house_is_not_asked_about_for_everybody(town):
    names = ["Ada", "Bob", "Cleo", "Dirk", "Eva", "Fons", "Gert", "Hilde"]
    for name in names:
        asked(name, f"Van{name}", **PHONE)

    assert Likeness.objects.filter(other=latest(town)).count() == 5


def test_the_list_says_who_is_counted_apart(english, town):
    asked("Sofie", "Stranger", **PHONE)
    asked("Karel", "Stranger", **PHONE)
    english.force_login(MembershipFactory(organisation=town).account)

    assert "counted apart until then" in english.get(reverse("cases:alike")).text


@pytest.fixture
def neighbour(town):
    made = OrganisationFactory(area=AreaFactory(postal_code="1140"))
    AgreementFactory(one=town, other=made)
    return made


def across(town):
    return within(coordinating(town, timezone.localdate()))


def in_both(town, neighbour):
    """The same name and telephone here and at a neighbour who shares the pool."""
    asked("Sofie", "Stranger", code="1140", **PHONE)
    asked("Sofie", "Stranger", **PHONE)
    return latest(neighbour), latest(town)


def test_she_is_counted_as_one_on_both_sides_of_an_open_border(town, neighbour):
    there, here = in_both(town, neighbour)

    for side in (town, neighbour):
        with across(side):
            assert counted_together().of(here.pk) == there.pk


def test_across_a_border_nothing_but_keys_is_kept_and_each_reads_of_it(town, neighbour):
    there, here = in_both(town, neighbour)

    pair = Likeness.objects.get()
    assert (pair.one_id, pair.other_id, pair.across) == (there.pk, here.pk, True)
    for side, person in ((town, here), (neighbour, there)):
        with within(scope_of(side)):
            noted = Entry.objects.filter(word="people.likeness_noted")
            assert [entry.persons for entry in noted] == [[person.key]]


def test_without_an_open_border_nobody_is_looked_for_there(town, neighbour):
    Agreement.objects.update(until=timezone.localdate() - timedelta(days=1))

    in_both(town, neighbour)

    assert not Likeness.objects.exists()


@pytest.mark.parametrize(("said", "together"), [("same_last", True), ("different", False)])
def test_it_is_decided_by_telephone_and_no_file_is_joined(english, town, neighbour, said, together):
    there, here = in_both(town, neighbour)
    pair = Likeness.objects.get()
    english.force_login(MembershipFactory(organisation=town).account)

    shown = english.get(reverse("cases:alike_pair", args=[pair.key])).text
    english.post(reverse("cases:alike_decide", args=[pair.key]), {"said": said})

    assert "Compare by telephone" in shown
    assert shown.count("0475 12 34 56") == 1
    with across(town):
        assert Person.objects.get(pk=here.pk).merged_into_id is None
        assert (counted_together().of(here.pk) == there.pk) is together
        assert not counted_together().is_undecided(here.pk)


def test_what_was_decided_across_a_border_is_undone(english, town, neighbour):
    in_both(town, neighbour)
    pair = Likeness.objects.get()
    english.force_login(MembershipFactory(organisation=town).account)
    english.post(reverse("cases:alike_decide", args=[pair.key]), {"said": "same_last"})
    decided = Likeness.objects.get().state

    english.post(reverse("cases:alike_undo", args=[pair.key]))

    assert decided == LikenessState.SAME
    assert Likeness.objects.get().state == LikenessState.OPEN
