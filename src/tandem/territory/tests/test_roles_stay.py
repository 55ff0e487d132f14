"""Since when somebody is here, and that somebody left, is not rewritten by who serves the pages."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tandem.territory.models import Membership
from tests.factories import MembershipFactory

LONG_AGO = timedelta(days=400)


@pytest.mark.django_db
def test_whoever_left_has_left_and_nobody_was_here_before_she_came():
    member = MembershipFactory()
    row = Membership.objects.filter(pk=member.pk)

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        row.update(since=timezone.now() - LONG_AGO)
    row.update(left_at=timezone.now())
    for at in (None, timezone.now() - LONG_AGO):
        with pytest.raises(DatabaseError, match="stays so"), transaction.atomic():
            row.update(left_at=at)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_a_role_given_by_the_pages_begins_now_whatever_is_said(acting_as, guarded):
    """Without the guard, a newcomer is of long standing at once."""
    with acting_as("owner"), connection.cursor() as cursor:
        told = "ENABLE" if guarded else "DISABLE"
        cursor.execute(f"ALTER TABLE territory_membership {told} TRIGGER begins_now")
    try:
        member = MembershipFactory(since=timezone.now() - LONG_AGO)
        member.refresh_from_db()
    finally:
        with acting_as("owner"), connection.cursor() as cursor:
            cursor.execute("ALTER TABLE territory_membership DISABLE TRIGGER begins_now")

    assert (member.since > timezone.now() - timedelta(minutes=5)) == guarded
