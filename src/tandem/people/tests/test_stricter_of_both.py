"""Two records become one person: whatever protects her on either of them holds on both."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tandem.people import actions, exclusions, protection
from tandem.people.actions import merge, unmerge
from tandem.people.models import Exclusion, Person
from tandem.people.retention import erase
from tandem.tenancy.scope import within
from tests.factories import AccountFactory, OrganisationFactory, PersonFactory, scope_of

CARE = ("protected", "never_write", "never_leave_word", "no_broadcasts")

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kept", ["double", "into"])
def test_the_stricter_of_both_holds_and_stays_when_they_are_parted(kept):
    hall = OrganisationFactory()
    with within(scope_of(hall)):
        two = {name: PersonFactory(organisation=hall) for name in ("double", "into")}
        assert all(one.postal_code for one in two.values())
        strict = two[kept]
        protection.protect(strict)
        Person.objects.filter(pk=strict.pk).update(
            never_leave_word=True, no_broadcasts=True, limited_at=timezone.now()
        )

        merge(two["double"], two["into"])
        unmerge(two["double"])

        for row in Person.objects.filter(pk__in=[one.pk for one in two.values()]):
            assert [getattr(row, name) for name in CARE] == [True] * 4
            assert (row.limited_at is None, row.postal_code) == (False, "")
        # As they are in hand, too: nobody writes back what was so before.
        assert [two["into"].protected, two["double"].protected] == [True, True]


def test_without_it_a_joined_record_would_tell_where_she_stays(monkeypatch):
    """The twin: nothing is carried, and the postal code of the other record stands there."""
    monkeypatch.setattr(actions, "_carry_care", lambda _into: None)
    hall = OrganisationFactory()
    with within(scope_of(hall)):
        double, into = (PersonFactory(organisation=hall) for _ in range(2))
        protection.protect(double)
        merge(double, into)
        assert (into.protected, bool(into.postal_code)) == (False, True)


def test_who_needs_no_care_is_given_none_by_being_joined():
    hall = OrganisationFactory()
    with within(scope_of(hall)):
        one, other = (PersonFactory(organisation=hall) for _ in range(2))
        merge(one, other)
        other.refresh_from_db()
        assert [getattr(other, name) for name in CARE] == [False] * 4
        assert (other.limited_at, bool(other.postal_code)) == (None, True)


def test_an_exclusion_goes_with_its_person_only_and_an_ended_one_stays_ended():
    hall = OrganisationFactory()
    person, account = PersonFactory(organisation=hall), AccountFactory()
    with within(scope_of(hall)):
        exclusions.exclude(person, account)
        with pytest.raises(DatabaseError, match="only with its person"), transaction.atomic():
            Exclusion.objects.all().delete()
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Exclusion.objects.update(account=0)
        exclusions.readmit(person, account.pk)
        with pytest.raises(DatabaseError, match="excluded anew"), transaction.atomic():
            Exclusion.objects.update(ended_at=None)
        exclusions.exclude(person, account)
        assert exclusions.excluded_by(person) == [account.pk]

        erase(person)
        assert not Exclusion.objects.exists()
