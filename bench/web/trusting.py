"""The operator's search, answered with who people are kept in four ways, one after the other."""

import json
import time
from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client

from bench.web.trusted import NAME
from tandem.journal.choices import Purpose
from tandem.journal.write import looked
from tandem.people import queries, reveal
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.toolbox.sealing import unseal

Reveal = Callable[..., dict[int, Identity]]
WARM = 20


def in_clear(persons: Iterable[Person], *_purpose: Any, **_what: Any) -> dict[int, Identity]:
    rows = _rows("bench_clear", persons)
    return {pk: Identity(**json.loads(said)) for pk, said in rows}


def one_key(persons: Iterable[Person], *_purpose: Any, **_what: Any) -> dict[int, Identity]:
    known = {person.pk: person for person in persons}
    rows = _rows("bench_one_key", known.values())
    return {
        pk: Identity(**json.loads(unseal(said, f"identity:{known[pk].key}"))) for pk, said in rows
    }


def one_key_and_look(
    persons: Iterable[Person], purpose: Purpose, *, what: str = ""
) -> dict[int, Identity]:
    persons = list(persons)
    looked(persons, purpose, what=what)
    return one_key(persons)


def _rows(table: str, persons: Iterable[Person]) -> list[tuple[int, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT person_id, said FROM {table} WHERE person_id = ANY (%s)",
            [[person.pk for person in persons]],
        )
        found: list[tuple[int, Any]] = cursor.fetchall()
    return found


WAYS: dict[str, Reveal] = {
    "in clear, no look": in_clear,
    "one key for all, no look": one_key,
    "one key for all, a look": one_key_and_look,
    "a key each, a look the database checks": reveal.reveal,
}


def main(rounds: str, seconds: str, cookies: str) -> None:
    """Milliseconds of an answer in each round, by way, as JSON."""
    client = Client(headers={"accept-language": "fr"})
    for name, value in json.loads(cookies).items():
        client.cookies[name] = value
    took: dict[str, list[float]] = {name: [] for name in WAYS}
    for name in WAYS:
        _ask(client, WAYS[name], WARM)
    for _round in range(int(rounds)):
        for name, way in WAYS.items():
            until, each = time.perf_counter() + float(seconds), []
            while time.perf_counter() < until:
                each += _ask(client, way, 1)
            took[name].append(1000 * median(each))
    print(json.dumps(took))


def _ask(client: Client, way: Reveal, times: int) -> list[float]:
    queries.reveal = way  # type: ignore[assignment]
    took = []
    for _ in range(times):
        began = time.perf_counter()
        answer = client.post("/desk/search/", {"name": NAME})
        took.append(time.perf_counter() - began)
        if answer.status_code != 200 or NAME not in answer.text:
            raise RuntimeError(f"The search answered {answer.status_code} without {NAME}.")
    return took
