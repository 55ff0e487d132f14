"""So many people of one commune, sealed in four ways, and an operator signed in to find some."""

import json
from dataclasses import asdict

from django.db import connection

from bench.web.ground import signed_in, tidy
from tandem.people import identity, keys
from tandem.people.choices import Channel
from tandem.people.identity import Identity
from tandem.people.models import Identity as SealedIdentity
from tandem.people.models import Person, PersonKey, Trace
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.choices import Role
from tandem.territory.models import Organisation
from tandem.toolbox.sealing import seal
from tests.factories import (
    AccountFactory,
    MembershipFactory,
    OrganisationFactory,
    PlatformFactory,
)

NAME = "Vandenbergh"
OF_THIS_NAME = 12
TABLES = """
CREATE TABLE bench_clear (person_id bigint PRIMARY KEY, said text);
CREATE TABLE bench_one_key (person_id bigint PRIMARY KEY, said bytea);
GRANT SELECT ON bench_clear, bench_one_key TO tandem_web;
"""
AT_A_TIME = 1_000


def main(rows: str) -> None:
    """The cookies of the operator, as JSON."""
    city = OrganisationFactory(platform=PlatformFactory())
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
    for first in range(0, int(rows), AT_A_TIME):
        fill(city, range(first, min(first + AT_A_TIME, int(rows))), int(rows))
    operator = AccountFactory()
    MembershipFactory(account=operator, organisation=city, role=Role.OPERATOR)
    tidy()
    print(json.dumps({"city": signed_in(operator)}))


def fill(city: Organisation, numbers: range, rows: int) -> None:
    held = {"territory_id": city.area_id, "organisation_id": city.pk}
    with transaction_within(scopes.of_organisation(city)):
        under = keys.under_latest(city.area_id, city.pk)
        persons = [
            Person(language="fr", channel=Channel.CALL, postal_code="1030", **held) for _ in numbers
        ]
        Person.objects.bulk_create(persons)
        whose = [
            (person, who(number, rows)) for person, number in zip(persons, numbers, strict=True)
        ]
        made = [(person, one, *keys.new_for(person, under)) for person, one in whose]
        PersonKey.objects.bulk_create(row for _person, _who, row, _key in made)
        SealedIdentity.objects.bulk_create(
            SealedIdentity(person=person, sealed=identity.sealed(one, person, key), **held)
            for person, one, _row, key in made
        )
        Trace.objects.bulk_create(
            Trace(person=person, kind=kind, digest=digest, **held)
            for person, one in whose
            for kind, digest in identity.traces(one)
        )
        otherwise(whose)


def who(number: int, rows: int) -> Identity:
    """Some of one name, all over the table."""
    of_this_name = number % max(rows // OF_THIS_NAME, 1) == 0
    return Identity(
        first_name=f"Prénom{number}",
        last_name=NAME if of_this_name else f"Nom{number}",
        born_on="1950-01-01" if number % 2 else "",
        phone=f"0450 {number:06d}",
        street=f"rue inventée {number}",
        postal_code="1030",
        safe_contact="le matin seulement",
    )


def otherwise(whose: list[tuple[Person, Identity]]) -> None:
    """The same in clear, and sealed with one key as before anybody had her own."""
    told = [(person, json.dumps(asdict(one))) for person, one in whose]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO bench_clear VALUES (%s, %s)", [(person.pk, said) for person, said in told]
        )
        cursor.executemany(
            "INSERT INTO bench_one_key VALUES (%s, %s)",
            [(person.pk, seal(said, f"identity:{person.key}")) for person, said in told],
        )
