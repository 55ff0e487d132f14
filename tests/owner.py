"""Guards of the database switched off, as only the owner of its tables may; nothing of it is kept."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db import connection

from tandem.project.databases import databases
from tests.factories import scope_of


class Owner:
    def __init__(self, asked: psycopg.Connection):
        self._asked = asked

    def does(self, statement: str, *given: object) -> int:
        """How many rows it took."""
        return self._asked.execute(statement, given).rowcount

    def refused(self, statement: str, *given: object) -> str:
        """Why it was not taken; empty where it was."""
        try:
            with self._asked.transaction():
                self.does(statement, *given)
        except psycopg.Error as error:
            return str(error)
        return ""


@contextmanager
def as_owner(organisation) -> Iterator[Owner]:
    """In the scope of this organisation, in one transaction that is undone at the end."""
    params = connection.get_connection_params()
    own = databases(settings.DATA, "owner")["default"]
    with psycopg.connect(
        dbname=params["dbname"],
        user=own["USER"],
        password=own.get("PASSWORD") or None,
        host=params.get("host"),
        port=params.get("port"),
    ) as asked:
        asked.execute("SET LOCAL lock_timeout = '5s'")
        names = ("may_read", "may_write", "organisations", "presented")
        for name, value in zip(names, scope_of(organisation).settings(), strict=True):
            asked.execute("SELECT set_config(%s, %s, true)", [f"tandem.{name}", value])
        yield Owner(asked)
        asked.rollback()
