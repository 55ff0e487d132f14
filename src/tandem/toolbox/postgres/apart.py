"""Tables that are kept apart from a backup, in a file of their own: those of keys.

A table says so in its comment. What was erased since a backup was made would come back with it; its
key does not, since the newest keys are read with whichever backup. So this file is kept for a month
at most, and the newest one is worth most.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from graphlib import TopologicalSorter
from pathlib import Path

import psycopg
from psycopg import sql

from tandem.toolbox.postgres.errors import PostgresProblem

MARK = "kept apart from backups"
KEPT = timedelta(days=30)
FORMAT = 1
MARKED = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND obj_description(c.oid, 'pg_class') = %s ORDER BY 1, 2
"""
COLUMNS = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""
# Of each foreign key: the column here, and the table and column it points to.
POINTS_TO = """
    SELECT a.attname, c.confrelid::regclass::text, b.attname
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
    WHERE c.contype = 'f' AND c.conrelid = %s::regclass
"""
NUMBERED = "SELECT pg_get_serial_sequence(%s, 'id')"


@dataclass(frozen=True)
class Part:
    table: str
    columns: list[str]
    size: int
    """Bytes of it in the file."""


@dataclass(frozen=True)
class Header:
    """The first line of the file."""

    made_at: str
    sha256: str
    parts: list[Part]

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def keys_of(file: Path) -> Path:
    """Where the keys of this backup stand: beside it, until they are copied elsewhere."""
    return file.with_name(f"{file.name}.keys")


def marked(asked: psycopg.Connection) -> list[str]:
    return [f"{schema}.{table}" for schema, table in asked.execute(MARKED, [MARK]).fetchall()]


def write(asked: psycopg.Connection, tables: Iterable[str], file: Path) -> None:
    """The rows of these tables, as this transaction sees them."""
    parts, body = [], b""
    for table in tables:
        columns = [name for (name,) in asked.execute(COLUMNS, [table]).fetchall()]
        order = sql.SQL("COPY {} ({}) TO STDOUT").format(_named(table), _listed(columns))
        with asked.cursor().copy(order) as copy:
            rows = b"".join(bytes(piece) for piece in copy)
        parts.append(Part(table, columns, len(rows)))
        body += rows
    header = Header(
        made_at=datetime.now(UTC).isoformat(), sha256=hashlib.sha256(body).hexdigest(), parts=parts
    )
    said = json.dumps({"format": FORMAT, **asdict(header)})
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(said.encode() + b"\n" + body)
        out.flush()
        os.fsync(out.fileno())


def newest(folder: Path) -> Path | None:
    """Of all that stand in the folder, whichever backup they were written with."""
    files = sorted(folder.glob("*.keys"), key=lambda file: read_header(file).at)
    return files[-1] if files else None


def outdated(folder: Path, now: datetime) -> list[Path]:
    return [file for file in sorted(folder.glob("*.keys")) if read_header(file).at < now - KEPT]


def read_header(file: Path) -> Header:
    header, _body = _split(file)
    return header


def check(file: Path) -> None:
    """It is what was written."""
    header, body = _split(file)
    if hashlib.sha256(body).hexdigest() != header.sha256:
        raise PostgresProblem(f"{file} is damaged or cut short. Use another copy.")


def read_in(asked: psycopg.Connection, file: Path) -> dict[str, int]:
    """How many rows of each table came back: those of which what they point to is there."""
    header, body = _split(file)
    came, at = {}, 0
    points = {
        part.table: asked.execute(POINTS_TO, [part.table]).fetchall() for part in header.parts
    }
    pieces = {}
    for part in header.parts:
        pieces[part.table] = body[at : at + part.size]
        at += part.size
    targets = {table: {f"public.{one}" for _, one, _ in found} for table, found in points.items()}
    parts = {part.table: part for part in header.parts}
    # What is pointed to stands first.
    for table in TopologicalSorter(targets).static_order():
        if table in parts:
            came[table] = _read_one(asked, parts[table], pieces[table], points[table])
    return came


def _read_one(
    asked: psycopg.Connection, part: Part, rows: bytes, points: list[tuple[str, str, str]]
) -> int:
    table, columns = _named(part.table), _listed(part.columns)
    asked.execute(sql.SQL("CREATE TEMP TABLE came (LIKE {}) ON COMMIT DROP").format(table))
    with asked.cursor().copy(sql.SQL("COPY came ({}) FROM STDIN").format(columns)) as copy:
        copy.write(rows)
    there = [
        sql.SQL("(came.{our} IS NULL OR EXISTS (SELECT FROM {} r WHERE r.{} = came.{our}))").format(
            _named(target), sql.Identifier(their), our=sql.Identifier(our)
        )
        for our, target, their in points
    ]
    insert = sql.SQL(
        "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM came WHERE {c}"
    )
    condition = sql.SQL(" AND ").join([sql.SQL("true"), *there])
    done = asked.execute(insert.format(table=table, columns=columns, c=condition)).rowcount
    numbers = asked.execute(NUMBERED, [part.table]).fetchone()
    if numbers and numbers[0]:
        last = sql.SQL("SELECT setval(%s, greatest(max(id), 1)) FROM {}").format(table)
        asked.execute(last, [numbers[0]])
    asked.execute("DROP TABLE came")
    return done


def _split(file: Path) -> tuple[Header, bytes]:
    first, _, body = file.read_bytes().partition(b"\n")
    try:
        said = json.loads(first)
        if said.pop("format") != FORMAT:
            raise PostgresProblem(f"{file} was written by a newer Tandem. Use that one.")
        said["parts"] = [Part(**part) for part in said["parts"]]
        return Header(**said), body
    except (ValueError, KeyError, TypeError) as error:
        raise PostgresProblem(f"{file} cannot be read; it is damaged. Use another copy.") from error


def _named(table: str) -> sql.Identifier:
    return sql.Identifier(*table.split("."))


def _listed(columns: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))
