"""What the pages of one sheet say together, and which of it a person must look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tandem.doors.models import PaperForm, ScannedPage, Sheet
from tandem.doors.paper.meaning import Meaning, Tick, Writing, answers_from, contradicted
from tandem.doors.scans.choices import PageState, Why
from tandem.services.conditions import Raw


@dataclass(frozen=True)
class Gathered:
    """The sheet as a machine sees it."""

    form: PaperForm
    pages: Mapping[int, ScannedPage]
    ticked: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    why: Mapping[str, str] = field(default_factory=dict)
    """Of each unsure box, the engine's reason."""

    @property
    def missing(self) -> set[int]:
        return set(range(1, self.form.pages + 1)) - self.pages.keys()

    @cached_property
    def answers(self) -> Raw:
        """What its ticks say; of what is written by hand, nothing."""
        missing = self.form.names_on(self.missing) if self.missing else set()
        return answers_from(self.form.meaning, self.ticked, {}, missing=missing)

    @cached_property
    def doubts(self) -> set[str]:
        """HTML names of which a person must say what stands there."""
        return doubts(self.form.meaning, self.ticked, self.unsure, self.written)

    def questions_to_look_at(self, looked_at: Iterable[str]) -> list[str]:
        """Of which no colleague has said yet what stands there; in the order of the form."""
        meaning, doubts = self.form.meaning, self.doubts
        found: list[Tick | Writing] = [*meaning.ticks.values(), *meaning.writings.values()]
        doubted = {one.question for one in found if one.name in doubts} - set(looked_at)
        return [name for name in meaning.questions() if name in doubted]

    def whys(self, question: str) -> list[Why]:
        """Why a person must look at this question, each reason once."""
        meaning = self.form.meaning
        found = {code for key, code in self.why.items() if meaning.ticks[key].question == question}
        if any(meaning.writings[key].question == question for key in self.written):
            found.add(Why.WRITTEN)
        against = contradicted(meaning, self.ticked)
        if any(t.name in against for t in meaning.ticks.values() if t.question == question):
            found.add(Why.CONTRADICTION)
        return [why for why in Why if why in found]


def doubts(
    meaning: Meaning, ticked: Iterable[str], unsure: Iterable[str], written: Iterable[str]
) -> set[str]:
    """Where a tick is unsure, where ticks contradict each other, and where a hand has written."""
    said = {meaning.ticks[key].name for key in unsure}
    said |= {meaning.writings[key].name for key in written}
    return said | contradicted(meaning, ticked)


def gathered(sheet: Sheet) -> Gathered:
    rows = ScannedPage.objects.filter(sheet=sheet, state=PageState.SHEET).defer("sealed_picture")
    pages = {row.page: row for row in rows if row.page is not None}
    readings: list[dict[str, Any]] = [row.reading for row in pages.values()]

    def keys(what: str) -> frozenset[str]:
        return frozenset(key for reading in readings for key in reading[what])

    return Gathered(
        PaperForm.objects.get(key=sheet.form),
        pages,
        ticked=keys("ticked"),
        unsure=keys("unsure"),
        written=keys("written"),
        why={key: code for reading in readings for key, code in reading["why"].items()},
    )
