"""What can be broken, as a commune words it, over the built-in list."""

from dataclasses import dataclass

from tandem.services.own_lists import OwnList, in_own_words, laid_over
from tandem.streets.choices import DANGER, Trouble
from tandem.streets.models import Category
from tandem.territory.models import Area
from tandem.territory.queries import organisation_for
from tandem.toolbox.texts import Text

WORKING_DAYS: dict[Trouble, int] = {
    Trouble.GAS: 1,
    Trouble.WIRE: 1,
    Trouble.HOLE: 1,
    Trouble.SIGN: 5,
    Trouble.WATER: 5,
    Trouble.ANIMAL: 5,
    Trouble.DUMPING: 5,
    Trouble.BIN: 5,
    Trouble.LAMP: 10,
    Trouble.PAVEMENT: 20,
    Trouble.POTHOLE: 20,
    Trouble.GRAFFITI: 20,
    Trouble.TREE: 20,
    Trouble.PLAYGROUND: 20,
    Trouble.BIKES: 20,
    Trouble.OTHER: 20,
}
"""Aims to begin with, of no law; each commune sets its own."""
EFFORT: dict[Trouble, int] = {Trouble.BIN: 1, Trouble.ANIMAL: 1, Trouble.DUMPING: 1}
USUAL_EFFORT = 2


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    trouble: Trouble
    label: Text
    words: dict[str, list[str]]
    working_days: int

    @property
    def danger(self) -> bool:
        return self.trouble in DANGER

    @property
    def effort(self) -> int:
        return EFFORT.get(self.trouble, USUAL_EFFORT)


BUILT_IN = tuple(
    Kind(trouble.value, trouble, trouble.label, {}, WORKING_DAYS[trouble]) for trouble in Trouble
)
CATEGORIES = OwnList(Category, "trouble", Trouble, "streets.categories_changed")


def kinds_of(commune: Area | None) -> tuple[Kind, ...]:
    """What may be chosen there; danger cannot be hidden."""
    rows = list(Category.objects.filter(commune=commune)) if commune is not None else []
    return _list([row for row in rows if not row.hidden or Trouble(row.trouble) in DANGER], rows)


def find_kind(commune: Area, code: str) -> Kind:
    """Also one that the commune has hidden since; one it took away is something else."""
    found = known_kinds(commune)
    return found.get(code, found[Trouble.OTHER])


def known_kinds(commune: Area) -> dict[str, Kind]:
    """By code, also those that the commune hides: what was reported once is still called so."""
    rows = list(Category.objects.filter(commune=commune))
    return {kind.code: kind for kind in (*BUILT_IN, *_list(rows, rows))}


def is_own_danger(postal_code: str, code: str) -> bool:
    """Whether this is a danger in the commune's own words; asked of nothing but its own entries."""
    found = organisation_for(postal_code) if postal_code and code not in Trouble.values else None
    return found is not None and code != "" and find_kind(found[0], code).danger


def labels(commune: Area) -> dict[str, Text]:
    """Every category by its code, in one query; also those that are hidden."""
    return {code: kind.label for code, kind in known_kinds(commune).items()}


def _list(shown: list[Category], rows: list[Category]) -> tuple[Kind, ...]:
    return laid_over(
        BUILT_IN,
        [_kind(row) for row in shown],
        reworded={row.code for row in rows},
        last=lambda kind: kind.code == Trouble.OTHER,
    )


def _kind(row: Category) -> Kind:
    trouble = Trouble(row.trouble)
    days = row.working_days or WORKING_DAYS[trouble]
    own = not CATEGORIES.is_built_in(row)
    label = in_own_words(row.names, CATEGORIES.label(row), own=own)
    return Kind(row.code, trouble, label, row.words, days)
