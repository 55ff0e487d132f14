"""From a question to its parts on paper: boxes, figures, combs, lines; and what each box means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms

from tandem.doors.paper.meaning import Meaning, Tick, Writing
from tandem.journal.choices import Door
from tandem.services.composites import Composite
from tandem.services.paper import Comb, Figures, Lines, Paper
from tandem.services.parts import Part
from tandem.services.picture import ENCLOSED, FILE, Picture
from tandem.services.questions import DAYS, PARTS_OF_DAY, HalfDays, OneOf, Question, SomeOf
from tandem.toolbox.texts import Text

Printed = dict[str, Any]
"""A part as the template reads it: plain words, lists and keys."""

COLUMNS = {False: ((22, 3), (38, 2)), True: ((17, 2),)}
"""Into how many columns answers go, by the longest of them; in normal and in large print."""
MANY, MANY_SIGNS = 12, 60
"""So many answers fill a page by themselves: they go into two columns, the long ones on two lines."""


@dataclass(slots=True)
class Parts:
    """Gathers the parts of one form, and with them the meaning of every box and place."""

    large: bool
    ticks: dict[str, Tick] = field(default_factory=dict)
    writings: dict[str, Writing] = field(default_factory=dict)
    only_one: set[str] = field(default_factory=set)

    def meaning(self) -> Meaning:
        return Meaning(self.ticks, self.writings, frozenset(self.only_one))

    def of(self, name: str, question: Question) -> list[Printed]:
        """The parts of a question, in the order in which one answers them."""
        if isinstance(question, Picture):
            return [self._enclosed(name, question)]
        if isinstance(question, Composite):
            return [
                self._of_field(name, html, part)
                for html, part in zip(question.names(name), question.parts.values(), strict=True)
            ]
        if isinstance(question, HalfDays):
            return [self._week(name)]
        if isinstance(question, OneOf | SomeOf):
            return [self._choice(name, name, question.choices, one=isinstance(question, OneOf))]
        return [self._said(name, name, question.paper or Lines(1))]

    def _of_field(self, name: str, html: str, part: forms.Field) -> Printed:
        label = {"label": str(part.label or ""), "help": str(part.help_text or "")}
        if isinstance(part, forms.ChoiceField):
            return self._choice(name, html, part.choices, one=True) | label
        paper = part.paper if isinstance(part, Part) else Lines(1)
        return self._said(name, html, paper) | label

    def _choice(self, name: str, html: str, choices: Any, *, one: bool) -> Printed:
        if one:
            self.only_one.add(html)
        options = [(str(value), str(label)) for value, label in choices if str(value)]
        return {
            "form": "choice",
            "one": one,
            "columns": _columns([label for _value, label in options], large=self.large),
            "options": [[self._tick(name, html, value), label] for value, label in options],
        }

    def _enclosed(self, name: str, question: Picture) -> Printed:
        """A box to tick: the photo itself comes in the same envelope, and a colleague sees to it."""
        tick = self._tick(name, f"{name}_{FILE}", ENCLOSED)
        said = str(question.brought_later[Door.PAPER])
        return {"form": "choice", "one": False, "columns": 1, "options": [[tick, said]]}

    def _week(self, name: str) -> Printed:
        return {
            "form": "week",
            "heads": [str(part) for part in PARTS_OF_DAY],
            "rows": [
                [
                    str(day),
                    [
                        self._tick(name, name, str(number * len(PARTS_OF_DAY) + part))
                        for part in range(len(PARTS_OF_DAY))
                    ],
                ]
                for number, day in enumerate(DAYS)
            ],
        }

    def _said(self, name: str, html: str, paper: Paper) -> Printed:
        self.writings[html] = Writing(name, html)
        if isinstance(paper, Figures):
            return {"form": "figures", "key": html, **self._figures(name, html, paper)}
        if isinstance(paper, Comb):
            return {"form": "comb", "key": html, "cells": paper.cells, "beside": paper.beside}
        return {"form": "lines", "key": html, "lines": paper.count, "beside": paper.beside}

    def _figures(self, name: str, html: str, paper: Figures) -> Printed:
        return {
            "says": str(paper.says),
            "together": str(paper.together),
            "places": [
                {figure: self._tick(name, html, figure, place) for figure in figures}
                for place, figures in enumerate(paper.places)
            ],
        }

    def _tick(self, question: str, html: str, value: str, place: int | None = None) -> str:
        key = f"{html}={value}" if place is None else f"{html}.{place}={value}"
        self.ticks[key] = Tick(question, html, value, place)
        return key


def _columns(labels: Sequence[Text], *, large: bool) -> int:
    longest = max((len(label) for label in labels), default=0)
    if len(labels) < 4:
        # Few answers are read at one glance, side by side.
        return len(labels) if longest * len(labels) < (36 if large else 66) else 1
    if len(labels) >= MANY and longest <= MANY_SIGNS and not large:
        return max(2, next((many for most, many in COLUMNS[large] if longest <= most), 2))
    return next((many for most, many in COLUMNS[large] if longest <= most), 1)


ROOM = 130
"""Millimetres of answers that surely stand on a page together with their question."""

MOST_PARTS = 6
"""Of one question, which in large print surely stand on a page together."""


def is_long(parts: Iterable[Printed], *, large: bool) -> bool:
    """Whether a question may need more than a page: many answers, very long ones, or many parts."""
    parts = list(parts)
    if large and len(parts) > MOST_PARTS:
        return True
    rows, line, signs = (9.5, 7.0, 48) if large else (7.5, 5.0, 78)
    height = 0.0
    for part in parts:
        if part["form"] == "choice":
            lines = [-(-len(label) * part["columns"] // signs) for _key, label in part["options"]]
            height += sum(rows + line * max(0, many - 1) for many in lines) / part["columns"]
        elif part["form"] == "lines":
            height += part["lines"] * (12 if large else 9.5)
    return height > ROOM


def side_by_side(parts: Iterable[Printed]) -> list[list[Printed]]:
    """Parts in groups: figures, or anything else, as they follow one another."""
    groups: list[list[Printed]] = []
    for part in parts:
        if groups and _is_number(groups[-1][-1]) == _is_number(part):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _is_number(part: Printed) -> bool:
    return bool(part["form"] == "figures")
