"""The chain over the journal: who changes a line is found, whatever role he has got hold of."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction

from tandem.journal import sealing
from tandem.journal.models import Entry, Seal
from tandem.journal.write import record
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def written(organisation, acting_as):
    """Six deeds of some time ago, by the role that may not change them any more."""
    with within(scope_of(organisation)), transaction.atomic():
        person = PersonFactory(organisation=organisation)
        for _number in range(5):
            record("people.reach_changed", person, persons=[person])
    with acting_as("owner"), within(scope_of(organisation)), transaction.atomic():
        Entry.objects.update(at=sealing.timezone.now() - 2 * sealing.OWED_AFTER)
        return list(Entry.objects.order_by("pk").values_list("pk", flat=True))


@pytest.fixture
def sealed(written, acting_as):
    with acting_as("worker"):
        assert sealing.seal_all() == len(written)
    return written


def verified(**asked):
    told = StringIO()
    call_command("verify_journal", stdout=told, stderr=told, **asked)
    return told.getvalue()


def faults(acting_as, wanted=b""):
    with acting_as("worker"):
        return [(one.fault, one.entry) for one in sealing.problems(sealing.Check(), wanted)]


def tamper(acting_as, organisation, sql, *values):
    """As whoever has got hold of the owner's role."""
    with (
        acting_as("owner"),
        within(scope_of(organisation)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)


def test_what_was_written_is_sealed_once_and_verified(sealed, acting_as):
    with acting_as("worker"):
        assert sealing.seal_all() == 0
        said = verified()
        root = bytes(Seal.objects.get().root).hex()

    assert said == f"{len(sealed)} entries in 1 seals. Root: {root}\n"


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE journal_entry SET account = 99 WHERE id = %s", "changed"),
        ('UPDATE journal_entry SET facts = \'{"channel": "sms"}\' WHERE id = %s', "changed"),
        ("UPDATE journal_entry SET at = at - interval '1 microsecond' WHERE id = %s", "changed"),
        ("DELETE FROM journal_entry WHERE id = %s", "gone"),
    ],
)
def test_an_entry_changed_or_taken_away_is_named(sealed, organisation, acting_as, sql, fault):
    tamper(acting_as, organisation, sql, sealed[2])

    assert faults(acting_as) == [(fault, sealed[2])]
    with acting_as("worker"), pytest.raises(CommandError, match="1 faults"):
        verified()


def test_without_seals_the_same_change_is_seen_by_nobody(written, organisation, acting_as):
    """The twin: the defence switched off, the attack succeeds."""
    tamper(
        acting_as, organisation, "UPDATE journal_entry SET account = 99 WHERE id = %s", written[2]
    )
    with acting_as("worker"):
        sealing.seal_all()

    assert faults(acting_as) == []


def test_what_is_put_in_afterwards_is_owed_a_seal(sealed, organisation, acting_as):
    tamper(
        acting_as,
        organisation,
        "INSERT INTO journal_entry (at, kind, word, purpose, door, subject, persons, facts,"
        " territory_id, organisation_id) SELECT at, kind, word, purpose, door, subject, persons,"
        " facts, territory_id, organisation_id FROM journal_entry WHERE id = %s",
        sealed[0],
    )

    assert [fault for fault, _entry in faults(acting_as)] == ["unsealed"]


def test_seals_made_anew_do_not_lead_to_the_root_that_was_published(
    sealed, organisation, acting_as
):
    with acting_as("worker"):
        published = bytes(Seal.objects.get().root)
    tamper(
        acting_as, organisation, "UPDATE journal_entry SET account = 99 WHERE id = %s", sealed[2]
    )
    tamper(acting_as, organisation, "DELETE FROM journal_seal")
    with acting_as("worker"):
        sealing.seal_all()

    assert faults(acting_as) == []
    assert faults(acting_as, published) == [("no_such_root", None)]


def test_a_seal_out_of_its_place_is_found(sealed, organisation, acting_as):
    tamper(acting_as, organisation, "UPDATE journal_seal SET number = 7")

    assert faults(acting_as)[0] == ("broken", None)


@pytest.mark.parametrize("role", ["web", "worker"])
def test_neither_pages_nor_jobs_can_rewrite_a_seal(sealed, acting_as, role):
    with acting_as(role), pytest.raises(DatabaseError), transaction.atomic():
        Seal.objects.update(number=7)


def test_pages_can_make_no_seal_and_read_no_digest(sealed, acting_as):
    with acting_as("web"), pytest.raises(DatabaseError), transaction.atomic():
        sealing.seal_some()


def test_forgetting_who_somebody_was_breaks_no_seal(sealed, organisation, acting_as):
    tamper(acting_as, organisation, "DELETE FROM people_identity")

    assert faults(acting_as) == []


def test_roots_are_public_and_tell_nothing_else(sealed, client, acting_as):
    root = bytes(Seal.objects.get().root).hex()

    (told,) = json.loads(client.get("/journal/roots.json").content)["roots"]

    assert (told["seal"], told["root"]) == (1, root)
    assert root in client.get("/journal/").text


def test_the_last_root_of_a_day_stands_for_it(written, organisation, acting_as, client):
    with acting_as("worker"):
        sealing.seal_all()
    with within(scope_of(organisation)), transaction.atomic():
        record("people.reach_changed", PersonFactory(organisation=organisation))
    tamper(acting_as, organisation, "UPDATE journal_entry SET at = at - interval '1 minute'")
    with acting_as("worker"):
        # Of what came later one seal more, and of what was sealed before none again.
        assert sealing.seal_some() > 0
        assert sealing.seal_some() == 0

    roots = json.loads(client.get("/journal/roots.json").content)["roots"]

    assert [one["seal"] for one in roots] == [2]
