"""A key for each thing that no organisation holds yet: a draft, an e-mail on its way in, what is said by
text message. Wrapped under the installation's own key, and thrown away with the thing by the database.

Whoever may read the thing gets its key with it, in the same question; no role lists the keys.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import BinaryField, Func

from tandem.toolbox.sealing import (
    LOOSE,
    VERSION,
    is_wrapped_anew,
    new_key,
    number_of,
    seal_thing,
    unseal_bytes,
    unseal_thing,
    unwrap,
    wrap,
)

AT_ONCE = 500


class LooseKey(models.Model):
    """What opens one thing that no organisation holds yet: a draft, an e-mail on its way in.

    Wrapped under the installation's key alone. The database gives it with the row that it opens, and
    destroys it with what it seals.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    """Stands in what it seals."""
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return f"loose key {self.pk}"


class _KeyOf(Func):
    """The wrapped key of what is sealed in this column; NULL where it is gone."""

    function = "public.people_loose_key"
    output_field = BinaryField()


class LooseManager(models.Manager[Any]):
    """Each row comes with the keys of these columns."""

    def __init__(self, *columns: str) -> None:
        super().__init__()
        self.columns = columns

    def get_queryset(self) -> models.QuerySet[Any]:
        keys = {f"{name}_key": _KeyOf(name) for name in self.columns}
        rows: models.QuerySet[Any] = super().get_queryset().annotate(**keys)
        return rows


@dataclass(frozen=True, slots=True)
class Loose:
    """One key, opened."""

    number: uuid.UUID
    key: bytes

    def seal(self, content: bytes, place: str) -> bytes:
        return seal_thing(self.number, self.key, content, place, kind=LOOSE)


def seal(content: bytes, place: str) -> bytes:
    """With a key made for this alone."""
    return _new().seal(content, place)


def seal_again(row: models.Model, content: bytes, place: str, name: str = "sealed") -> bytes:
    """With the key that the row has already, where it was read with it."""
    return (_of(row, name) or _new()).seal(content, place)


def opened(row: models.Model, place: str, name: str = "sealed") -> bytes | None:
    """None where nothing stands there, or its key is gone, and with it what was said."""
    blob = getattr(row, name)
    if not blob:
        return None
    if bytes(blob[:1]) == VERSION:
        return unseal_bytes(blob, place)
    key = _of(row, name)
    return unseal_thing(key.key, blob, place) if key is not None else None


def text_of(row: models.Model, place: str, name: str = "sealed") -> str:
    return (opened(row, place, name) or b"").decode()


def wrap_anew(*, at_once: int = AT_ONCE) -> int:
    """All are under today's key of the installation, and need no former one. By the owner alone."""
    done, last = 0, uuid.UUID(int=0)
    while rows := list(LooseKey.objects.filter(pk__gt=last).order_by("pk")[:at_once]):
        last = rows[-1].pk
        former = [row for row in rows if not is_wrapped_anew(row.wrapped, _place(row.pk))]
        for row in former:
            row.wrapped = wrap(unwrap(row.wrapped, _place(row.pk)), _place(row.pk))
        LooseKey.objects.bulk_update(former, ["wrapped"])
        done += len(former)
    return done


def _new() -> Loose:
    made = Loose(uuid.uuid4(), new_key())
    # Not by `create`: no role of ours may read back what it wrote.
    wrapped = wrap(made.key, _place(made.number))
    LooseKey.objects.bulk_create([LooseKey(id=made.number, wrapped=wrapped)])
    return made


def _of(row: models.Model, name: str) -> Loose | None:
    number = number_of(getattr(row, name) or b"", kind=LOOSE)
    wrapped = getattr(row, f"{name}_key", None)
    if number is None or wrapped is None:
        return None
    return Loose(number, unwrap(wrapped, _place(number)))


def _place(number: uuid.UUID) -> str:
    return f"{number}|loose"
