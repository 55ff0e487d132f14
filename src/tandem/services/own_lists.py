"""A commune's own list over a built-in one: its words, its order, what it adds and hides."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from django.conf import settings
from django.db import models
from django.utils.functional import lazy
from django.utils.html import escape, format_html
from django.utils.translation import get_language

from tandem.territory.models import Area
from tandem.toolbox.texts import Text

MOST = 40
"""Entries in a list; a longer one nobody reads to its end."""


class Worded(models.Model):
    """One entry of a commune's list; a field of the room's says which built-in one it stands for."""

    commune = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=30)
    names = models.JSONField(default=dict)
    """By language; the built-in name where there is none."""
    hidden = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.code


Row = TypeVar("Row", bound=Worded)


@dataclass(frozen=True, slots=True)
class OwnList(Generic[Row]):
    """What the entries of one room's lists have in common."""

    rows: type[Row]
    meaning: str
    """The field that names the built-in entry for which a row stands."""
    built_in: type[models.TextChoices]
    word: str
    """Of the journal: the list was changed."""

    def of(self, commune: Area) -> list[Row]:
        """The whole list as it stands; the built-in entries are in it from the first change."""
        rows = list(self.rows._default_manager.filter(commune=commune))
        known = {row.code for row in rows}
        missing = [value for value in self.built_in.values if value not in known]
        for value in missing:
            made: dict[str, Any] = {self.meaning: value, "position": len(rows)}
            rows.append(self.rows(commune=commune, code=value, **made))
        return rows

    def find(self, commune: Area, code: str) -> Row | None:
        return next((row for row in self.of(commune) if row.code == code), None)

    def is_built_in(self, row: Row) -> bool:
        return row.code in self.built_in.values

    def label(self, row: Row) -> Text:
        """Of the built-in entry for which it stands."""
        label: Text = self.built_in(getattr(row, self.meaning)).label
        return label


class Coded(Protocol):
    @property
    def code(self) -> str: ...


Kind = TypeVar("Kind", bound=Coded)


def laid_over(
    built_in: Iterable[Kind],
    own: Iterable[Kind],
    *,
    reworded: Collection[str],
    last: Callable[[Kind], bool],
) -> tuple[Kind, ...]:
    """The commune's entries in their order, then the built-in ones that it left alone."""
    kept = [kind for kind in built_in if kind.code not in reworded]
    # What is none of the others closes the list, so that nobody stops at it before reading them.
    return tuple(sorted([*own, *kept], key=last))


class Said(str):
    """A name in the language in which the commune gave it; on a page it says in which."""

    __slots__ = ("language",)
    language: str

    def __html__(self) -> str:
        plain = escape(str(self))
        language = getattr(self, "language", "")
        return format_html('<span lang="{}">{}</span>', language, plain) if language else plain


def _in_force(names: dict[str, str], otherwise: Text, own: bool) -> Said:
    wanted = (get_language() or "")[:2]
    if name := names.get(wanted):
        return Said(name)
    given = [code for code, _name in settings.LANGUAGES if names.get(code)]
    if not own or not given:
        return Said(otherwise)
    # What the commune added is nothing of ours: our word for it would be another thing.
    said = Said(names[given[0]])
    said.language = given[0]
    return said


_in_own_words: Callable[[dict[str, str], Text, bool], Text] = lazy(_in_force, Said)


def in_own_words(names: dict[str, str], otherwise: Text, *, own: bool) -> Text:
    """The commune's wording in the language in force. Where it is missing, the built-in one; of
    an entry that is the commune's `own`, its name in another language.
    """
    return _in_own_words(names, otherwise, own)
