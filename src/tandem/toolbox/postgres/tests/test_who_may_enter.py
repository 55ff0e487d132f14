"""The system says who is asking; each role can do its own work and nothing else."""

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from tandem.toolbox.postgres import Cluster
from tandem.toolbox.postgres.configuration import LAUNCHER


@pytest.fixture(scope="module")
def table(running: Cluster) -> Cluster:
    with psycopg.connect(running.dsn("tandem_owner")) as asked:
        asked.execute("CREATE TABLE word (id serial, said text)")
        asked.execute("CREATE FUNCTION twice(text) RETURNS text RETURN $1 || $1")
    return running


@pytest.mark.parametrize("role", ["tandem_web", "tandem_worker"])
def test_rows_are_read_and_written(table: Cluster, role: str):
    with psycopg.connect(table.dsn(role)) as asked:
        asked.execute("INSERT INTO word (said) VALUES ('a')")
        asked.execute("UPDATE word SET said = twice(said)")
        assert asked.execute("SELECT said FROM word").fetchone() == ("aa",)
        asked.execute("DELETE FROM word")


@pytest.mark.parametrize("role", ["tandem_web", "tandem_worker"])
@pytest.mark.parametrize(
    "deed",
    [
        "CREATE TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "ALTER TABLE word ADD COLUMN more text",
        "TRUNCATE word",
        "DROP TABLE word",
        "SET ROLE tandem_owner",
        "CREATE DATABASE mine",
        "COPY word TO '/tmp/words'",
    ],
)
def test_nothing_else_is_done(table: Cluster, role: str, deed: str):
    with (
        psycopg.connect(table.dsn(role), autocommit=True) as asked,
        pytest.raises(InsufficientPrivilege),
    ):
        asked.execute(deed)


def test_no_role_of_ours_passes_row_level_security(running: Cluster):
    mighty = """
        SELECT rolname FROM pg_roles WHERE rolname ~ '^tandem' AND rolname <> %s
        AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication)
    """
    with psycopg.connect(running.dsn("tandem_owner")) as asked:
        assert asked.execute(mighty, [LAUNCHER]).fetchall() == []


@pytest.mark.parametrize("role", ["tandem_web", "tandem_worker"])
def test_no_question_lasts_for_ever(running: Cluster, role: str):
    with psycopg.connect(running.dsn(role)) as asked:
        for limit in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            assert asked.execute(f"SHOW {limit}").fetchone() != ("0",)


def test_test_databases_inherit_what_the_roles_may_do(running: Cluster):
    running.create_database("another")
    with psycopg.connect(running.dsn("tandem_owner", "another")) as asked:
        asked.execute("CREATE TABLE word (said text)")

    with psycopg.connect(running.dsn("tandem_web", "another")) as asked:
        asked.execute("INSERT INTO word VALUES ('a')")


def test_the_log_keeps_no_one_s_words(running: Cluster):
    with psycopg.connect(running.dsn("tandem_owner")) as asked:
        asked.execute("CREATE TABLE only_once (said text UNIQUE)")
        asked.execute("INSERT INTO only_once VALUES ('Josephine')")
    with (
        psycopg.connect(running.dsn("tandem_web"), autocommit=True) as asked,
        pytest.raises(psycopg.errors.UniqueViolation),
    ):
        asked.execute("INSERT INTO only_once VALUES ('Josephine')")

    log = running.pgdata.with_name("log").read_text()

    assert "only_once_said_key" in log
    assert "Josephine" not in log
