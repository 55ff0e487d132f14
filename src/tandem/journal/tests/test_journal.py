import pytest
from django.db import DatabaseError, transaction

from tandem.journal import words
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door, Kind, Purpose
from tandem.journal.models import Entry
from tandem.journal.write import looked, record
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, PersonFactory, scope_of


@pytest.mark.django_db
def test_a_deed_is_kept_with_who_did_it_and_through_which_door():
    person = PersonFactory()
    clerk = Asker(account=7, organisation=8, door=Door.PHONE)

    with within(scope_of(person.organisation)), acting(clerk):
        record("people.reach_changed", person, persons=[person], facts={"channel": "letter"})
        entry = Entry.objects.first()

    assert (entry.kind, entry.word) == (Kind.DEED, "people.reach_changed")
    assert (entry.account, entry.acting_organisation, entry.door) == (7, 8, Door.PHONE)
    assert entry.persons == [person.key]
    assert entry.subject == f"people.person:{person.pk}"


@pytest.mark.django_db
def test_a_word_nobody_registered_is_refused():
    person = PersonFactory()

    with within(scope_of(person.organisation)), pytest.raises(ValueError, match=r"apps\.py"):
        record("people.made_up", person)


def test_a_word_belongs_to_one_room_only():
    with pytest.raises(ValueError, match="twice"):
        words.register("people.merged", "Something else.")


@pytest.mark.django_db
def test_one_look_names_everybody_seen_for_each_organisation():
    ours, theirs = OrganisationFactory.create_batch(2)
    seen = [PersonFactory(organisation=ours), PersonFactory(organisation=ours)]
    other = PersonFactory(organisation=theirs)

    with within(scope_of(ours, theirs)):
        looked([*seen, other], Purpose.RECOGNISE)
        looks = list(Entry.objects.looks().order_by("pk"))

    assert [set(look.persons) for look in looks] == [{one.key for one in seen}, {other.key}]


@pytest.mark.django_db
@pytest.mark.parametrize("deed", ["update", "delete"])
def test_what_was_written_stays_as_it_was_written(deed):
    person = PersonFactory()

    with (
        within(scope_of(person.organisation)),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        rows = Entry.objects.all()
        rows.update(word="nothing") if deed == "update" else rows.delete()


@pytest.mark.django_db
def test_the_journal_keeps_no_name():
    person = PersonFactory(first_name="Odette", last_name="Van Kerckhoven")

    with within(scope_of(person.organisation)):
        kept = " ".join(str(row) for row in Entry.objects.values())

    assert "Odette" not in kept
    assert "Kerckhoven" not in kept
