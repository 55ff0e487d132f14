"""From a reference, a telephone number or an account to the tenant that holds its row."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import BooleanField, Func, Value

from tandem.journal.write import Kept
from tandem.tenancy.scope import Scope
from tandem.territory import scopes
from tandem.territory.models import Signpost
from tandem.toolbox.sealing import digest

FIND = "SELECT target, territory_id, organisation_id FROM public.territory_signposts(%s, %s)"


@dataclass(frozen=True, slots=True)
class Place:
    target: str
    territory: int
    organisation: int

    @property
    def scope(self) -> Scope:
        return scopes.of_keys(self.territory, self.organisation)


def put(
    kind: str, text: str, leads_to: Kept, target: object, *, until: datetime | None = None
) -> None:
    """`text` (a reference, a number, a token) leads to `target` of the tenant of `leads_to`."""
    Signpost.objects.bulk_create(
        [
            Signpost(
                kind=kind,
                digest=digest_of(kind, text),
                target=str(target),
                territory_id=leads_to.territory_id,
                organisation_id=leads_to.organisation_id,
                until=until,
            )
        ]
    )


def digest_of(kind: str, text: str) -> bytes:
    return digest(f"signpost:{kind}", text)


def stands(kind: str, digested: bytes) -> Func:
    """A condition: what has this digest still leads somewhere."""
    return Func(
        Value(kind),
        Value(digested),
        template="EXISTS (SELECT 1 FROM public.territory_signposts(%(expressions)s))",
        output_field=BooleanField(),
    )


def find(kind: str, text: str) -> tuple[Place, ...]:
    """Every place `text` leads to; several where people share a telephone."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, [kind, digest_of(kind, text)])
        return tuple(Place(*row) for row in cursor.fetchall())


def find_one(kind: str, text: str) -> Place | None:
    found = find(kind, text)
    return found[0] if len(found) == 1 else None
