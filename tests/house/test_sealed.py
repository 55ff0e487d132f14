"""Whatever stands sealed is sealed anew where its key is an old one, and shut with whom it is of."""

import pytest
from django.db import connection, models

from tandem.people import resealing
from tandem.people.resealing import Column
from tests.house.test_own_data import HOUSE

APART = {
    "accounts.CodeApp.sealed": "the secret of a second proof: no word of anybody",
    "accounts.CodeAsked.sealed": "emptied once the code was used, and gone within the hour",
    "accounts.Provider.sealed": "a secret between this platform and a service",
    "accounts.WayIn.sealed": "a few signs by which she knows it again, hidden but for these",
    "people.Identity.sealed": "with a key of hers: `manage.py tidy_keys` gives it to whoever has none",
    "streets.System.sealed_key": "a secret between a commune and a program",
    "streets.Hook.sealed_secret": "a secret between a commune and a program",
}
"""Sealed with the installation's key for good, or by a way of their own; each with its reason."""
OTHER = {
    "cases.Case.draft_digest",
    "journal.Seal.digests",
    "journal.Seal.root",
    "doors.PrintOrder.pdf",
    "accounts.Passkey.number",
    "accounts.Passkey.credential",
    "people.TerritoryKey.wrapped",
    "people.PersonKey.wrapped",
    "people.PersonKey.of_words",
    "people.ThingKey.wrapped",
    "people.LooseKey.wrapped",
}
"""Bytes that are no seal: digests, keys, and a print that names nobody."""
THROWS = """
SELECT c.relname, pg_get_functiondef(t.tgfoid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE t.tgname IN ('throws_keys_away', 'throws_loose_keys_away')
"""


def name_of(model: type[models.Model], column: str) -> str:
    return f"{model._meta.label}.{column}"


def sealed_columns() -> dict[str, type[models.Model]]:
    """Every column of bytes but digests, which are no longer than sixteen."""
    return {
        name_of(model, field.name): model
        for model in HOUSE
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField)
        and field.max_length is None
        and name_of(model, field.name) not in OTHER
    }


def unregistered(found: list[Column]) -> list[str]:
    told = {name_of(column.model, column.name) for column in found} | {*APART}
    return sorted({*sealed_columns()} - told)


def test_every_sealed_column_is_sealed_anew_or_it_is_said_why_not():
    missing = unregistered(resealing.columns())
    assert not missing, (
        f"{missing}: register it in retention.py of the package (`resealing.register`), so that "
        "`manage.py seal_anew` gives it a key that can be thrown away; or say here why not."
    )


def test_a_column_that_is_forgotten_is_found():
    """The twin."""
    without = [one for one in resealing.columns() if one.table != "outbox_printing"]
    assert unregistered(without) == ["outbox.Printing.sealed"]


def test_nothing_is_registered_or_left_apart_that_is_not_there():
    told = {name_of(column.model, column.name) for column in resealing.columns()} | {*APART}
    assert told <= {*sealed_columns()}


def without_thrower(found: list[Column], thrown: dict[str, str]) -> list[str]:
    """Columns whose key stays where a row is deleted, or emptied."""
    return sorted(
        name_of(column.model, column.name)
        for column in found
        if f"substr(OLD.{column.name}, 2, 16)" not in thrown.get(column.table, "")
    )


def throwers() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(THROWS)
        told: dict[str, str] = {}
        for table, said in cursor.fetchall():
            told[table] = told.get(table, "") + said
    return told


@pytest.mark.django_db
def test_the_key_of_every_sealed_thing_goes_with_its_row():
    left = without_thrower(resealing.columns(), throwers())
    assert not left, (
        f"{left}: in a migration of the package, say ThrowsKeysAway (or ThrowsLooseKeysAway where no "
        "organisation holds the row), so that no key outlives what it seals."
    )


@pytest.mark.django_db
def test_a_table_whose_keys_would_stay_is_found():
    """The twin."""
    told = {table: said for table, said in throwers().items() if table != "solidarity_batch"}
    assert without_thrower(resealing.columns(), told) == ["solidarity.Batch.sealed"]
