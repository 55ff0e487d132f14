"""For statements that every page asks: the database plans them once for each connection."""

from collections.abc import Mapping
from typing import Any, cast

from django.db import connections

from tandem.tenancy.postgresql.base import DatabaseWrapper
from tandem.tenancy.postgresql.planned import Rows, Statement


def rows(sql: str, values: Mapping[str, Any]) -> Rows:
    """What `sql` answers, row-level security included. Values never become part of its text."""
    (found,) = together((sql, values))
    return found


def together(*asked: Statement) -> list[Rows]:
    """The rows of each statement, for one wait."""
    return cast(DatabaseWrapper, connections["default"]).repeated(*asked)
