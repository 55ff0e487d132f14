"""A commune puts its kinds of help into its own words, adds to them, hides and orders them."""

from collections.abc import Mapping

from django.db import transaction

from tandem.journal.write import record
from tandem.solidarity.choices import Skill
from tandem.solidarity.engine import Held
from tandem.solidarity.kinds import BUILT_IN
from tandem.solidarity.models import HelpKind
from tandem.territory.models import Area, Organisation

OWN = "own-"
MOST = 40
"""Kinds in a commune's list; a longer one nobody reads to its end."""


def rows_of(commune: Area) -> list[HelpKind]:
    """The whole list as it stands; the built-in kinds are in it from the first change."""
    rows = list(HelpKind.objects.filter(commune=commune))
    known = {row.code for row in rows}
    missing = [kind for kind in BUILT_IN if kind.code not in known]
    return rows + [
        HelpKind(commune=commune, code=kind.code, skill=kind.skill, position=len(rows) + place)
        for place, kind in enumerate(missing)
    ]


def is_built_in(row: HelpKind) -> bool:
    return row.code in {kind.code for kind in BUILT_IN}


@transaction.atomic
def word_kind(
    organisation: Organisation, code: str, names: Mapping[str, str], hidden: bool, vital: bool
) -> None:
    row = _settled(organisation)[code]
    row.names = {language: said for language, said in names.items() if said}
    row.hidden, row.vital = hidden, vital
    row.save(update_fields=["names", "hidden", "vital"])
    _noted(organisation, code)


@transaction.atomic
def add_kind(
    organisation: Organisation, skill: Skill, names: Mapping[str, str], hidden: bool, vital: bool
) -> HelpKind:
    """A kind of the commune's own; volunteers who do `skill` are proposed for it."""
    rows = _settled(organisation)
    numbers = [int(code.removeprefix(OWN)) for code in rows if code.startswith(OWN)]
    row = HelpKind.objects.create(
        commune=organisation.area,
        code=f"{OWN}{max(numbers, default=0) + 1}",
        skill=skill,
        names={language: said for language, said in names.items() if said},
        hidden=hidden,
        vital=vital,
        position=len(rows),
    )
    _noted(organisation, row.code)
    return row


@transaction.atomic
def move_kind(organisation: Organisation, code: str, up: bool) -> None:
    """One place up or down."""
    rows = list(_settled(organisation).values())
    place = next((at for at, row in enumerate(rows) if row.code == code), None)
    other = (place - 1 if up else place + 1) if place is not None else -1
    if place is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows):
        row.position = position
    HelpKind.objects.bulk_update(rows, ["position"])
    _noted(organisation, code)


def _settled(organisation: Organisation) -> dict[str, HelpKind]:
    """Every row of the list in the database, in its order."""
    # Two colleagues may open a fresh list at once: the second finds the rows of the first.
    HelpKind.objects.bulk_create(
        [row for row in rows_of(organisation.area) if row._state.adding], ignore_conflicts=True
    )
    rows = HelpKind.objects.select_for_update(of=("self",)).filter(commune=organisation.area)
    return {row.code: row for row in rows}


def _noted(organisation: Organisation, code: str) -> None:
    held = Held(organisation.area_id, organisation.pk)
    record("solidarity.kinds_changed", held, facts={"kind": code})
