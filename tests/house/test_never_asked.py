"""Abuse 3: what could be seized is not kept: no column is made for it."""

import pytest
from django.db import models

from tests.house.test_own_data import HOUSE

NEVER = (
    "national",
    "nationality",
    "residence",
    "permit",
    "religion",
    "ethnic",
    "passport",
    "gender",
)


def asked(found: list[tuple[str, str]]) -> list[str]:
    return [f"{table}.{name}" for table, name in found if any(word in name for word in NEVER)]


def columns() -> list[tuple[str, str]]:
    return [
        (model._meta.label, field.name)
        for model in HOUSE
        for field in model._meta.get_fields()
        if isinstance(field, models.Field)
    ]


def test_no_column_holds_papers_origin_or_national_number():
    assert asked(columns()) == []


@pytest.mark.parametrize("name", ["national_number", "residence_permit", "nationality"])
def test_such_a_column_would_be_found(name):
    """The twin."""
    assert asked([*columns(), ("hosting.Guest", name)]) == [f"hosting.Guest.{name}"]
