"""Writing a whole database to a file, and reading it back.

Done as the launcher's superuser: to the owner, forced row-level security refuses the dump. Asked
to heed the policies instead, pg_dump would write only what they show him, which is nothing.
The programs are those beside the running server: any other version may refuse, or be refused.
"""

import hashlib
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from tandem.toolbox.postgres import apart, processes
from tandem.toolbox.postgres.cluster import Cluster
from tandem.toolbox.postgres.configuration import LAUNCHER
from tandem.toolbox.postgres.errors import PostgresProblem
from tandem.toolbox.postgres.system_user import start_program

FORMAT = 1
NEWS_EVERY = 5.0
PIECE = 1 << 20
TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    ORDER BY 1, 2
"""

Tell = Callable[[str], None]
Rows = dict[str, int]


@dataclass(frozen=True)
class Manifest:
    """What stands in the file, to be checked when it is read back."""

    made_at: str
    postgresql: str
    size: int
    sha256: str
    rows: Rows
    """How many of each table, at the very moment of the backup."""

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def manifest_of(file: Path) -> Path:
    """Where the manifest of this backup stands: beside it."""
    return file.with_name(f"{file.name}.json")


def back_up(cluster: Cluster, database: str, file: Path, tell: Tell) -> Manifest:
    """The whole database stands in `file`, closed to others, with its manifest beside it.

    Pages may be served meanwhile: all of it is of one moment. Tables kept apart stand in a second
    file, of the same moment.
    """
    if any(one.exists() for one in (file, manifest_of(file), apart.keys_of(file))):
        raise PostgresProblem(f"{file} is there already, and a backup overwrites nothing.")
    if not cluster.has_data():
        raise PostgresProblem(f"There is no database in {cluster.data}. Is it the right folder?")
    with _held_besides(cluster, tell):
        part = file.with_name(f"{file.name}.part")
        try:
            with _closed_to_others(part) as out, cluster.as_launcher(database) as asked:
                asked.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                kept_apart = apart.marked(asked)
                rows = _count(asked) | dict.fromkeys(kept_apart, 0)
                tell(f"Writing {sum(rows.values())} rows of {len(rows)} tables.")
                _dump(cluster, database, _snapshot(asked), kept_apart, out, tell)
                if kept_apart:
                    apart.write(asked, kept_apart, apart.keys_of(file))
                manifest = Manifest(
                    made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                    postgresql=_version(asked),
                    size=part.stat().st_size,
                    sha256=_digest(part),
                    rows=rows,
                )
            _write_manifest(manifest_of(file), manifest)
            part.rename(file)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        _end_the_log(cluster, database)
    for old in apart.outdated(file.parent, datetime.now(UTC)):
        tell(f"{old.name} is older than {apart.KEPT.days} days, and goes.")
        old.unlink()
    return manifest


def _end_the_log(cluster: Cluster, database: str) -> None:
    """What was erased stands in the log of changes too, until its file is ended and removed."""
    with cluster.as_launcher(database) as asked:
        asked.autocommit = True
        asked.execute("SELECT pg_switch_wal()")
        asked.execute("CHECKPOINT")


def restore(
    cluster: Cluster, database: str, file: Path, tell: Tell, *, keys: Path | None = None
) -> Manifest:
    """The database is as it was when `file` was written, or nothing is changed.

    With it come the keys of today: `keys`, or the newest that stand in its folder.
    """
    manifest, keys = read_manifest(file), keys or apart.newest(file.parent)
    tell(f"Checking {file.name}, written {manifest.made_at}.")
    if file.stat().st_size != manifest.size or _digest(file) != manifest.sha256:
        raise PostgresProblem(
            f"{file} is not what was written: it is damaged or cut short. Use another copy."
        )
    if keys is not None:
        apart.check(keys)
    with _held_besides(cluster, tell):
        _refuse_an_older_server(cluster, manifest)
        if not cluster.create_database(database):
            _refuse_to_overwrite(cluster, database)
        tell(f"Reading {manifest.total} rows of {len(manifest.rows)} tables.")
        try:
            _read_in(cluster, database, file)
            _check_rows(cluster, database, manifest)
            _read_keys(cluster, database, keys, tell)
        except BaseException:
            cluster.drop_database(database)
            raise
    return manifest


def _read_keys(cluster: Cluster, database: str, keys: Path | None, tell: Tell) -> None:
    with cluster.as_launcher(database) as asked:
        if keys is not None:
            came = apart.read_in(asked, keys)
            tell(f"{keys.name}: {sum(came.values())} rows of {len(came)} tables kept apart.")
        elif apart.marked(asked):
            tell("There are no keys beside it: without a file .keys no name can be read.")


def _held_besides(cluster: Cluster, tell: Tell) -> Cluster:
    """Held for ourselves: if the caller holds it already, it is his still when we are done."""
    return Cluster(cluster.data, fast=cluster.fast, tell=tell)


def read_manifest(file: Path) -> Manifest:
    if not file.is_file():
        raise PostgresProblem(f"There is no file {file}.")
    note = manifest_of(file)
    if not note.is_file():
        raise PostgresProblem(
            f"{note.name} is missing: it stood beside the backup and says what is in it. "
            "Copy both files."
        )
    try:
        said = json.loads(note.read_text())
        if said.pop("format") != FORMAT:
            raise PostgresProblem(f"{note} was written by a newer Tandem. Use that one.")
        return Manifest(**said)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PostgresProblem(f"{note} cannot be read; it is damaged. Use another copy.") from error


def _write_manifest(note: Path, manifest: Manifest) -> None:
    with _closed_to_others(note) as out:
        said = {"format": FORMAT, **asdict(manifest)}
        out.write(json.dumps(said, indent=1, sort_keys=True).encode() + b"\n")


def _closed_to_others(file: Path) -> IO[bytes]:
    file.parent.mkdir(parents=True, exist_ok=True)
    return os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b")


def _count(asked: psycopg.Connection) -> Rows:
    rows = {}
    for schema, table in asked.execute(TABLES).fetchall():
        count = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
        found = asked.execute(count).fetchone()
        rows[f"{schema}.{table}"] = found[0] if found else 0
    return rows


def _snapshot(asked: psycopg.Connection) -> str:
    """Lets another connection see exactly what this transaction sees."""
    found = asked.execute("SELECT pg_export_snapshot()").fetchone()
    return str(found[0]) if found else ""


def _version(asked: psycopg.Connection) -> str:
    return asked.info.parameter_status("server_version") or ""


def _dump(
    cluster: Cluster,
    database: str,
    snapshot: str,
    kept_apart: list[str],
    out: IO[bytes],
    tell: Tell,
) -> None:
    def news() -> None:
        tell(f"{os.fstat(out.fileno()).st_size // 1_000_000} MB so far.")

    order = ["--format=custom", f"--snapshot={snapshot}", "--no-password"]
    order += [f"--exclude-table-data={table}" for table in kept_apart]
    _run(cluster, database, "pg_dump", order, output=out, news=news)
    os.fsync(out.fileno())


def _read_in(cluster: Cluster, database: str, file: Path) -> None:
    order = ["--exit-on-error", "--single-transaction", "--no-password"]
    with file.open("rb") as given:
        _run(cluster, database, "pg_restore", order, given=given)
    with cluster.as_launcher(database) as asked:
        # Without statistics the first pages would be planned blindly, and be slow.
        asked.execute("ANALYZE")


def _run(
    cluster: Cluster,
    database: str,
    name: str,
    order: list[str],
    *,
    given: int | IO[bytes] = subprocess.DEVNULL,
    output: int | IO[bytes] = subprocess.DEVNULL,
    news: Callable[[], None] | None = None,
) -> None:
    program = _beside_the_server(cluster, name)
    address = f"--dbname={cluster.dsn(LAUNCHER, database)}"
    with tempfile.TemporaryFile() as said:
        running = start_program(
            cluster.user, [str(program), *order, address], output, given=given, problems=said
        )
        try:
            news_due = time.monotonic() + NEWS_EVERY
            while running.poll() is None:
                if news and time.monotonic() > news_due:
                    news()
                    news_due = time.monotonic() + NEWS_EVERY
                time.sleep(0.05)
        finally:
            # Of a session of its own, it would not notice that we were interrupted.
            if running.poll() is None:
                running.terminate()
                running.wait()
        if running.returncode:
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
            raise PostgresProblem(f"{name} could not do it. It said:\n{words}")


def _beside_the_server(cluster: Cluster, name: str) -> Path:
    server = processes.postmaster(cluster.pgdata)
    program = Path(server.exe()).parent / name if server else None
    if program is None or not program.is_file():
        raise PostgresProblem(
            f"The program {name} of the running database is gone; was PostgreSQL upgraded "
            "meanwhile? Stop Tandem, start it again, and repeat this."
        )
    return program


def _refuse_an_older_server(cluster: Cluster, manifest: Manifest) -> None:
    with cluster.as_launcher("postgres") as asked:
        here = _version(asked)
    if _major(here) < _major(manifest.postgresql):
        raise PostgresProblem(
            f"The backup was written by PostgreSQL {manifest.postgresql} and this is {here}, "
            "which cannot read it. Restore it with the same version or a newer one."
        )


def _major(version: str) -> int:
    return int(version.split(".", 1)[0])


def _refuse_to_overwrite(cluster: Cluster, database: str) -> None:
    with cluster.as_launcher(database) as asked:
        found = asked.execute(TABLES).fetchone()
    if found:
        raise PostgresProblem(
            f"There are data in {cluster.data} already, and a backup overwrites nothing. Stop "
            f"Tandem and set {cluster.data / 'database'} aside, or name another folder."
        )


def _check_rows(cluster: Cluster, database: str, manifest: Manifest) -> None:
    with cluster.as_launcher(database) as asked:
        found = _count(asked)
    different = [name for name in sorted(found | manifest.rows) if _differs(name, found, manifest)]
    if different:
        raise PostgresProblem(
            f"After reading, these tables are not as they were: {', '.join(different)}. "
            "Nothing was kept. Use another copy."
        )


def _differs(name: str, found: Rows, manifest: Manifest) -> bool:
    return found.get(name) != manifest.rows.get(name)


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as pieces:
        while piece := pieces.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
