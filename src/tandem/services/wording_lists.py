"""A commune puts a built-in list into its own words, adds to it, hides and orders its entries."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tandem.journal.write import Held, record
from tandem.services.own_lists import OwnList, Row
from tandem.territory.models import Organisation
from tandem.toolbox.turns import wait_for

OWN = "own-"


@transaction.atomic
def word(
    own: OwnList[Row], organisation: Organisation, code: str, names: Mapping[str, str], **facts: Any
) -> None:
    """`facts`: what else the room's row says."""
    row = _settled(own, organisation)[code]
    row.names = _said(names)
    for field, fact in facts.items():
        setattr(row, field, fact)
    row.save(update_fields=["names", *facts])
    _noted(own, organisation, code)


@transaction.atomic
def add(
    own: OwnList[Row],
    organisation: Organisation,
    meaning: str,
    names: Mapping[str, str],
    **facts: Any,
) -> Row:
    """An entry of the commune's own, which stands for the built-in `meaning`."""
    rows = _settled(own, organisation)
    numbers = [int(code.removeprefix(OWN)) for code in rows if code.startswith(OWN)]
    row = own.rows._default_manager.create(
        commune=organisation.area,
        code=f"{OWN}{max(numbers, default=0) + 1}",
        names=_said(names),
        position=len(rows),
        **{own.meaning: meaning},
        **facts,
    )
    _noted(own, organisation, row.code)
    return row


@transaction.atomic
def move(own: OwnList[Row], organisation: Organisation, code: str, *, up: bool) -> None:
    """One place up or down."""
    rows = list(_settled(own, organisation).values())
    place = next((at for at, row in enumerate(rows) if row.code == code), None)
    other = (place - 1 if up else place + 1) if place is not None else -1
    if place is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows):
        row.position = position
    own.rows._default_manager.bulk_update(rows, ["position"])
    _noted(own, organisation, code)


def _settled(own: OwnList[Row], organisation: Organisation) -> dict[str, Row]:
    """Every row of the list in the database, in its order."""
    # Two colleagues may change a list at once: the second finds the rows of the first.
    wait_for(own.word, organisation.area_id)
    own.rows._default_manager.bulk_create(
        [row for row in own.of(organisation.area) if row._state.adding], ignore_conflicts=True
    )
    rows = own.rows._default_manager.select_for_update(of=("self",))
    return {row.code: row for row in rows.filter(commune=organisation.area)}


def _said(names: Mapping[str, str]) -> dict[str, str]:
    return {language: said for language, said in names.items() if said}


def _noted(own: OwnList[Row], organisation: Organisation, code: str) -> None:
    record(own.word, Held(organisation.area_id, organisation.pk), facts={"kind": code})
