"""Whoever was erased is in no data file any more: they are read byte by byte."""

import time

import pytest
from django.db import connection, transaction

from tandem.doors.models import ScannedPage
from tandem.people import jobs, resealing, retention, things, tidying
from tandem.people.choices import TraceKind
from tandem.people.models import Identity, PersonKey, Trace
from tandem.people.resealing import seal_anew
from tandem.tenancy.scope import transaction_within, within
from tandem.toolbox.sealing import VERSION
from tests.factories import OrganisationFactory, PersonFactory, scope_of
from tests.factories.everything import Everything
from tests.factories.rows import made_row
from tests.files import database_of, in_files, launcher, nobody_is_in_a_transaction

CANARIES = {
    "first_name": "Zéphyrine",
    "last_name": "Cinqchemins",
    "email": "zephyrine.cinqchemins@example.org",
    "street": "Impasse des Témoins Cachés 7",
}
KEYS_AND_IDENTITIES = ("people_personkey", "people_identity")
NIGHTS = 20
"""The server may be learning from these very rows just now, and keeps them so long."""
BOTH = pytest.mark.django_db(transaction=True, databases=["default", "looks"])


@BOTH
def test_an_erased_person_is_gone_from_the_files_once_they_were_tidied(our_server, acting_as):
    if our_server is None:
        return  # Of somebody else's server nobody reads the files.
    town = OrganisationFactory()
    person, neighbour = (
        PersonFactory(organisation=town, **CANARIES),
        PersonFactory(organisation=town),
    )
    plain = {name: text.encode() for name, text in CANARIES.items()}
    with within(scope_of(town)), transaction.atomic():
        blob = bytes(Identity.objects.get(person=person).sealed)
        traces = [
            bytes(row.digest) for row in Trace.objects.filter(person=person, kind=TraceKind.WORD)
        ]
    with launcher(our_server) as asked:
        keys = dict(asked.execute("SELECT person_id, wrapped FROM people_personkey").fetchall())
    hers = {"key": keys[person.pk], "sealed": blob, "trace": traces[0]}
    files = database_of(our_server)

    assert in_files(our_server, files, plain) == set()
    with launcher(our_server) as asked:
        # As by itself, whenever rows have changed: what it learns must hold no key.
        asked.execute(f"ANALYZE {', '.join(KEYS_AND_IDENTITIES)}")
    with within(scope_of(town)):
        retention.erase(person)
    nobody_is_in_a_transaction(our_server)
    # The twin: what is deleted can still be read.
    before = in_files(our_server, files, hers)
    left = before
    for _night in range(NIGHTS):
        nobody_is_in_a_transaction(our_server)
        with acting_as("worker"):
            jobs.tidy_keys(0)
        left = in_files(our_server, files, plain | hers)
        if not left:
            break
        time.sleep(0.5)

    assert before == {*hers}
    assert left == set()
    assert in_files(our_server, files, {"other": keys[neighbour.pk]}) == {"other"}
    # What the log of changes holds goes with the file of it that is written in next.
    with launcher(our_server) as asked:
        asked.execute("SELECT pg_switch_wal()")
    assert in_files(our_server, our_server.pgdata / "pg_wal", plain | hers) == set()


@BOTH
def test_the_role_of_the_pages_cannot_rewrite_and_the_worker_is_told_when_it_cannot(acting_as):
    assert not tidying.may_rewrite()
    with acting_as("owner"):
        assert tidying.may_rewrite()
    with acting_as("worker"):
        may = tidying.may_rewrite()
        assert may == (connection.pg_version >= tidying.LETS_OTHERS_MAINTAIN)


@BOTH
def test_what_she_told_at_any_door_is_shut_for_good_with_her_keys(our_server, acting_as):
    """Photos, scans, reports, how it went, mandates, openings, flags: whoever has an older copy of each
    row, and the key of the installation, opens none of them.
    """
    if our_server is None:
        return  # Of somebody else's server nobody reads the files.
    town = OrganisationFactory(area__postal_code="1030")
    hers = Everything(town)
    with acting_as("owner"):
        seal_anew(town)
    with transaction_within(scope_of(town)):
        page = made_row(ScannedPage, town)
        ScannedPage.objects.filter(pk=page.pk).update(
            sealed_picture=things.seal(page, b"as it was scanned", page.place)
        )
        page.refresh_from_db()
        things.pass_on([page.sealed_picture], hers.person)
        stolen = [*copies_of(town)]
    with launcher(our_server) as asked:
        wrapped = asked.execute(
            "SELECT wrapped FROM people_thingkey WHERE hers_id IS NOT NULL"
            " UNION ALL SELECT of_words FROM people_personkey WHERE person_id = %s",
            [hers.person.pk],
        ).fetchall()
    her_keys = {f"key {number}": key for number, (key,) in enumerate(wrapped)}
    sealed = {f"{one.table.replace('_', '.', 1)}.{one.name}" for one in resealing.columns()}
    words = {name: word.encode() for name, word in hers.words.items() if name in sealed}
    files = database_of(our_server)
    # Not one is under the key of the installation, which whoever stole a copy may have.
    assert len(stolen) >= 15 and len(her_keys) >= 3 and len(words) >= 9
    assert not [name for name, blob in stolen if blob[:1] == VERSION]

    with transaction_within(scope_of(town)):
        PersonKey.objects.filter(person=hers.person).delete()
    before = in_files(our_server, files, her_keys)
    left = before
    for _night in range(NIGHTS):
        nobody_is_in_a_transaction(our_server)
        with acting_as("worker"):
            jobs.tidy_keys(0)
        left = in_files(our_server, files, her_keys)
        if not left:
            break
        time.sleep(0.5)

    assert before, "the twin: what is deleted can still be read"
    assert left == set()
    assert in_files(our_server, files, words) == set()
    with launcher(our_server) as asked:
        asked.execute("SELECT pg_switch_wal()")
    assert in_files(our_server, our_server.pgdata / "pg_wal", her_keys) == set()


def copies_of(town):
    """Each sealed column, as a thief of a dump has it."""
    for column in resealing.columns(held=True):
        rows = column.model._default_manager.filter(column.only, organisation=town)
        for blob in rows.values_list(column.name, flat=True):
            if blob:
                yield f"{column.table}.{column.name}", bytes(blob)
