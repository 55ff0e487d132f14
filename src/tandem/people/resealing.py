"""What was sealed with the key of the installation, before each person and each thing had one, is
sealed anew: in batches, each a transaction of its own; interrupted, it goes on with what is left.

Each floor registers its columns in its own retention.py. Words that nobody may rewrite are sealed
anew by the owner alone: the guard of the table is off for the batch, within its transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import BinaryField, F, Func, Q, Value

from tandem.people import loose, things
from tandem.people.models import Flag, Opening, Person
from tandem.people.words import seal_for
from tandem.tenancy.scope import Scope, transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation
from tandem.toolbox.sealing import VERSION, unseal_bytes

AT_ONCE = 200
EVERY = Q()


@dataclass(frozen=True, slots=True)
class Column:
    """What a floor keeps sealed in one column, and how it is sealed anew."""

    model: type[models.Model]
    name: str
    place: Callable[[Any], str]
    again: Callable[[Any, bytes], bytes]
    with_it: tuple[str, ...] = ()
    """What is read along, to know whose it is."""
    only: Q = EVERY
    held: bool = True
    """Whether each row belongs to an organisation."""

    @property
    def table(self) -> str:
        return self.model._meta.db_table


_columns: list[Column] = []


def register(*columns: Column) -> None:
    _columns.extend(columns)


def hers(
    model: type[models.Model],
    name: str,
    whose: Callable[[Any], int | None],
    place: Callable[[Any], str] = lambda row: row.place,
    *,
    with_it: tuple[str, ...] = (),
    only: Q = EVERY,
) -> Column:
    """Words of a person, or of a thing that is hers."""

    def again(row: Any, content: bytes) -> bytes:
        return seal_for(whose(row), row, content, place(row))

    return Column(model, name, place, again, with_it, only)


def of_thing(
    model: type[models.Model],
    name: str,
    place: Callable[[Any], str] = lambda row: row.place,
    *,
    with_it: tuple[str, ...] = (),
) -> Column:
    """Of no one person: with a key of its own, whoever it tells of."""

    def again(row: Any, content: bytes) -> bytes:
        return things.seal(row, content, place(row))

    return Column(model, name, place, again, with_it)


def loosely(
    model: type[models.Model], name: str, place: Callable[[Any], str] = lambda row: row.place
) -> Column:
    """What no organisation holds yet."""

    def again(row: Any, content: bytes) -> bytes:
        return loose.seal(content, place(row))

    return Column(model, name, place, again, held=False)


def columns(*, held: bool | None = None) -> list[Column]:
    return [one for one in _columns if held is None or one.held == held]


def seal_anew(organisation: Organisation, *, at_once: int = AT_ONCE) -> dict[str, int]:
    """How many were sealed anew, by table. By the owner alone."""
    mine = Q(organisation=organisation)
    return _all_of(columns(held=True), mine, scopes.of_organisation(organisation), at_once)


def seal_loose_anew(*, at_once: int = AT_ONCE) -> dict[str, int]:
    """The same for what no organisation holds yet."""
    return _all_of(columns(held=False), EVERY, Scope(), at_once)


def _all_of(some: list[Column], mine: Q, scope: Scope, at_once: int) -> dict[str, int]:
    done: dict[str, int] = {}
    for column in some:
        found = at_once
        while found >= at_once:
            with transaction_within(scope):
                found = _some(column, mine, at_once)
            done[column.table] = done.get(column.table, 0) + found
    return {table: count for table, count in done.items() if count}


def _some(column: Column, mine: Q, most: int) -> int:
    first = Func(F(column.name), Value(1), Value(1), function="substr", output_field=BinaryField())
    rows: Any = column.model._default_manager
    waiting = rows.filter(column.only, mine).alias(first_byte=first)
    found = list(
        waiting.filter(first_byte=VERSION)
        .select_related(*column.with_it or (None,))
        # Whoever writes it just now seals it with the right key.
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("pk")[:most]
    )
    if found:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE public.{column.table} DISABLE TRIGGER USER")
            for row in found:
                content = unseal_bytes(getattr(row, column.name), column.place(row))
                sealed = column.again(row, content)
                rows.filter(pk=row.pk).update(**{column.name: sealed})
            cursor.execute(f"ALTER TABLE public.{column.table} ENABLE TRIGGER USER")
    return len(found)


def rewrite_files(tables: list[str]) -> None:
    """What stood in these before is in their files no more; nobody reads one of them meanwhile."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"VACUUM (FULL, ANALYZE) public.{table}")


def _of_whom(flag: Flag, told: bytes) -> bytes:
    person = Person.objects.filter(key=flag.person_key).first() if flag.person_key else None
    return things.seal(flag, told, flag.place, hers=person.pk if person else None)


register(
    Column(Flag, "sealed", lambda row: row.place, _of_whom),
    hers(Opening, "sealed", lambda row: row.person_id),
)
