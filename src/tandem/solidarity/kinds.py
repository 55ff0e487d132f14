"""The kinds of help as a commune words them, over the built-in ones."""

from collections.abc import Iterable
from dataclasses import dataclass

from tandem.services.own_lists import OwnList, in_own_words, laid_over
from tandem.solidarity.choices import VITAL, Skill
from tandem.solidarity.models import HelpKind
from tandem.territory.models import Area
from tandem.toolbox.texts import Text


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    skill: Skill
    label: Text
    vital: bool
    """Whether a need of this kind may come before all others."""


BUILT_IN = tuple(Kind(skill.value, skill, skill.label, skill in VITAL) for skill in Skill)
KINDS = OwnList(HelpKind, "skill", Skill, "solidarity.kinds_changed")


def kinds_of(commune: Area | None) -> tuple[Kind, ...]:
    """The commune's list: its own words where it has them, the built-in kinds elsewhere."""
    rows = list(HelpKind.objects.filter(commune=commune)) if commune is not None else []
    return _list(rows, with_hidden=False)


def kinds_of_all(communes: Iterable[int]) -> dict[int, tuple[Kind, ...]]:
    """The lists of several communes in one query, hidden kinds too: needs outlive a list."""
    keys = set(communes)
    rows: dict[int, list[HelpKind]] = {key: [] for key in keys}
    for row in HelpKind.objects.filter(commune__in=keys):
        rows[row.commune_id].append(row)
    return {key: _list(found, with_hidden=True) for key, found in rows.items()}


def is_last_resort(row: HelpKind) -> bool:
    """In their own words people ask for whatever stands in no list: nobody hides that."""
    return row.code == Skill.OWN_WORDS.value


def is_vital(row: HelpKind) -> bool:
    return row.vital if row.vital is not None else Skill(row.skill) in VITAL


def _list(rows: list[HelpKind], *, with_hidden: bool) -> tuple[Kind, ...]:
    named = [
        Kind(row.code, Skill(row.skill), _label(row), is_vital(row))
        for row in rows
        if with_hidden or not row.hidden or is_last_resort(row)
    ]
    return laid_over(
        BUILT_IN,
        named,
        reworded={row.code for row in rows},
        last=lambda kind: kind.skill == Skill.OWN_WORDS,
    )


def _label(row: HelpKind) -> Text:
    return in_own_words(row.names, Skill(row.skill).label, own=not KINDS.is_built_in(row))


def find_kind(commune: Area, code: str) -> Kind:
    """Also a kind that the commune has hidden since."""
    found = {kind.code: kind for kind in (*BUILT_IN, *kinds_of_all([commune.pk])[commune.pk])}
    return found[code]
