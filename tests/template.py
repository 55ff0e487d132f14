"""A migrated, empty database to copy: migrating anew takes ten times as long."""

import hashlib
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import psycopg
from psycopg import errors, sql

from tandem.toolbox.postgres import Cluster

SRC = Path(__file__).resolve().parents[1] / "src"
MADE_OF = ("tandem/*/migrations/*.py", "tandem/tenancy/**/*.py", "**/*.sql")
PREFIX = "tandem_template_"


def name() -> str:
    """Changes with whatever may change the tables."""
    sum_of_all = hashlib.sha256()
    for package in ("django", "procrastinate"):
        sum_of_all.update(version(package).encode())
    for path in sorted({path for pattern in MADE_OF for path in SRC.glob(pattern)}):
        sum_of_all.update(f"{path.relative_to(SRC)}\n".encode() + path.read_bytes())
    return PREFIX + sum_of_all.hexdigest()[:16]


def existing(cluster: Cluster) -> str | None:
    with _owner(cluster) as asked:
        found = asked.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name()]).fetchone()
    return name() if found else None


def keep(cluster: Cluster, made: str) -> None:
    """The database just made, to which nobody is connected, is the template from now on."""
    with _owner(cluster) as asked:
        found = asked.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]
        )
        outdated = [old for (old,) in found.fetchall() if old != name()]
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        # Another suite may have been as quick, or be copying from the old one.
        with suppress(errors.DuplicateDatabase, errors.UniqueViolation, errors.ObjectInUse):
            asked.execute(copy.format(sql.Identifier(name()), sql.Identifier(made)))
        for old in outdated:
            with suppress(errors.ObjectInUse, errors.InvalidCatalogName):
                asked.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))


def _owner(cluster: Cluster) -> psycopg.Connection:
    return psycopg.connect(cluster.dsn("tandem_owner", "postgres"), autocommit=True)
