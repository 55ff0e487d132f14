"""Keys are made for whoever has none yet, and wrapped anew; both go on where they were interrupted.

Each batch is a transaction of its own: what is done is done, what is left is found again.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.db.models import Exists, OuterRef

from tandem.people import identity, keys
from tandem.people.models import Identity as SealedIdentity
from tandem.people.models import PersonKey, TerritoryKey, ThingKey
from tandem.people.retention import FIRST_BYTE
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation
from tandem.toolbox.sealing import VERSION, is_wrapped_anew

AT_ONCE = 500
ONCE_WITHIN = timedelta(days=1)


def give_keys(organisation: Organisation, *, at_once: int = AT_ONCE) -> int:
    """Everybody has a key of her own, who was sealed with that of the installation until now."""
    done = 0
    while True:
        with transaction_within(scopes.of_organisation(organisation)):
            given = _give_some(organisation, at_once)
        done += given
        if given < at_once:
            return done


def _give_some(organisation: Organisation, most: int) -> int:
    has_one = PersonKey.objects.filter(person=OuterRef("person"))
    waiting = (
        SealedIdentity.objects.alias(version=FIRST_BYTE)
        .filter(~Exists(has_one), version=VERSION[0], organisation=organisation)
        .select_related("person")
        # Whoever changes it just now gives it a key.
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("pk")[:most]
    )
    rows = list(waiting)
    if not rows:
        return 0
    under = keys.under_latest(organisation.area_id, organisation.pk)
    made = []
    for row in rows:
        mine = keys.new_for(row.person, under)
        row.sealed = identity.sealed(
            keys.of_before(bytes(row.sealed), row.person), row.person, mine.key
        )
        made.append(mine.row)
    PersonKey.objects.bulk_create(made)
    SealedIdentity.objects.bulk_update(rows, ["sealed"])
    return len(rows)


def rotate(organisation: Organisation, now: datetime, *, at_once: int = AT_ONCE) -> int:
    """Its persons' keys are under a new key of the territory, and the one before is destroyed.

    Where it was interrupted it goes on: no second new key is made within a day. By the owner alone,
    since no other role reads what is wrapped.
    """
    with transaction_within(scopes.of_organisation(organisation)):
        latest = _latest(organisation)
        if latest is not None and latest.made_at < now - ONCE_WITHIN:
            keys.new_territory_key(organisation.area_id, organisation.pk, latest.version + 1)
    done = 0
    for some in (_rewrap_some, _rewrap_things):
        moved = at_once
        while moved >= at_once:
            with transaction_within(scopes.of_organisation(organisation)):
                moved = some(organisation, at_once)
            done += moved
    with suppress(IntegrityError), transaction_within(scopes.of_organisation(organisation)):
        # Somebody registered at this very moment may be under it still: then another time.
        _drop_older(organisation)
    return done


def wrap_anew(organisation: Organisation) -> int:
    """Its territory's keys are under today's key of the installation, and need no former one."""
    done = 0
    with transaction_within(scopes.of_organisation(organisation)):
        for row in TerritoryKey.objects.select_for_update(of=("self",)).order_by("pk"):
            if not is_wrapped_anew(row.wrapped, keys.place_of_territory(row)):
                row.wrapped = keys.wrapped_anew(row)
                row.save(update_fields=["wrapped"])
                done += 1
    return done


def _latest(organisation: Organisation) -> TerritoryKey | None:
    mine = TerritoryKey.objects.filter(organisation=organisation).order_by("-version")
    found: TerritoryKey | None = mine.first()
    return found


def _rewrap_some(organisation: Organisation, most: int) -> int:
    latest = _latest(organisation)
    if latest is None:
        return 0
    new = keys.opened_territory(latest)
    waiting = PersonKey.objects.filter(organisation=organisation).exclude(under=latest)
    rows = list(
        waiting.select_related("person", "under")
        .select_for_update(of=("self",))
        .order_by("pk")[:most]
    )
    olds: dict[int, keys.Under] = {}
    for row in rows:
        if row.under_id not in olds:
            olds[row.under_id] = keys.opened_territory(row.under)
        opened = olds[row.under_id].opens(row.person, map(bytes, [row.wrapped, *row.former]))
        row.wrapped, *row.former = [new.wraps(row.person, key) for key in opened]
        words = olds[row.under_id].opens_words(row.person, row.of_words)
        row.of_words = new.wraps_words(row.person, words)
        row.under = latest
    PersonKey.objects.bulk_update(rows, ["wrapped", "former", "of_words", "under"])
    return len(rows)


def _rewrap_things(organisation: Organisation, most: int) -> int:
    latest = _latest(organisation)
    if latest is None:
        return 0
    new = keys.opened_territory(latest)
    waiting = ThingKey.objects.filter(organisation=organisation).exclude(under=latest)
    rows = list(
        waiting.select_related("under").select_for_update(of=("self",)).order_by("pk")[:most]
    )
    olds: dict[int, keys.Under] = {}
    for row in rows:
        if row.under_id not in olds:
            olds[row.under_id] = keys.opened_territory(row.under)
        opened = olds[row.under_id].opens_thing(row.number, row.wrapped)
        row.wrapped, row.under = new.wraps_thing(row.number, opened), latest
    ThingKey.objects.bulk_update(rows, ["wrapped", "under"])
    return len(rows)


def _drop_older(organisation: Organisation) -> None:
    latest = _latest(organisation)
    of_persons = PersonKey.objects.filter(under=OuterRef("pk"))
    of_things = ThingKey.objects.filter(under=OuterRef("pk"))
    older = TerritoryKey.objects.filter(
        ~Exists(of_persons), ~Exists(of_things), organisation=organisation
    )
    if latest is not None:
        older.exclude(pk=latest.pk).delete()
