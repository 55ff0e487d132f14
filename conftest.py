"""The database of the suite: made by its owner, used by the role that answers the web."""

import gc
import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import psutil
import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from hypothesis import HealthCheck
from hypothesis import settings as examples
from pytest_django import DjangoDbBlocker

from tandem.people import rules
from tandem.people.choices import FlagReason
from tandem.project.databases import databases
from tandem.toolbox.postgres import Cluster
from tandem.ui import keeping
from tandem.ui import messages as texts
from tests import template
from tests.emptying import Emptying, empty_as_owner

END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
"""The server's own workers, such as the one that vacuums, are not ours to end."""


LOOKS_IN_ONE_TRANSACTION = """
DO $do$ BEGIN
    IF to_regprocedure('public.people_is_committed_really(xid)') IS NULL THEN
        ALTER FUNCTION public.people_is_committed(xid) RENAME TO people_is_committed_really;
        CREATE FUNCTION public.people_is_committed(born xid) RETURNS boolean
        LANGUAGE sql VOLATILE SET search_path = pg_catalog AS $$
            SELECT coalesce(current_setting('tandem.test_is_one_transaction', true), '') = 'yes'
                OR public.people_is_committed_really(born)
        $$;
    END IF;
END $do$
"""
"""In the suite's own database alone: a test that is one transaction can commit no look."""

A_TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)

# How busy a machine is says nothing about what is tested.
examples.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """A fresh clone holds no compiled texts; they are made before anything asks for one."""
    if not hasattr(config, "workerinput"):
        for language in texts.languages():
            texts.compile_one(language)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: looking through it for what nobody needs any more,
    again and again, took a tenth of the time.
    """
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    gc.unfreeze()


@pytest.fixture
def acting_as(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], AbstractContextManager[None]]:
    """By another of the database's roles, such as `worker`; for tests that commit."""

    @contextmanager
    def as_it(role: str) -> Iterator[None]:
        connection = connections["default"]
        with monkeypatch.context() as changed:
            changed.setitem(connection.settings_dict, "USER", f"tandem_{role}")
            connection.close()
            yield
        connection.close()

    return as_it


@pytest.fixture(scope="session")
def our_server() -> Iterator[Cluster | None]:
    """Our own server, which the last suite to end stops; None where DATABASE_URL names one."""
    if os.environ.get("DATABASE_URL"):
        yield None
        return
    with Cluster(settings.DATA, fast=True) as cluster:
        _drop_what_dead_suites_left(cluster)
        yield cluster


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    our_server: Cluster | None, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    _act_as("owner")
    if our_server:
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = template.existing(our_server)


@pytest.fixture(scope="session")
def django_db_setup(
    our_server: Cluster | None, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
        cursor.execute(LOOKS_IN_ONE_TRANSACTION)
        # Colleagues of long standing are made by the factory; what refuses that is tested by itself.
        for trigger in ("begins_now", "by_invitation"):
            cursor.execute(f"ALTER TABLE territory_membership DISABLE TRIGGER {trigger}")
    connections["default"].close()
    with pytest.MonkeyPatch.context() as patch:
        _act_as("web")
        default = connections["default"].settings_dict
        if our_server and not default["TEST"]["TEMPLATE"]:
            template.keep(our_server, made=default["NAME"])
        # The web role may not empty tables; what a committing test leaves, the owner removes.
        # Said of the class: once a browser's loop runs, Django has other connections.
        emptying = Emptying(our_server) if our_server else None
        patch.setattr(DatabaseOperations, "execute_sql_flush", _emptied_by(emptying))
        yield
        if emptying:
            emptying.end()
    _act_as("owner")
    # Those other connections are still open, and no longer in anybody's hands.
    with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
        cursor.execute(END_OTHERS)


@pytest.fixture(autouse=True)
def _looks_stay_in_the_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a test is one transaction that is undone, looks are written in it too.

    A test with `transaction=True` has the second connection, as in the running house.
    """
    marker = request.node.get_closest_marker("django_db")
    asked = marker is not None or "db" in request.fixturenames
    alone = "transactional_db" in request.fixturenames or (
        marker and marker.kwargs.get("transaction")
    )
    if alone or not asked:
        yield
        return
    # After Django has forbidden the connections that the test did not ask for.
    request.getfixturevalue("_django_db_helper")
    second = connections["looks"]
    connections["looks"] = connections["default"]
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config('tandem.test_is_one_transaction', 'yes', true)")
    yield
    connections["looks"] = second


@pytest.fixture(autouse=True)
def at_ten_in_the_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colleagues look at files within working hours, whenever the suite runs.

    What stands out at night and on a Sunday is told on plain values, and by one test of the guard.
    """
    judged = rules.unusual

    def by_day(look: rules.Look, before: rules.Before, **named: Any) -> Iterator[FlagReason]:
        return judged(replace(look, at=A_TUESDAY), before, **named)

    monkeypatch.setattr(rules, "unusual", by_day)


@pytest.fixture(autouse=True)
def _pages_are_made_anew() -> None:
    """A page kept ready outlives the rows another test made it of."""
    keeping.forget()


def _emptied_by(ours: Emptying | None) -> Callable[[DatabaseOperations, list[str]], None]:
    def empty(operations: DatabaseOperations, statements: list[str]) -> None:
        if ours:
            ours.empty(operations.connection.settings_dict["NAME"], statements)
            return
        owner = databases(settings.DATA, "owner")["default"]
        params = operations.connection.get_connection_params()
        params |= {"user": owner["USER"], "password": owner.get("PASSWORD") or None}
        names = ("dbname", "user", "password", "host", "port")
        empty_as_owner(statements, {name: params[name] for name in names if params.get(name)})

    return empty


def _act_as(role: str) -> None:
    for alias, found in databases(settings.DATA, role).items():
        connection = connections[alias]
        connection.close()
        for name in ("USER", "PASSWORD", "HOST", "PORT"):
            connection.settings_dict[name] = found.get(name, "")


def _drop_what_dead_suites_left(cluster: Cluster) -> None:
    with psycopg.connect(cluster.dsn("tandem_owner", "postgres")) as asked:
        names = asked.execute("SELECT datname FROM pg_database").fetchall()
    for (name,) in names:
        made_by = re.match(r"test_tandem_(\d+)", name)
        if made_by and not psutil.pid_exists(int(made_by.group(1))):
            cluster.drop_database(name)
