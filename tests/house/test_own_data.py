"""What is kept of a person can be told to her: every table that speaks of her, every column."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from tandem.people.gathering import ALWAYS_INNER, Piece, apart, pieces
from tandem.people.models import Person

HOUSE = [one for one in apps.get_models() if one.__module__.startswith("tandem.")]


def speaks_of_a_person(model: type[models.Model]) -> bool:
    """It points to one, to something of hers, or holds words that somebody sealed."""
    hers = {Person, *(piece.model for piece in pieces() if piece.model is not Person)}
    columns = model._meta.concrete_fields
    points = any(field.related_model is Person for field in columns)
    # What belongs to a row of hers alone, and would go with it, is hers too.
    belongs = any(
        isinstance(field, models.ForeignKey)
        and field.related_model in hers
        and field.remote_field.on_delete is models.CASCADE
        for field in columns
    )
    return points or belongs or any(isinstance(field, models.BinaryField) for field in columns)


def untold(told: tuple[Piece, ...], aside: set[str]) -> list[str]:
    named = {piece.name for piece in told} | aside
    return [
        model._meta.label
        for model in HOUSE
        if speaks_of_a_person(model) and model._meta.label_lower not in named
    ]


def test_every_table_that_speaks_of_a_person_is_told_or_it_is_said_why_not():
    missing = untold(pieces(), set(apart()))
    assert not missing, (
        f"{missing}: say in own_data.py of the package what a person is told of it "
        "(`gathering.register`), or why nothing (`gathering.leave_out`)."
    )


def test_a_table_that_is_forgotten_is_found():
    without = tuple(piece for piece in pieces() if piece.name != "cases.note")
    assert untold(without, set(apart())) == ["cases.Note"]


def columns_of(piece: Piece) -> Iterator[str]:
    for field in piece.model._meta.concrete_fields:
        yield field.name


@pytest.mark.parametrize("piece", pieces(), ids=lambda piece: piece.name)
def test_every_column_of_it_is_told_or_named_as_inner(piece):
    opened = {name.partition(".")[0] for name in piece.opens}
    mentioned = set(piece.tells) | opened | piece.inner
    columns = set(columns_of(piece))

    assert columns - mentioned - ALWAYS_INNER == set(), "Neither told nor named as inner."
    assert mentioned - columns == set(), "No such column."
    assert not (set(piece.tells) | opened) & piece.inner, "Told and inner at once."
