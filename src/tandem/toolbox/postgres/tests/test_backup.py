"""A database written to a file, lost, and read back."""

import json
import stat
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from tandem.toolbox.postgres import Cluster, PostgresProblem
from tandem.toolbox.postgres.__main__ import main
from tandem.toolbox.postgres.backup import Manifest, back_up, manifest_of, read_manifest, restore

# A table whose rows nobody sees: neither the roles nor its owner.
HIDDEN = """
    CREATE TABLE word (id serial PRIMARY KEY, said text);
    ALTER TABLE word ENABLE ROW LEVEL SECURITY;
    ALTER TABLE word FORCE ROW LEVEL SECURITY;
    CREATE POLICY read ON word FOR SELECT USING (false);
    CREATE POLICY add ON word FOR INSERT WITH CHECK (true);
    INSERT INTO word (said) SELECT 'kept' FROM generate_series(1, 500);
"""


def silent(_news: str) -> None:
    pass


@pytest.fixture
def with_hidden_rows(cluster: Cluster) -> Iterator[Cluster]:
    with cluster:
        cluster.create_database("tandem")
        with psycopg.connect(cluster.dsn("tandem_owner")) as asked:
            asked.execute(HIDDEN)
        yield cluster


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "tandem.backup"


def answer(cluster: Cluster, question: str, role: str = "") -> object:
    if role:
        with psycopg.connect(cluster.dsn(role)) as asked:
            return asked.execute(question).fetchone()[0]
    with cluster.as_launcher("tandem") as asked:
        return asked.execute(question).fetchone()[0]


def rewrite(file: Path, manifest: Manifest, **also: object) -> None:
    manifest_of(file).write_text(json.dumps({"format": 1, **asdict(manifest), **also}))


def test_what_was_lost_comes_back_with_its_locks(with_hidden_rows: Cluster, file: Path):
    cluster = with_hidden_rows
    written = back_up(cluster, "tandem", file, silent)
    cluster.erase()

    read = restore(cluster, "tandem", file, silent)

    with cluster:
        assert written == read
        assert written.rows == {"public.word": 500}
        assert answer(cluster, "SELECT count(*) FROM word WHERE said = 'kept'") == 500
        for role in ("tandem_owner", "tandem_web", "tandem_worker"):
            assert answer(cluster, "SELECT count(*) FROM word", role) == 0
        assert answer(cluster, "SELECT relforcerowsecurity FROM pg_class WHERE relname = 'word'")
        assert answer(cluster, "SELECT tableowner FROM pg_tables WHERE tablename = 'word'") == (
            "tandem_owner"
        )
        with psycopg.connect(cluster.dsn("tandem_web")) as asked:
            asked.execute("INSERT INTO word (said) VALUES ('new')")
            with pytest.raises(InsufficientPrivilege):
                asked.execute("TRUNCATE word")


def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(
    with_hidden_rows: Cluster, file: Path
):
    cluster, enough = with_hidden_rows, threading.Event()
    # Opened before: while we act as the server's user, our threads do so too.
    asked = psycopg.connect(cluster.dsn("tandem_web"), autocommit=True)

    def write() -> None:
        while not enough.is_set():
            asked.execute("INSERT INTO word (said) VALUES ('meanwhile')")

    writer = threading.Thread(target=write)
    writer.start()
    written = back_up(cluster, "tandem", file, silent)
    enough.set()
    writer.join()
    asked.close()
    after = answer(cluster, "SELECT count(*) FROM word")
    cluster.erase()

    restore(cluster, "tandem", file, silent)

    with cluster:
        assert 500 <= written.rows["public.word"] < after
        assert answer(cluster, "SELECT count(*) FROM word") == written.rows["public.word"]


@pytest.mark.parametrize("is_running", [True, False])
def test_the_server_is_left_as_it_was(cluster: Cluster, file: Path, is_running: bool):
    cluster.start()
    cluster.create_database("tandem")
    if not is_running:
        cluster.stop()

    back_up(Cluster(cluster.data, fast=True), "tandem", file, silent)

    assert cluster.is_running() is is_running


def test_only_its_owner_can_open_it(with_hidden_rows: Cluster, file: Path):
    back_up(with_hidden_rows, "tandem", file, silent)

    for one in (file, manifest_of(file)):
        assert stat.S_IMODE(one.stat().st_mode) == 0o600
    assert sorted(file.parent.iterdir()) == [file, manifest_of(file)]


@pytest.mark.parametrize("harm", ["one bit turned", "cut short"])
def test_a_damaged_file_is_refused_before_anything_is_touched(
    with_hidden_rows: Cluster, file: Path, tmp_path: Path, harm: str
):
    back_up(with_hidden_rows, "tandem", file, silent)
    whole = bytearray(file.read_bytes())
    if harm == "cut short":
        del whole[-10:]
    else:
        whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    elsewhere = Cluster(tmp_path / "elsewhere", fast=True)

    with pytest.raises(PostgresProblem, match=r"is damaged or cut short\. Use another copy\."):
        restore(elsewhere, "tandem", file, silent)

    assert not elsewhere.has_data()


def test_without_its_manifest_it_is_refused(with_hidden_rows: Cluster, file: Path):
    back_up(with_hidden_rows, "tandem", file, silent)
    manifest_of(file).unlink()

    with pytest.raises(PostgresProblem, match=r"tandem\.backup\.json is missing"):
        restore(with_hidden_rows, "tandem", file, silent)


def test_a_manifest_that_cannot_be_read_is_told(with_hidden_rows: Cluster, file: Path):
    back_up(with_hidden_rows, "tandem", file, silent)
    manifest_of(file).write_text("{")

    with pytest.raises(PostgresProblem, match="cannot be read"):
        read_manifest(file)


def test_data_that_are_there_are_never_overwritten(with_hidden_rows: Cluster, file: Path):
    cluster = with_hidden_rows
    back_up(cluster, "tandem", file, silent)
    with psycopg.connect(cluster.dsn("tandem_owner")) as asked:
        asked.execute("INSERT INTO word (said) VALUES ('after')")

    with pytest.raises(PostgresProblem, match="overwrites nothing"):
        restore(cluster, "tandem", file, silent)

    assert answer(cluster, "SELECT count(*) FROM word") == 501


def test_a_backup_that_is_there_is_never_overwritten(with_hidden_rows: Cluster, file: Path):
    back_up(with_hidden_rows, "tandem", file, silent)
    before = file.read_bytes()

    with pytest.raises(PostgresProblem, match="overwrites nothing"):
        back_up(with_hidden_rows, "tandem", file, silent)

    assert file.read_bytes() == before


def test_rows_that_do_not_come_back_are_missed(with_hidden_rows: Cluster, file: Path):
    cluster = with_hidden_rows
    written = back_up(cluster, "tandem", file, silent)
    rewrite(file, replace(written, rows={"public.word": 499}))
    cluster.erase()

    with pytest.raises(PostgresProblem, match=r"not as they were: public\.word"):
        restore(cluster, "tandem", file, silent)

    with cluster:
        assert cluster.create_database("tandem")


def test_an_older_server_refuses_in_words(with_hidden_rows: Cluster, file: Path):
    cluster = with_hidden_rows
    written = back_up(cluster, "tandem", file, silent)
    rewrite(file, replace(written, postgresql="99.1"))

    with pytest.raises(PostgresProblem, match=r"written by PostgreSQL 99\.1 and this is"):
        restore(cluster, "tandem", file, silent)


def test_a_folder_without_database_is_not_saved_as_if_all_were_well(tmp_path: Path, file: Path):
    wrong = Cluster(tmp_path / "wrong", fast=True)

    with pytest.raises(PostgresProblem, match="no database"):
        back_up(wrong, "tandem", file, silent)

    assert not file.exists()


def test_by_two_commands_which_remind_of_the_keys(
    with_hidden_rows: Cluster, file: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    cluster = with_hidden_rows
    # The suite itself may be running on a server.
    monkeypatch.delenv("DATABASE_URL", raising=False)

    assert main(["backup", str(cluster.data), str(file), "--fast"]) == 0
    assert f"Copy {cluster.data / 'keys'} elsewhere." in capsys.readouterr().err

    cluster.erase()
    assert main(["restore", str(cluster.data), str(file), "--fast"]) == 0
    assert "500 rows" in (said := capsys.readouterr().err)
    assert f"Bring {cluster.data / 'keys'} back" in said


def test_a_server_elsewhere_is_not_mistaken_for_the_embedded_one(
    with_hidden_rows: Cluster, file: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/tandem")

    assert main(["backup", str(with_hidden_rows.data), str(file)]) == 1
    assert "DATABASE_URL names a server" in capsys.readouterr().err
    assert not file.exists()
